import type { ScmBranchesRequest, ScmPathRequest } from '#core/generators/facts/scm-facts.ts';
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';

/** What was asked, as the beginning of an error: `cannot list the repositories of the GitHub organization acme`. */
export function describeRepositories(provider: ScmProvider): string {
  return `cannot list the repositories of ${describeAccount(provider)}`;
}

export function describeBranches({ provider, repository }: ScmBranchesRequest): string {
  return `cannot read the branches of ${repository.repository} of ${describeAccount(provider)}`;
}

export function describePath({ provider, repository, branch, path }: ScmPathRequest): string {
  const place = `branch ${branch.name} of ${repository.repository} of ${describeAccount(provider)}`;
  return `cannot look for ${path} in ${place}`;
}

export function describePullRequests(provider: PullRequestProvider): string {
  return `cannot list the pull requests of ${describeRepository(provider)}`;
}

function describeAccount({ kind, options }: ScmProvider): string {
  switch (kind) {
    case 'github':
      return `the GitHub organization ${options.organization}`;
    case 'gitlab':
      return `the GitLab group ${options.group}`;
    case 'gitea':
      return `the Gitea owner ${options.owner}`;
    case 'bitbucketServer':
      return `the Bitbucket Server project ${options.project}`;
    case 'bitbucket':
      return `the Bitbucket workspace ${options.owner}`;
    case 'azureDevOps':
      return `the Azure DevOps project ${options.organization}/${options.teamProject}`;
    case 'awsCodeCommit':
      return `AWS CodeCommit in ${options.region ?? 'no region'}`;
  }
}

function describeRepository({ kind, options }: PullRequestProvider): string {
  switch (kind) {
    case 'github':
      return `the GitHub repository ${options.owner}/${options.repo}`;
    case 'gitlab':
      return `the GitLab project ${options.project}`;
    case 'gitea':
      return `the Gitea repository ${options.owner}/${options.repo}`;
    case 'bitbucketServer':
      return `the Bitbucket Server repository ${options.project}/${options.repo}`;
    case 'bitbucket':
      return `the Bitbucket repository ${options.owner}/${options.repo}`;
    case 'azuredevops':
      return `the Azure DevOps repository ${options.organization}/${options.project}/${options.repo}`;
  }
}
