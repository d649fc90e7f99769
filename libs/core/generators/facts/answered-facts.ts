import type { JsonObject } from '#core/model/json.ts';
import type { ClusterFact, Fact, Facts } from '../facts.ts';
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

/** By {@link questionKey}. */
export type Answers = ReadonlyMap<string, Fact<unknown>>;

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
    this.ask({ kind: 'directories', repoURL, revision });

  readonly files = (request: GitFilesRequest): Fact<readonly GitFile[]> => this.ask({ kind: 'files', ...request });

  readonly configMap = (name: string): Fact<Readonly<Record<string, string>> | undefined> =>
    this.ask({ kind: 'configMap', name });

  readonly decisionResources = (request: DecisionResourcesRequest): Fact<readonly DecisionResource[]> =>
    this.ask({ kind: 'decisionResources', ...request });

  readonly pluginParameters = (request: PluginRequest): Fact<readonly JsonObject[]> =>
    this.ask({ kind: 'pluginParameters', ...request });

  readonly scmRepositories = (request: ScmRequest): Fact<readonly ScmRepository[]> =>
    this.ask({ kind: 'scmRepositories', ...request });

  readonly scmBranches = (request: ScmBranchesRequest): Fact<readonly ScmBranch[]> =>
    this.ask({ kind: 'scmBranches', ...request });

  readonly scmPathExists = (request: ScmPathRequest): Fact<boolean> => this.ask({ kind: 'scmPathExists', ...request });

  readonly pullRequests = (request: PullRequestsRequest): Fact<readonly PullRequest[] | undefined> =>
    this.ask({ kind: 'pullRequests', ...request });

  /** The kind of a question, which is part of its key, decides the type of its answer. */
  private ask<T>(question: Question): Fact<T> {
    const key = questionKey(question);
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- see above
    const answer = this.answers.get(key) as Fact<T> | undefined;
    if (answer !== undefined) return answer;
    this.open.set(key, question);
    return { complete: false, message: `${describeQuestion(question)} is being read.` };
  }
}
