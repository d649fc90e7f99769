import type { Fact } from '#core/generators/facts.ts';
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
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import type { KeptAnswer } from '#core/status/describe-limits.ts';
import { asSentence } from '#core/status/end-sentence.ts';
import type { ScmAccess, ScmAnswer, ScmFailure, ScmServices } from '../../ports/generators/scm.port.ts';
import { readScmAccess } from './scm-access.ts';
import type { TenantValues } from './tenant-values.ts';

/** Answers of code hosts, with the tenant's own credentials. A part of a list is never an answer (law 3). */
export class ScmAnswers {
  /** Those that are not from now because the service limits requests. */
  readonly kept: KeptAnswer[] = [];
  private readonly scm: ScmServices;
  private readonly values: TenantValues;

  constructor(scm: ScmServices, values: TenantValues) {
    this.scm = scm;
    this.values = values;
  }

  repositories(request: ScmRequest, signal: AbortSignal): Promise<Fact<readonly ScmRepository[]>> {
    return this.ask(request.provider, (access) => this.scm.listRepositories(request, access, signal));
  }

  branches(request: ScmBranchesRequest, signal: AbortSignal): Promise<Fact<readonly ScmBranch[]>> {
    return this.ask(request.provider, (access) => this.scm.listBranches(request, access, signal));
  }

  pathExists(request: ScmPathRequest, signal: AbortSignal): Promise<Fact<boolean>> {
    return this.ask(request.provider, (access) => this.scm.pathExists(request, access, signal));
  }

  /** A repository that is not there is an answer, which some sets put up with. */
  async pullRequests(
    { provider }: PullRequestsRequest,
    signal: AbortSignal,
  ): Promise<Fact<readonly PullRequest[] | undefined>> {
    const access = await readScmAccess(provider, this.values);
    if (!access.ok) return { complete: false, message: access.failure };
    const answer = await this.scm.listPullRequests({ provider }, access.value, signal);
    if (!answer.ok && answer.failure.kind === 'not-found') return { complete: true, value: undefined };
    return this.toFact(answer);
  }

  private async ask<T>(
    provider: ScmProvider | PullRequestProvider,
    question: (access: ScmAccess) => Promise<Result<ScmAnswer<T>, ScmFailure>>,
  ): Promise<Fact<T>> {
    const access = await readScmAccess(provider, this.values);
    return access.ok ? this.toFact(await question(access.value)) : { complete: false, message: access.failure };
  }

  private toFact<T>(answer: Result<ScmAnswer<T>, ScmFailure>): Fact<T> {
    if (!answer.ok) return { complete: false, message: asSentence(answer.failure.message) };
    const { value, limited } = answer.value;
    if (limited !== undefined) this.kept.push(limited);
    return { complete: true, value };
  }
}
