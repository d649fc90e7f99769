import { selectorMatches } from '#core/model/objects/label-selector.ts';
import { succeed } from '#core/model/result.ts';
import type { ClustersGenerator } from '#core/resources/generators/leaf-generators.ts';
import { asTextMap } from '#core/templating/values/text-map.ts';
import { normalizeName } from '#core/templating/functions/text/slug-functions.ts';
import { appendValues } from '../parameters/append-values.ts';
import { findSelectorMistake } from '../parameters/check-selector.ts';
import type { ClusterFact } from '../facts.ts';
import {
  type GeneratorContext,
  type GeneratorOutcome,
  factsIncomplete,
  invalidGenerator,
} from '../generator-context.ts';
import type { ParameterSet } from '../parameters/parameter-set.ts';

/**
 * One parameter set for each registered cluster whose labels the selector matches, by name: `name`, `nameNormalized`,
 * `server`, `project` and the labels and annotations below `metadata`. With `flatList` one set with all of them in the list
 * `clusters`. The hub's own cluster is a target only where it is registered like any other.
 */
export function generateFromClusters(options: ClustersGenerator, context: GeneratorContext): GeneratorOutcome {
  const mistake = findSelectorMistake(options.selector ?? {}, 'label-values');
  if (mistake) return invalidGenerator(`${context.field}.selector`, mistake);
  const { clusters } = context.facts;
  if (!clusters.complete) return factsIncomplete(context.field, clusters.message);
  const chosen = clusters.value
    .filter(({ labels }) => selectorMatches(options.selector ?? {}, labels))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((cluster) => clusterParameters(cluster, context.goTemplate));
  const sets = appendValues(chosen, options.values, context);
  if (!sets.ok || options.flatList !== true) return sets;
  return succeed([{ clusters: sets.value }]);
}

function clusterParameters(cluster: ClusterFact, goTemplate: boolean): ParameterSet {
  const { name, server, project = '' } = cluster;
  const identity = { name, nameNormalized: normalizeName(name), server, project };
  return { ...identity, ...(goTemplate ? nestedMetadata(cluster) : flatMetadata(cluster)) };
}

/** Labels and annotations are absent where the cluster has none, so that `missingkey=error` finds it out. */
function nestedMetadata({ labels, annotations }: ClusterFact): ParameterSet {
  return {
    metadata: {
      ...(Object.keys(labels).length > 0 && { labels: asTextMap(labels) }),
      ...(Object.keys(annotations).length > 0 && { annotations: asTextMap(annotations) }),
    },
  };
}

function flatMetadata({ labels, annotations }: ClusterFact): ParameterSet {
  return Object.fromEntries([
    ...Object.entries(annotations).map(([key, value]) => [`metadata.annotations.${key}`, value] as const),
    ...Object.entries(labels).map(([key, value]) => [`metadata.labels.${key}`, value] as const),
  ]);
}
