import type { Facts } from '#core/generators/facts.ts';
import type { PullRequest } from '#core/generators/facts/scm-facts.ts';
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';
import type { PullRequestAnswer, WorldAnswers } from './world-answers.ts';

/** Answers for pull requests from a file of facts: those of the repository asked for that carry all labels asked for. */
export function pullRequestAnswers({
  pullRequests,
  missingRepositories,
}: Pick<WorldAnswers, 'pullRequests' | 'missingRepositories'>): Facts['pullRequests'] {
  return ({ provider }) => {
    const { owner, repo } = repositoryOf(provider);
    if (missingRepositories.includes(`${owner}/${repo}`)) return { complete: true, value: undefined };
    if (!pullRequests) return missing;
    const labels = labelsOf(provider);
    const chosen = pullRequests.filter(
      (answer) =>
        (answer.owner ?? owner) === owner &&
        (answer.repo ?? repo) === repo &&
        labels.every((label) => answer.labels.includes(label)),
    );
    return { complete: true, value: chosen.map(pullRequestOf) };
  };
}

const missing = {
  complete: false,
  message: 'the pull requests are not given; put pullRequests into a file and name it with --facts FILE',
} as const;

/** GitLab has one path for both: the last part of it is the repository. */
function repositoryOf({ kind, options }: PullRequestProvider): { owner: string; repo: string } {
  switch (kind) {
    case 'github':
    case 'gitea':
    case 'bitbucket':
      return { owner: options.owner, repo: options.repo };
    case 'bitbucketServer':
      return { owner: options.project, repo: options.repo };
    case 'azuredevops':
      return { owner: `${options.organization}/${options.project}`, repo: options.repo };
    case 'gitlab': {
      const slash = options.project.lastIndexOf('/');
      return { owner: options.project.slice(0, Math.max(slash, 0)), repo: options.project.slice(slash + 1) };
    }
  }
}

function labelsOf({ options }: PullRequestProvider): readonly string[] {
  return ('labels' in options ? options.labels : undefined) ?? [];
}

function pullRequestOf(answer: PullRequestAnswer): PullRequest {
  const { number, title, branch, targetBranch, headSHA, labels, author } = answer;
  return { number, title, branch, targetBranch, headSHA, labels, author };
}
