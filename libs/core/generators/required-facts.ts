import { type LabelSelector, selectorMatches } from '#core/model/objects/label-selector.ts';
import { isDeepEqual } from '#core/model/deep-equal.ts';
import type { ApplicationSetSpec, Generator } from '#core/resources/application-set.ts';
import type { ClusterFact } from './facts.ts';
import { holdsTemplate } from './parameters/holds-template.ts';

interface RepositoryRevision {
  readonly repoURL: string;
  readonly revision: string;
}

/** What a set will look at, as far as its text tells; the rest shows when generating asks for it. */
export interface RequiredFacts {
  /** Those written out; sorted, each once. */
  readonly repositories: readonly RepositoryRevision[];
  /** True when a repository or revision comes from another generator's parameters. */
  readonly hasTemplatedRepositories: boolean;
  /** Selectors of the clusters it looks at; empty when it looks at none. A templated one counts as "all". */
  readonly clusterSelectors: readonly LabelSelector[];
}

/** Reads the generators of a set, those inside a matrix or merge too. */
export function requiredFacts(spec: Pick<ApplicationSetSpec, 'generators'>): RequiredFacts {
  const generators = spec.generators.flatMap(withChildren);
  const repositories = generators.flatMap(({ git }) => (git ? [{ repoURL: git.repoURL, revision: git.revision }] : []));
  const literal = repositories.filter((repository) => !holdsTemplate(repository));
  const unique = new Map(literal.map((repository) => [`${repository.repoURL} ${repository.revision}`, repository]));
  return {
    repositories: [...unique].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, repository]) => repository),
    hasTemplatedRepositories: literal.length < repositories.length,
    clusterSelectors: generators.flatMap(selectorsOf),
  };
}

/**
 * True when a change of a registered cluster can change what the set generates: some selector matches it before or after, and
 * something that generators see is different. `before` is undefined for a new cluster, `after` for one that is gone.
 */
export function isAffectedByCluster(
  { clusterSelectors }: RequiredFacts,
  before: ClusterFact | undefined,
  after: ClusterFact | undefined,
): boolean {
  if (before && after && isDeepEqual(before, after)) return false;
  const seen = [before, after].filter((cluster) => cluster !== undefined);
  return clusterSelectors.some((selector) => seen.some(({ labels }) => selectorMatches(selector, labels)));
}

/** Decision resources name clusters, any of them. */
function selectorsOf({ clusters, clusterDecisionResource }: Generator): LabelSelector[] {
  return [...(clusters ? [literalSelector(clusters.selector)] : []), ...(clusterDecisionResource ? [{}] : [])];
}

function withChildren(generator: Generator): Generator[] {
  const children = [...(generator.matrix?.generators ?? []), ...(generator.merge?.generators ?? [])];
  return [generator, ...children.flatMap(withChildren)];
}

function literalSelector(selector: LabelSelector | undefined): LabelSelector {
  return selector && !holdsTemplate(selector) ? selector : {};
}
