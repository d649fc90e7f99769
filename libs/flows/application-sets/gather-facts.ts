import type { ClusterFact, Fact, Facts } from '#core/generators/facts.ts';
import type { GitFile, GitFilesRequest } from '#core/generators/facts/git-facts.ts';
import type { DecisionResource, DecisionResourcesRequest, PluginRequest } from '#core/generators/facts/object-facts.ts';
import type {
  PullRequest,
  PullRequestsRequest,
  ScmBranch,
  ScmBranchesRequest,
  ScmPathRequest,
  ScmRepository,
  ScmRequest,
} from '#core/generators/facts/scm-facts.ts';
import type { JsonObject } from '#core/model/json.ts';
import { listBriefly } from '#core/model/list-briefly.ts';
import type { Cluster } from '#core/resources/cluster.ts';
import { tenantNamespace } from '#core/resources/metadata.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import type { ControlPlane, ResourceView } from '../ports/control-plane.port.ts';
import type { PluginService } from '../ports/plugin.port.ts';
import type { ScmServices } from '../ports/scm.port.ts';
import { GitTrees, type GitTreePorts } from './facts/git-trees.ts';
import { LazyQuestions } from './facts/lazy-questions.ts';
import { ObjectAnswers } from './facts/object-answers.ts';
import { PluginAnswers } from './facts/plugin-answers.ts';
import { ScmAnswers } from './facts/scm-answers.ts';
import { TenantValues } from './facts/tenant-values.ts';

/** The world outside of clusters and git that the hub asks. */
export interface OutsideWorld {
  readonly scm: ScmServices;
  readonly plugins: PluginService;
}

export interface FactPorts extends Omit<GitTreePorts, 'repositories'>, OutsideWorld {
  readonly controlPlane: ControlPlane;
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
 * The facts of one expansion of one set. What depends on parameters is fetched as generators ask for it: an expansion learns that
 * something is not there yet, and is repeated after {@link fetchMissing}. Secrets and objects are read in the tenant's namespace only.
 */
export class LazyFacts implements Facts {
  readonly clusters: Fact<readonly ClusterFact[]>;
  private readonly questions = new LazyQuestions();
  private readonly trees: GitTrees;
  private readonly objects: ObjectAnswers;
  private readonly plugins: PluginAnswers;
  private readonly scm: ScmAnswers;

  constructor(tenant: Tenant, set: string, ports: FactPorts) {
    const { controlPlane } = ports;
    const namespace = tenantNamespace(tenant.metadata.name);
    const values = new TenantValues(namespace, controlPlane);
    this.clusters = clusterFact(controlPlane.view('Cluster'));
    this.trees = new GitTrees(tenant, { ...ports, repositories: controlPlane.view('Repository') });
    this.objects = new ObjectAnswers(namespace, values, controlPlane);
    this.plugins = new PluginAnswers(set, values, ports.plugins);
    this.scm = new ScmAnswers(ports.scm, values);
  }

  /** Revisions asked for, by Repository key: what the set follows. */
  get followed(): ReadonlyMap<string, ReadonlySet<string>> {
    return this.trees.followed;
  }

  readonly directories = (repoURL: string, revision: string): Fact<readonly string[]> =>
    this.questions.ask(['directories', repoURL, revision], `The tree of ${repoURL}`, (signal) =>
      this.trees.readDirectories(repoURL, revision, signal),
    );

  readonly files = (request: GitFilesRequest): Fact<readonly GitFile[]> =>
    this.questions.ask(['files', request], `The tree of ${request.repoURL}`, (signal) =>
      this.trees.readFiles(request, signal),
    );

  readonly configMap = (name: string): Fact<Readonly<Record<string, string>> | undefined> =>
    this.questions.ask(['configMap', name], `ConfigMap ${name}`, () => this.objects.configMap(name));

  readonly decisionResources = (request: DecisionResourcesRequest): Fact<readonly DecisionResource[]> =>
    this.questions.ask(['decisions', request], `The list of ${request.resource}`, () =>
      this.objects.decisionResources(request),
    );

  readonly pluginParameters = (request: PluginRequest): Fact<readonly JsonObject[]> =>
    this.questions.ask(['plugin', request], `The answer of plugin ${request.configMap}`, (signal) =>
      this.plugins.parameters(request, signal),
    );

  readonly scmRepositories = (request: ScmRequest): Fact<readonly ScmRepository[]> =>
    this.questions.ask(['repositories', request], 'The list of repositories', (signal) =>
      this.scm.repositories(request, signal),
    );

  readonly scmBranches = (request: ScmBranchesRequest): Fact<readonly ScmBranch[]> =>
    this.questions.ask(['branches', request], `The list of branches of ${request.repository.repository}`, (signal) =>
      this.scm.branches(request, signal),
    );

  readonly scmPathExists = (request: ScmPathRequest): Fact<boolean> =>
    this.questions.ask(['path', request], `${request.path} of ${request.repository.repository}`, (signal) =>
      this.scm.pathExists(request, signal),
    );

  readonly pullRequests = (request: PullRequestsRequest): Fact<readonly PullRequest[] | undefined> =>
    this.questions.ask(['pullRequests', request], 'The list of pull requests', (signal) =>
      this.scm.pullRequests(request, signal),
    );

  /** Fetches what the last expansion asked for. False when it lacked nothing. */
  fetchMissing(signal: AbortSignal): Promise<boolean> {
    return this.questions.fetchMissing(signal);
  }
}
