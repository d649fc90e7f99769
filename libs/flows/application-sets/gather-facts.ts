import type { ClusterFact, Fact, Facts } from '#core/generators/facts.ts';
import type { GitFile, GitFilesRequest } from '#core/generators/facts/git-facts.ts';
import { unansweredFacts } from '#core/generators/facts/unanswered-facts.ts';
import { listBriefly } from '#core/model/list-briefly.ts';
import type { Cluster } from '#core/resources/cluster.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import type { ResourceView } from '../ports/control-plane.port.ts';
import { GitTrees, type GitTreePorts } from './facts/git-trees.ts';
import { LazyQuestions } from './facts/lazy-questions.ts';

export interface FactPorts extends GitTreePorts {
  readonly clusters: ResourceView<Cluster>;
}

/** The registered clusters as a fact: complete only when every one of them could be read (law 3). */
function clusterFact(clusters: ResourceView<Cluster>): Fact<readonly ClusterFact[]> {
  if (!clusters.complete) return { complete: false, message: 'The list of clusters has not been read to its end yet.' };
  if (clusters.unreadable.size > 0) {
    const names = listBriefly([...clusters.unreadable].toSorted(), ', ');
    return {
      complete: false,
      message: `The list of clusters is not complete: the platform team has to correct Cluster ${names}.`,
    };
  }
  return { complete: true, value: clusters.list().map(toClusterFact) };
}

export function toClusterFact({ metadata: { name, labels, annotations }, spec }: Cluster): ClusterFact {
  return { name, server: spec.server, labels, annotations };
}

/**
 * The facts of one expansion. What depends on parameters is fetched as generators ask for it: an expansion learns that something is not
 * there yet, and is repeated after {@link fetchMissing}. What this version cannot ask the world for is incomplete and says so.
 */
export class LazyFacts implements Facts {
  readonly clusters: Fact<readonly ClusterFact[]>;
  readonly configMap = unansweredFacts.configMap;
  readonly decisionResources = unansweredFacts.decisionResources;
  readonly pluginParameters = unansweredFacts.pluginParameters;
  readonly scmRepositories = unansweredFacts.scmRepositories;
  readonly scmBranches = unansweredFacts.scmBranches;
  readonly scmPathExists = unansweredFacts.scmPathExists;
  readonly pullRequests = unansweredFacts.pullRequests;
  private readonly trees: GitTrees;
  private readonly directoryQuestions = new LazyQuestions<readonly string[]>();
  private readonly fileQuestions = new LazyQuestions<readonly GitFile[]>();

  constructor(tenant: Tenant, ports: FactPorts) {
    this.trees = new GitTrees(tenant, ports);
    this.clusters = clusterFact(ports.clusters);
  }

  /** Revisions asked for, by Repository key: what the set follows. */
  get followed(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.trees.followed;
  }

  readonly directories = (repoURL: string, revision: string): Fact<readonly string[]> =>
    this.directoryQuestions.ask([repoURL, revision], `The tree of ${repoURL}`, (signal) =>
      this.trees.readDirectories(repoURL, revision, signal),
    );

  readonly files = (request: GitFilesRequest): Fact<readonly GitFile[]> =>
    this.fileQuestions.ask(request, `The tree of ${request.repoURL}`, (signal) =>
      this.trees.readFiles(request, signal),
    );

  /** Fetches what the last expansion asked for. False when it lacked nothing. */
  async fetchMissing(signal: AbortSignal): Promise<boolean> {
    const fetched = [await this.directoryQuestions.fetchMissing(signal), await this.fileQuestions.fetchMissing(signal)];
    return fetched.includes(true);
  }
}
