import { type JsonObject, isJsonObject } from '#core/model/json.ts';
import { assert, array, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readAppSets } from '#core/appset-files/read-app-sets.ts';
import type { Facts } from '#core/generators/facts.ts';
import { validateFiles } from '#core/offline/validate-files.ts';
import { fakeTemplateEnvironment } from '#core/templating/testing/fake-template-environment.ts';
import { expandApplicationSet } from '#core/targeting/expand.ts';
import { judgeTargets } from '#core/targeting/judge-targets.ts';
import { templateEngines } from '#core/targeting/template-engines.ts';
import { hostileFile, hostileLabels, hostileParameters } from './hostile-documents.ts';
import { hostileText } from './hostile-values.ts';
import { toArgoApplication } from '#core/targeting/to-argo-application.ts';

const engines = templateEngines(fakeTemplateEnvironment());

const hostileFacts = tuple(hostileParameters, hostileLabels, array(hostileText, { maxLength: 3 })).map(
  ([parameters, labels, names]): Facts => {
    const complete = <T>(value: T) => ({ complete: true as const, value });
    const clusters = ['prod', 'constructor', ...names].map((name) => ({
      name,
      server: `https://${name}`,
      labels,
      annotations: labels,
    }));
    const branch = { name: 'constructor', sha: '0123456789abcdef' };
    const repository = {
      organization: 'o',
      repository: '__proto__',
      repositoryId: 1,
      url: 'u',
      labels: names,
      defaultBranch: 'main',
    };
    return {
      clusters: complete(clusters),
      directories: () => complete(['apps', 'apps/__proto__', 'constructor', ...names]),
      files: () =>
        complete([
          { path: 'apps/__proto__.yaml', text: JSON.stringify(parameters) },
          ...names.map((text) => ({ path: 'a', text })),
        ]),
      configMap: () => complete({ ...labels, apiVersion: 'g/v1', kind: 'placements', matchKey: '__proto__' }),
      decisionResources: () => complete([{ metadata: { name: 'd', labels }, status: { clusters: parameters } }]),
      pluginParameters: () => complete(parameters),
      scmRepositories: () => complete([repository]),
      scmBranches: () => complete([branch]),
      scmPathExists: () => complete(true),
      pullRequests: () =>
        complete([
          {
            number: 1,
            title: '{{ .title }}',
            branch: '__proto__',
            targetBranch: 'main',
            headSHA: 'f00',
            labels: names,
            author: 'toString',
          },
        ]),
    };
  },
);

const builtIn = [Object.prototype, Array.prototype, Function.prototype, Map.prototype, String.prototype];
const untouched = builtIn.map((prototype) => Reflect.ownKeys(prototype));

function expectSoundWorld(): void {
  expect(builtIn.map((prototype) => Reflect.ownKeys(prototype))).toEqual(untouched);
  expect(Reflect.get({}, 'polluted')).toBeUndefined();
}

/** Places of objects that inherit from something else than they should, and of texts that only code of the engine can give. */
function findIntruders(value: unknown, path: string): string[] {
  if (typeof value === 'function' || (typeof value === 'string' && value.includes('[native code]'))) return [path];
  if (Array.isArray(value)) return value.flatMap((item, index) => findIntruders(item, `${path}[${index}]`));
  if (!isJsonObject(value)) return [];
  const isPlain = Object.getPrototypeOf(value) === Object.prototype;
  return [
    ...(isPlain ? [] : [path]),
    ...Object.entries(value).flatMap(([key, inner]) => findIntruders(inner, `${path}.${key}`)),
  ];
}

/** All that offline commands and the hub do with a file; answers what would be written. */
function run(text: string, facts: Facts): { readonly outcomes: unknown[]; readonly written: JsonObject[] } {
  const { sets, problems } = readAppSets([{ path: 'a.yaml', text }]);
  const { problems: more } = validateFiles([{ path: 'a.yaml', text }], engines);
  const outcomes: unknown[] = [problems, more];
  const written: JsonObject[] = [];
  for (const { spec } of sets) {
    const expanded = expandApplicationSet({ namespace: 'argocd', spec }, facts, engines);
    outcomes.push(expanded);
    if (!expanded.ok) continue;
    written.push(...expanded.value.map(({ application }) => ({ ...toArgoApplication(application) })));
    const clusters = facts.clusters.complete ? facts.clusters.value : undefined;
    outcomes.push(judgeTargets({ tenant: 'red', spec, expanded: expanded.value, clusters }));
  }
  return { outcomes, written };
}

describe('an ApplicationSet, whatever somebody writes into it', () => {
  it('is read, validated, expanded and judged without a crash, and reaches nothing that objects inherit', () => {
    let expandedSets = 0;
    assert(
      property(hostileFile, hostileFacts, (text, facts) => {
        const { outcomes, written } = run(text, facts);
        expect(findIntruders({ outcomes, written }, '')).toEqual([]);
        expectSoundWorld();
        expandedSets += written.length > 0 ? 1 : 0;
      }),
      { numRuns: 1000 },
    );
    // The grammar is of no use when nearly all of its documents are refused.
    expect(expandedSets).toBeGreaterThan(100);
  }, 60_000);
});
