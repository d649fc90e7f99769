import { textKey } from '#core/model/text/text-key.ts';
import type { GitFilesRequest } from './git-facts.ts';
import type { DecisionResourcesRequest, PluginRequest } from './object-facts.ts';
import type { PullRequestsRequest, ScmBranchesRequest, ScmPathRequest, ScmRequest } from './scm-facts.ts';

/** What a generator asks of the outside world beside the list of clusters, as plain data: it can be sent to whoever answers it. */
export type Question =
  | { readonly kind: 'directories'; readonly repoURL: string; readonly revision: string }
  | ({ readonly kind: 'files' } & GitFilesRequest)
  | { readonly kind: 'configMap'; readonly name: string }
  | ({ readonly kind: 'decisionResources' } & DecisionResourcesRequest)
  | ({ readonly kind: 'pluginParameters' } & PluginRequest)
  | ({ readonly kind: 'scmRepositories' } & ScmRequest)
  | ({ readonly kind: 'scmBranches' } & ScmBranchesRequest)
  | ({ readonly kind: 'scmPathExists' } & ScmPathRequest)
  | ({ readonly kind: 'pullRequests' } & PullRequestsRequest);

/** Equal for equal questions. */
export function questionKey(question: Question): string {
  return textKey(question);
}

/** For "… is being read". */
export function describeQuestion(question: Question): string {
  switch (question.kind) {
    case 'directories':
    case 'files':
      return `The tree of ${question.repoURL}`;
    case 'configMap':
      return `ConfigMap ${question.name}`;
    case 'decisionResources':
      return `The list of ${question.resource}`;
    case 'pluginParameters':
      return `The answer of plugin ${question.configMap}`;
    case 'scmRepositories':
      return 'The list of repositories';
    case 'scmBranches':
      return `The list of branches of ${question.repository.repository}`;
    case 'scmPathExists':
      return `${question.path} of ${question.repository.repository}`;
    case 'pullRequests':
      return 'The list of pull requests';
  }
}
