import type { FileProblem } from '#core/appset-files/file-problem.ts';
import type { Facts } from '#core/generators/facts.ts';
import { isJsonObject } from '#core/model/json.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import { type InputObject, problemAt } from '../input-objects.ts';

type ObjectFacts = Pick<Facts, 'configMap' | 'decisionResources'>;

/**
 * Answers for ConfigMaps and decision resources from the objects of a file (undefined: none was given). Objects of other
 * namespaces are left alone; one without a namespace counts as there.
 */
export function objectAnswers(objects: readonly InputObject[] | undefined, controlNamespace: string): ObjectFacts {
  const there = objects?.filter((object) => namespaceOf(object, controlNamespace) === controlNamespace);
  return {
    configMap: (name) => {
      if (!there) return missing;
      const found = there.find(({ value }) => value.kind === 'ConfigMap' && nameOf(value.metadata) === name);
      return { complete: true, value: found && textsOf(found.value.data) };
    },
    decisionResources: ({ apiVersion, resource }) => {
      if (!there) return missing;
      const isAsked = ({ value }: InputObject) =>
        value.apiVersion === apiVersion && typeof value.kind === 'string' && isPluralOf(resource, value.kind);
      return { complete: true, value: there.filter(isAsked).map(({ value }) => value) };
    },
  };
}

const missing = {
  complete: false,
  message: 'no objects are given; name a file of ConfigMaps and decision resources with --objects FILE',
} as const;

/** Each object says what it is; fails with a problem for each that does not. */
export function checkObjects(objects: readonly InputObject[]): Result<readonly InputObject[], FileProblem[]> {
  const problems = objects.flatMap((object) => [
    ...(typeof object.value.apiVersion === 'string' ? [] : [problemAt(object, ['apiVersion'], 'required, a text')]),
    ...(typeof object.value.kind === 'string' ? [] : [problemAt(object, ['kind'], 'required, a text')]),
    ...(nameOf(object.value.metadata) === undefined
      ? [problemAt(object, ['metadata', 'name'], 'required, a text')]
      : []),
  ]);
  return problems.length > 0 ? fail(problems) : succeed(objects);
}

/** The API server would tell the plural; a file does not, so the regular English ones count. */
function isPluralOf(plural: string, kind: string): boolean {
  const word = kind.toLowerCase();
  return [word, `${word}s`, `${word}es`, word.replace(/y$/, 'ies')].includes(plural.toLowerCase());
}

function namespaceOf({ value }: InputObject, fallback: string): unknown {
  return isJsonObject(value.metadata) ? (value.metadata.namespace ?? fallback) : fallback;
}

function nameOf(metadata: unknown): string | undefined {
  return isJsonObject(metadata) && typeof metadata.name === 'string' ? metadata.name : undefined;
}

function textsOf(value: unknown): Record<string, string> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, text]) => (typeof text === 'string' ? [[key, text] as const] : [])),
  );
}
