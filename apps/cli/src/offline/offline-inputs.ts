import type { TextFile } from '#core/appset-files/parse-file.ts';
import type { ClusterFact, Facts } from '#core/generators/facts.ts';
import { readClusterObjects } from '#core/offline/cluster-objects.ts';
import { type InputObject, readInputObjects } from '#core/offline/input-objects.ts';
import { checkObjects } from '#core/offline/answers/object-answers.ts';
import { type OfflineInputs, offlineFacts } from '#core/offline/answers/offline-facts.ts';
import { readWorldAnswers } from '#core/offline/answers/world-answers.ts';
import type { RepositoryTree } from '#core/offline/answers/repository-tree.ts';
import { CliFailure } from '../cli-failure.ts';
import { acceptInput } from './input-failure.ts';
import { readRepository } from './read-repository.ts';
import { readTextFile } from './read-text-file.ts';

/** The options that say what generators see. */
export interface OfflineOptions {
  readonly clusters?: string;
  readonly objects?: string;
  readonly facts?: string;
  /** `URL=DIR`. */
  readonly repo: readonly string[];
  readonly gitFileGlobbing: OfflineInputs['gitFileGlobbing'];
  readonly controlNamespace: string;
}

/** Reads every file the options name. Nothing is asked of any network. */
export async function readFacts(options: OfflineOptions): Promise<Facts> {
  const { gitFileGlobbing, controlNamespace } = options;
  const clusters = await readObjects(options.clusters);
  const objects = await readObjects(options.objects);
  const answers = await readObjects(options.facts);
  return offlineFacts({
    clusters: clusters && acceptInput(readClusterObjects(clusters, controlNamespace)),
    objects: objects && acceptInput(checkObjects(objects)),
    answers: answers && acceptInput(readWorldAnswers(answers)),
    repositories: readRepositories(options.repo),
    gitFileGlobbing,
    controlNamespace,
  });
}

/** The registered clusters of a file; none without one. */
export async function readClusters(
  path: string | undefined,
  controlNamespace: string,
): Promise<readonly ClusterFact[]> {
  const objects = await readObjects(path);
  return objects === undefined ? [] : acceptInput(readClusterObjects(objects, controlNamespace));
}

async function readObjects(path: string | undefined): Promise<readonly InputObject[] | undefined> {
  if (path === undefined) return undefined;
  const file: TextFile = await readTextFile(path);
  return acceptInput(readInputObjects(file));
}

function readRepositories(given: readonly string[]): ReadonlyMap<string, RepositoryTree> {
  const repositories = new Map<string, RepositoryTree>();
  for (const text of given) {
    // A URL may hold an equals sign, a folder rarely does.
    const equals = text.lastIndexOf('=');
    const [url, folder] = [text.slice(0, Math.max(equals, 0)), text.slice(equals + 1)];
    if (url === '' || folder === '') throw new CliFailure(`--repo ${text}: write a repository as URL=DIR`, 2);
    if (repositories.has(url)) throw new CliFailure(`--repo names ${url} twice`, 2);
    repositories.set(url, readRepository(folder));
  }
  return repositories;
}
