import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { canonicalJson } from '#core/model/canonical-json.ts';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { toArgoApplication } from '#core/targeting/to-argo-application.ts';
import { CliFailure } from '../../../apps/cli/src/cli-failure.ts';
import { type ExpandOptions, expandFile } from '../../../apps/cli/src/offline/expand-file.ts';
import { type AreaRunner, type CaseOutcome, runCase } from '../case-outcome.ts';

/** Every folder with an ApplicationSet is a case. */
export const runAppSetCases: AreaRunner = async (folder) => {
  const names = readdirSync(folder).filter((name) => existsSync(join(folder, name, 'applicationset.yaml')));
  const outcomes: CaseOutcome[] = [];
  for (const name of names.toSorted()) outcomes.push(await runCase(name, () => checkCase(join(folder, name))));
  return outcomes;
};

interface Expected {
  readonly error?: string;
  readonly applications: readonly JsonObject[];
}

async function checkCase(folder: string): Promise<string | undefined> {
  const expected: Expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
  const answer = await expandCase(folder);
  if (typeof answer === 'string') return expected.error === undefined ? `failed: ${answer}` : undefined;
  if (expected.error !== undefined) return `an error expected (${expected.error})`;
  return compareAsSets(answer, expected.applications);
}

/** The same code as `nabe appset expand`. A text is why there is no answer. */
async function expandCase(folder: string): Promise<JsonObject[] | string> {
  try {
    const { sets } = await expandFile(optionsOf(folder));
    const applications = sets.flatMap(({ expanded }) => expanded.map(({ application }) => application));
    return applications.map(toArgoApplication).map(({ metadata, spec }) => ({ metadata, spec }));
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    return [...error.details, error.message].join('\n');
  }
}

function optionsOf(folder: string): ExpandOptions {
  const options = readYaml(join(folder, 'options.yaml'));
  const repositories = Object.entries(readYaml(join(folder, 'repos.yaml')));
  return {
    file: join(folder, 'applicationset.yaml'),
    ...fileOption('clusters', folder),
    ...fileOption('objects', folder),
    ...fileOption('facts', folder),
    repo: repositories.map(
      ([url, directory]) => `${url}=${join(folder, typeof directory === 'string' ? directory : '')}`,
    ),
    gitFileGlobbing: options['gitFileGlobbing'] === 'doublestar' ? 'doublestar' : 'pathspec',
    controlNamespace: 'argocd',
  };
}

function fileOption(name: 'clusters' | 'objects' | 'facts', folder: string) {
  const path = join(folder, `${name}.yaml`);
  return existsSync(path) ? { [name]: path } : {};
}

function readYaml(path: string): JsonObject {
  const value: unknown = existsSync(path) ? parse(readFileSync(path, 'utf8')) : {};
  return isJsonObject(value) ? value : {};
}

/** Order means nothing, and of two with one name both have to be there. */
function compareAsSets(actual: readonly JsonObject[], expected: readonly JsonObject[]): string | undefined {
  const given = actual.map(comparable).toSorted();
  const wanted = expected.map(comparable).toSorted();
  const missing = wanted.find((text, index) => text !== given[index]);
  if (missing === undefined && given.length === wanted.length) return undefined;
  const unexpected = given.filter((text) => !wanted.includes(text));
  const lacking = wanted.filter((text) => !given.includes(text));
  return `${given.length} Applications, ${wanted.length} expected\nexpected ${lacking[0] ?? '-'}\n but got ${unexpected[0] ?? '-'}`;
}

function comparable({ status: _status, metadata, ...others }: JsonObject): string {
  const { creationTimestamp, ...own } = isJsonObject(metadata) ? metadata : {};
  return canonicalJson({ ...others, metadata: creationTimestamp ? { ...own, creationTimestamp } : own });
}
