import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';

/** Asks a code host for the repositories of one organization, group, owner or project. */
export interface ScmRequest {
  readonly provider: ScmProvider;
  /** `ssh`, `https` or what else the host offers; the host's default where it is absent. */
  readonly cloneProtocol?: string | undefined;
}

export interface ScmRepository {
  readonly organization: string;
  readonly repository: string;
  /** Whole numbers stay numbers; some hosts use texts (UUIDs). */
  readonly repositoryId: number | string;
  /** To clone from. */
  readonly url: string;
  readonly defaultBranch: string;
  readonly labels: readonly string[];
}

/** Asks for branches of a repository: all with `allBranches` of the provider, else the default branch alone. */
export interface ScmBranchesRequest extends ScmRequest {
  readonly repository: ScmRepository;
}

export interface ScmBranch {
  readonly name: string;
  readonly sha: string;
}

/** Asks whether a file or directory is there. */
export interface ScmPathRequest extends ScmBranchesRequest {
  readonly branch: ScmBranch;
  readonly path: string;
}

/** Asks for the pull requests of one repository; open ones, where the provider's options name no other state. */
export interface PullRequestsRequest {
  readonly provider: PullRequestProvider;
}

export interface PullRequest {
  readonly number: number;
  readonly title: string;
  readonly branch: string;
  readonly targetBranch: string;
  readonly headSHA: string;
  readonly labels: readonly string[];
  readonly author: string;
}
