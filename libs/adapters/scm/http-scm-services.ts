import type {
  PullRequest,
  PullRequestsRequest,
  ScmBranch,
  ScmBranchesRequest,
  ScmPathRequest,
  ScmRepository,
  ScmRequest,
} from '#core/generators/facts/scm-facts.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { ScmAccess, ScmAnswer, ScmFailure, ScmServices } from '#flows/ports/generators/scm.port.ts';
import { describeBranches, describePath, describePullRequests, describeRepositories } from './describe-question.ts';
import type { Caller } from './http/api-request.ts';
import { callerOf } from './http/caller-of.ts';
import { HostGuard, type ProxySettings } from './hosts/host-guard.ts';
import type { HostPolicy } from './hosts/host-policy.ts';
import type { ServiceAddresses } from './hosts/service-addresses.ts';
import { ScmConnections } from './http/scm-connections.ts';
import { ScmExchange } from './http/scm-exchange.ts';
import { ScmHttpClient } from './http/scm-http-client.ts';
import { defaultScmLimits, type ScmLimits } from './http/scm-limits.ts';
import { isFullSha } from './providers/provider-readers.ts';
import { CompleteAnswers } from './sharing/complete-answers.ts';
import { ServiceDoor } from './service-door.ts';

interface HttpScmServicesOptions {
  readonly policy: HostPolicy;
  readonly proxy?: ProxySettings | undefined;
  readonly clock: Clock;
  readonly limits?: Partial<ScmLimits> | undefined;
  readonly addresses?: ServiceAddresses | undefined;
}

type Asked<T> = Promise<Result<ScmAnswer<T>, ScmFailure>>;

/** Code hosting services by their HTTP APIs. One for the whole process, so that sets share answers and budgets. */
export class HttpScmServices implements ScmServices {
  readonly #connections: ScmConnections;
  readonly #door: ServiceDoor;
  readonly #repositories: CompleteAnswers<readonly ScmRepository[]>;
  readonly #branches: CompleteAnswers<readonly ScmBranch[]>;
  readonly #paths: CompleteAnswers<boolean>;
  readonly #pullRequests: CompleteAnswers<readonly PullRequest[]>;

  constructor({ policy, proxy, clock, limits: changed, addresses = new Map() }: HttpScmServicesOptions) {
    const limits = { ...defaultScmLimits, ...changed };
    const guard = new HostGuard({ policy, proxy });
    this.#connections = new ScmConnections(guard, limits);
    const client = new ScmHttpClient(new ScmExchange(this.#connections, guard, limits), clock, limits);
    this.#door = new ServiceDoor({ client, clock, policy, limits, addresses });
    this.#repositories = new CompleteAnswers(clock, limits);
    this.#branches = new CompleteAnswers(clock, limits);
    this.#paths = new CompleteAnswers(clock, limits);
    this.#pullRequests = new CompleteAnswers(clock, limits);
  }

  async listRepositories(
    request: ScmRequest,
    access: ScmAccess,
    signal?: AbortSignal,
  ): Asked<readonly ScmRepository[]> {
    const caller = callerFor(request.provider, access);
    const ask = async (): Promise<Result<readonly ScmRepository[], ScmFailure>> => {
      const reader = await this.#door.repositories(request.provider, access, caller);
      return reader.ok ? reader.value.list(request.cloneProtocol ?? '') : reader;
    };
    const answer = await this.#repositories.answer(keyOf(caller, request), ask, signal);
    return explain(describeRepositories(request.provider), answer);
  }

  async listBranches(
    request: ScmBranchesRequest,
    access: ScmAccess,
    signal?: AbortSignal,
  ): Asked<readonly ScmBranch[]> {
    const caller = callerFor(request.provider, access);
    const ask = async (): Promise<Result<readonly ScmBranch[], ScmFailure>> => {
      const reader = await this.#door.repositories(request.provider, access, caller);
      return reader.ok ? reader.value.branches(request.repository) : reader;
    };
    return explain(describeBranches(request), await this.#branches.answer(keyOf(caller, request), ask, signal));
  }

  async pathExists(request: ScmPathRequest, access: ScmAccess, signal?: AbortSignal): Asked<boolean> {
    const path = request.path.replace(/^(?:\.?\/+)+|\/+$/g, '');
    if (path === '' || path === '.') return succeed({ value: true });
    // No tree has entries of these names.
    if (path.split('/').some((name) => name === '' || name === '.' || name === '..')) return succeed({ value: false });
    const caller = callerFor(request.provider, access);
    const ask = async (): Promise<Result<boolean, ScmFailure>> => {
      const reader = await this.#door.repositories(request.provider, access, caller);
      return reader.ok ? reader.value.hasPath(request.repository, request.branch, path) : reader;
    };
    const key = keyOf(caller, request);
    const settled = isFullSha(request.branch.sha) ? this.#paths.known(key) : undefined;
    if (settled !== undefined) return succeed({ value: settled });
    return explain(describePath(request), await this.#paths.answer(key, ask, signal));
  }

  async listPullRequests(
    request: PullRequestsRequest,
    access: ScmAccess,
    signal?: AbortSignal,
  ): Asked<readonly PullRequest[]> {
    const caller = callerFor(request.provider, access);
    const ask = async (): Promise<Result<readonly PullRequest[], ScmFailure>> => {
      const read = await this.#door.pullRequests(request.provider, access, caller);
      return read.ok ? read.value() : read;
    };
    const answer = await this.#pullRequests.answer(keyOf(caller, request), ask, signal);
    return explain(describePullRequests(request.provider), answer);
  }

  /** Ends all connections; requests under way fail. */
  async close(): Promise<void> {
    await this.#connections.close();
  }
}

function callerFor({ options }: { readonly options: object }, access: ScmAccess): Caller {
  return callerOf(access, 'insecure' in options && options.insecure === true);
}

function keyOf({ id }: Caller, request: object): string {
  return `${id} ${JSON.stringify(request)}`;
}

function explain<T>(subject: string, answer: Result<ScmAnswer<T>, ScmFailure>): Result<ScmAnswer<T>, ScmFailure> {
  return answer.ok ? answer : fail({ ...answer.failure, message: `${subject}: ${answer.failure.message}` });
}
