import type { JsonObject } from '#core/model/json.ts';
import type { ClusterFact, Fact, Facts } from '../facts.ts';
import type { Answers } from './answers.ts';
import type { GitFile, GitFilesRequest } from './git-facts.ts';
import type { DecisionResource, DecisionResourcesRequest, PluginRequest } from './object-facts.ts';
import { describeQuestion, type Question, questionKey } from './question.ts';
import type {
  PullRequest,
  PullRequestsRequest,
  ScmBranch,
  ScmBranchesRequest,
  ScmPathRequest,
  ScmRepository,
  ScmRequest,
} from './scm-facts.ts';

/**
 * Facts from the answers that are at hand. A question without one counts as "being read" and is noted in `open`: whoever expands
 * fetches those and expands again. Which questions there are may depend on the answers to others.
 */
export class AnsweredFacts implements Facts {
  readonly clusters: Fact<readonly ClusterFact[]>;
  /** By {@link questionKey}. */
  readonly open = new Map<string, Question>();
  private readonly answers: Answers;

  constructor(clusters: Fact<readonly ClusterFact[]>, answers: Answers) {
    this.clusters = clusters;
    this.answers = answers;
  }

  readonly directories = (repoURL: string, revision: string): Fact<readonly string[]> =>
    this.ask({ kind: 'directories', repoURL, revision }, this.answers.directories);

  readonly files = (request: GitFilesRequest): Fact<readonly GitFile[]> =>
    this.ask({ kind: 'files', ...request }, this.answers.files);

  readonly configMap = (name: string): Fact<Readonly<Record<string, string>> | undefined> =>
    this.ask({ kind: 'configMap', name }, this.answers.configMap);

  readonly decisionResources = (request: DecisionResourcesRequest): Fact<readonly DecisionResource[]> =>
    this.ask({ kind: 'decisionResources', ...request }, this.answers.decisionResources);

  readonly pluginParameters = (request: PluginRequest): Fact<readonly JsonObject[]> =>
    this.ask({ kind: 'pluginParameters', ...request }, this.answers.pluginParameters);

  readonly scmRepositories = (request: ScmRequest): Fact<readonly ScmRepository[]> =>
    this.ask({ kind: 'scmRepositories', ...request }, this.answers.scmRepositories);

  readonly scmBranches = (request: ScmBranchesRequest): Fact<readonly ScmBranch[]> =>
    this.ask({ kind: 'scmBranches', ...request }, this.answers.scmBranches);

  readonly scmPathExists = (request: ScmPathRequest): Fact<boolean> =>
    this.ask({ kind: 'scmPathExists', ...request }, this.answers.scmPathExists);

  readonly pullRequests = (request: PullRequestsRequest): Fact<readonly PullRequest[] | undefined> =>
    this.ask({ kind: 'pullRequests', ...request }, this.answers.pullRequests);

  /** `answers`: those to questions of its kind. */
  private ask<T>(question: Question, answers: ReadonlyMap<string, Fact<T>>): Fact<T> {
    const key = questionKey(question);
    const answer = answers.get(key);
    if (answer !== undefined) return answer;
    this.open.set(key, question);
    return { complete: false, message: `${describeQuestion(question)} is being read.` };
  }
}
