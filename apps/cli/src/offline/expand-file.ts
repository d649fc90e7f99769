import type { Facts } from '#core/generators/facts.ts';
import { type ExpandedSet, type GeneratedSet, expandSets, generateSets } from '#core/offline/expand-sets.ts';
import { acceptInput } from './input-failure.ts';
import { offlineEngines } from './offline-engines.ts';
import { type OfflineOptions, readFacts } from './offline-inputs.ts';
import { readTextFile } from './read-text-file.ts';

export interface ExpandOptions extends OfflineOptions {
  /** Holds one or more ApplicationSets. */
  readonly file: string;
}

export interface ExpandedFile {
  readonly sets: readonly ExpandedSet[];
  /** What the sets were expanded with. */
  readonly facts: Facts;
}

/** The Applications of every set in the file, as Argo CD would make them. Whatever is wrong ends in a failure that lists it all. */
export async function expandFile(options: ExpandOptions): Promise<ExpandedFile> {
  const file = await readTextFile(options.file);
  const facts = await readFacts(options);
  return { sets: acceptInput(expandSets(file, facts, offlineEngines(), options.controlNamespace)), facts };
}

/** The parameter sets of every set in the file. */
export async function generateFile(options: ExpandOptions): Promise<readonly GeneratedSet[]> {
  const file = await readTextFile(options.file);
  const facts = await readFacts(options);
  return acceptInput(generateSets(file, facts, offlineEngines()));
}
