import type {
  PullRequest,
  PullRequestsRequest,
  ScmBranch,
  ScmBranchesRequest,
  ScmPathRequest,
  ScmRepository,
  ScmRequest,
} from '#core/generators/facts/scm-facts.ts';
import type { Result } from '#core/model/result.ts';
import type { KeptAnswer, RequestLimit } from '#core/status/describe-limits.ts';

/** How to get in. Values, never references: flows read them from a Secret or ConfigMap of the tenant. Shown nowhere. */
export interface ScmAccess {
  /** Absent: asked without signing in, where the service lets one. */
  readonly credentials?: ScmCredentials | undefined;
  /** PEM of authorities trusted besides the usual ones (`caRef`). */
  readonly caData?: string | undefined;
}

export type ScmCredentials =
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'basic'; readonly username: string; readonly password: string }
  | {
      readonly kind: 'github-app';
      readonly appId: string;
      readonly installationId: string;
      /** PEM. */
      readonly privateKey: string;
    }
  | {
      readonly kind: 'aws';
      readonly accessKeyId: string;
      readonly secretAccessKey: string;
      readonly sessionToken?: string | undefined;
    };

/** Why there is no answer, by what happens next. `message` is one stable sentence, never with a credential in it. */
export type ScmFailure =
  /** The platform team has to allow the host, or the set has to name another one. */
  | { readonly kind: 'refused-host'; readonly message: string }
  /** The credentials are missing, not accepted or may not do this: the tenant must act. */
  | { readonly kind: 'unauthorized'; readonly message: string }
  /** The service answered that there is no such account or repository. */
  | { readonly kind: 'not-found'; readonly message: string }
  /** The service wants fewer requests and no complete answer is remembered: ask again when that is over. */
  | ({ readonly kind: 'rate-limited'; readonly message: string } & RequestLimit)
  /** Network, time-out, 5xx, an answer that broke off, a list that moved while it was read: try again later. */
  | { readonly kind: 'unreachable'; readonly message: string }
  /** The request is refused or the answer is not what the service documents: the set or its API address has to change. */
  | { readonly kind: 'invalid'; readonly message: string };

/** A complete answer, in the service's order. Shared: treat as frozen. */
export interface ScmAnswer<T> {
  readonly value: T;
  /** Set while the service limits requests: then this is the last complete answer. */
  readonly limited?: KeptAnswer | undefined;
}

/**
 * Code hosting services. Equal questions with equal credentials share one answer; different credentials never do. `not-found`
 * for pull requests is the answer "no such repository", which some sets put up with.
 */
export interface ScmServices {
  listRepositories(
    request: ScmRequest,
    access: ScmAccess,
    signal?: AbortSignal,
  ): Promise<Result<ScmAnswer<readonly ScmRepository[]>, ScmFailure>>;
  listBranches(
    request: ScmBranchesRequest,
    access: ScmAccess,
    signal?: AbortSignal,
  ): Promise<Result<ScmAnswer<readonly ScmBranch[]>, ScmFailure>>;
  pathExists(
    request: ScmPathRequest,
    access: ScmAccess,
    signal?: AbortSignal,
  ): Promise<Result<ScmAnswer<boolean>, ScmFailure>>;
  listPullRequests(
    request: PullRequestsRequest,
    access: ScmAccess,
    signal?: AbortSignal,
  ): Promise<Result<ScmAnswer<readonly PullRequest[]>, ScmFailure>>;
}
