import type { JsonObject } from '#core/model/json.ts';
import type { GitFile, GitFilesRequest } from './facts/git-facts.ts';
import type { DecisionResource, DecisionResourcesRequest, PluginRequest } from './facts/object-facts.ts';
import type {
  PullRequest,
  PullRequestsRequest,
  ScmBranch,
  ScmBranchesRequest,
  ScmPathRequest,
  ScmRepository,
  ScmRequest,
} from './facts/scm-facts.ts';

/**
 * What generators look at in the outside world. Facts are fetched before anything is generated; one that could not be read
 * completely says so and fails the set, so that a short list never deletes anything (law 3).
 */
export type Fact<T> =
  | { readonly complete: true; readonly value: T }
  /** `message` is a sentence for the set's condition: what could not be read, why, who must act. */
  | { readonly complete: false; readonly message: string };

/** A registered cluster as generators and tenants' rules see it; never its credentials. */
export interface ClusterFact {
  readonly name: string;
  readonly server: string;
  readonly project?: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/**
 * Every question is plain data: it can be a key of a cache and be answered from a file as well as live. Those that depend on
 * parameters are asked while generating; an answerer that has yet to fetch says so with an incomplete fact and is asked again.
 * A value that is `undefined` means that the thing is known not to exist.
 */
export interface Facts {
  readonly clusters: Fact<readonly ClusterFact[]>;
  /** Every directory of the tree, as paths relative to its root and without it: `apps`, `apps/web`. */
  readonly directories: (repoURL: string, revision: string) => Fact<readonly string[]>;
  readonly files: (request: GitFilesRequest) => Fact<readonly GitFile[]>;
  /** `data` of a ConfigMap in the namespace where the set's objects lie. */
  readonly configMap: (name: string) => Fact<Readonly<Record<string, string>> | undefined>;
  readonly decisionResources: (request: DecisionResourcesRequest) => Fact<readonly DecisionResource[]>;
  /** The parameter sets of a plugin's answer. */
  readonly pluginParameters: (request: PluginRequest) => Fact<readonly JsonObject[]>;
  readonly scmRepositories: (request: ScmRequest) => Fact<readonly ScmRepository[]>;
  /** None for an empty repository. */
  readonly scmBranches: (request: ScmBranchesRequest) => Fact<readonly ScmBranch[]>;
  readonly scmPathExists: (request: ScmPathRequest) => Fact<boolean>;
  /** `undefined`: there is no such repository. */
  readonly pullRequests: (request: PullRequestsRequest) => Fact<readonly PullRequest[] | undefined>;
}
