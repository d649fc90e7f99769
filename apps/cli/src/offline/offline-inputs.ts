import type { TextFile } from '#core/appset-files/parse-file.ts';
import type { ClusterFact, Facts } from '#core/generators/facts.ts';
import { readClusterObjects } from '#core/offline/cluster-objects.ts';
import { type InputObject, readInputObjects } from '#core/offline/input-objects.ts';
import { checkObjects } from '#core/offline/answers/object-answers.ts';
import { type OfflineInputs, offlineFacts } from '#core/offline/answers/offline-facts.ts';
import { readWorldAnswers } from '#core/offline/answers/world-answers.ts';
import { acceptInput } from './input-failure.ts';
import { readRepository } from './read-repository.ts';
import { repositoryFolders } from './repository-folders.ts';
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
    repositories: new Map([...repositoryFolders(options.repo)].map(([url, folder]) => [url, readRepository(folder)])),
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
