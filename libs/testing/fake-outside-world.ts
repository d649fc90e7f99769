import type { PullRequest, ScmBranch, ScmRepository } from '#core/generators/facts/scm-facts.ts';
import type { JsonObject } from '#core/model/json.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { KeptAnswer } from '#core/status/describe-limits.ts';
import type { OutsideWorld } from '#flows/application-sets/gather-facts.ts';
import type { PluginParametersRequest, PluginService } from '#flows/ports/generators/plugin.port.ts';
import type { ScmAccess, ScmAnswer, ScmFailure, ScmServices } from '#flows/ports/generators/scm.port.ts';

type Answer<T> = Promise<Result<ScmAnswer<T>, ScmFailure>>;

/** Code hosts and plugins in memory; remembers with which access it was asked. */
export class FakeOutsideWorld implements OutsideWorld {
  repositories: readonly ScmRepository[] = [];
  branches: readonly ScmBranch[] = [];
  pullRequests: readonly PullRequest[] = [];
  pluginAnswer: readonly JsonObject[] = [];
  failure: ScmFailure | undefined;
  /** While set, answers are old ones. */
  limited: KeptAnswer | undefined;
  gitFileGlobbing: OutsideWorld['gitFileGlobbing'] = 'pathspec';
  readonly accesses: ScmAccess[] = [];
  readonly pluginRequests: PluginParametersRequest[] = [];

  readonly scm: ScmServices = {
    listRepositories: (_, access) => this.answer(access, this.repositories),
    listBranches: (_, access) => this.answer(access, this.branches),
    pathExists: (_, access) => this.answer(access, true),
    listPullRequests: (_, access) => this.answer(access, this.pullRequests),
  };

  readonly plugins: PluginService = {
    readParameters: async (request) => {
      this.pluginRequests.push(request);
      return succeed(this.pluginAnswer);
    },
  };

  private async answer<T>(access: ScmAccess, value: T): Answer<T> {
    this.accesses.push(access);
    return this.failure === undefined ? succeed({ value, limited: this.limited }) : fail(this.failure);
  }
}
