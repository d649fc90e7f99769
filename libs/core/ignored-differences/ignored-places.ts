import { argoGlobMatches } from '#core/globs/argo-glob.ts';
import { parseJqPath } from '#core/json-paths/parse-jq-path.ts';
import { parseJsonPointer } from '#core/json-paths/parse-json-pointer.ts';
import type { JsonPath } from '#core/json-paths/path-step.ts';
import type { ObjectKey } from '#core/model/objects/object-key.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ApplicationSpec } from '#core/resources/application.ts';
import type { ObjectDifferences } from '#core/resources/object-differences.ts';

/** What may differ from git in one object. A difference there is no drift. */
export interface IgnoredPlaces {
  /** Stated when the object is applied for another reason. */
  readonly unwatched: readonly JsonPath[];
  /** Stated when the object is created, and never again. */
  readonly unapplied: readonly JsonPath[];
  /** Field managers: what they own is never stated. */
  readonly managers: readonly string[];
}

/** One entry of `spec.ignoreDifferences`, ready for use. */
export interface DifferenceRule extends Pick<ObjectDifferences, 'group' | 'kind' | 'name' | 'namespace'> {
  readonly paths: readonly JsonPath[];
  readonly managers: readonly string[];
}

/** Reads `spec.ignoreDifferences`; the failure names the field and what is wrong with its first path that cannot be read. */
export function readDifferenceRules({
  ignoreDifferences = [],
}: Pick<ApplicationSpec, 'ignoreDifferences'>): Result<DifferenceRule[], string> {
  const rules: DifferenceRule[] = [];
  for (const [index, { jsonPointers = [], jqPathExpressions = [], ...rule }] of ignoreDifferences.entries()) {
    const read = [
      ...jsonPointers.map((text) => ({ text, field: 'jsonPointers', path: parseJsonPointer(text) })),
      ...jqPathExpressions.map((text) => ({ text, field: 'jqPathExpressions', path: parseJqPath(text) })),
    ];
    const paths: JsonPath[] = [];
    for (const { text, field, path } of read) {
      if (!path.ok) return fail(`spec.ignoreDifferences[${index}].${field} ${JSON.stringify(text)}: ${path.failure}`);
      paths.push(path.value);
    }
    rules.push({ ...rule, paths, managers: rule.managedFieldsManagers ?? [] });
  }
  return succeed(rules);
}

/** What may differ in one object; undefined when nothing may. `isRespected`: the sync option RespectIgnoreDifferences. */
export function ignoredPlacesOf(
  key: ObjectKey,
  rules: readonly DifferenceRule[],
  isRespected: boolean,
): IgnoredPlaces | undefined {
  const meant = rules.filter((rule) => isMeant(key, rule));
  const paths = meant.flatMap((rule) => rule.paths);
  const managers = [...new Set(meant.flatMap((rule) => rule.managers))].toSorted();
  if (paths.length + managers.length === 0) return undefined;
  return { unwatched: isRespected ? [] : paths, unapplied: isRespected ? paths : [], managers };
}

function isMeant(key: ObjectKey, { group = '', kind, name = '', namespace = '' }: DifferenceRule): boolean {
  if (!argoGlobMatches(group, key.group) || !argoGlobMatches(kind, key.kind)) return false;
  return (name === '' || name === key.name) && (namespace === '' || namespace === key.namespace);
}
