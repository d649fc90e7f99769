import { describe, expect, it } from 'vitest';
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import { pullRequestAnswers } from './pull-request-answers.ts';
import { scmAnswers } from './scm-answers.ts';
import type { PullRequestAnswer, ScmRepositoryAnswer } from './world-answers.ts';

const secret = { secretName: 's', key: 'k' };

function repository(organization: string): ScmRepositoryAnswer {
  const branches = [
    { name: 'main', sha: 'abc', paths: ['only/main.yaml'] },
    { name: 'next', sha: 'def' },
  ];
  return {
    organization,
    repository: 'shop',
    repositoryId: 1,
    url: 'u',
    branches,
    labels: [],
    paths: ['deploy/a.yaml'],
  };
}

describe('scmAnswers', () => {
  const facts = scmAnswers([repository('acme'), repository('other')]);
  const github: ScmProvider = { kind: 'github', options: { organization: 'acme' } };

  it.each<{ provider: ScmProvider; organizations: string[] }>([
    { provider: github, organizations: ['acme'] },
    { provider: { kind: 'gitlab', options: { group: 'acme' } }, organizations: ['acme'] },
    { provider: { kind: 'gitea', options: { owner: 'other', api: 'https://g' } }, organizations: ['other'] },
    { provider: { kind: 'bitbucketServer', options: { project: 'acme', api: 'https://b' } }, organizations: ['acme'] },
    {
      provider: { kind: 'bitbucket', options: { owner: 'none', user: 'u', appPasswordRef: secret } },
      organizations: [],
    },
    {
      provider: { kind: 'azureDevOps', options: { organization: 'acme', teamProject: 't', accessTokenRef: secret } },
      organizations: ['acme'],
    },
    { provider: { kind: 'awsCodeCommit', options: {} }, organizations: ['acme', 'other'] },
  ])('gives $provider.kind the entries of its organization', ({ provider, organizations }) => {
    const fact = facts.scmRepositories({ provider });
    expect(fact.complete && fact.value.map(({ organization }) => organization)).toEqual(organizations);
  });

  it('gives the default branch, or all of them where the provider asks so', () => {
    const asked = { repository: { ...repository('acme'), defaultBranch: 'main' } };
    const all: ScmProvider = { kind: 'github', options: { organization: 'acme', allBranches: true } };
    const [main, next] = [
      { name: 'main', sha: 'abc' },
      { name: 'next', sha: 'def' },
    ];
    expect(facts.scmBranches({ ...asked, provider: github })).toEqual({ complete: true, value: [main] });
    expect(facts.scmBranches({ ...asked, provider: all })).toEqual({ complete: true, value: [main, next] });
  });

  it.each([
    { branch: 'main', path: 'only', there: true },
    { branch: 'main', path: 'deploy', there: false },
    { branch: 'next', path: '/deploy/', there: true },
    { branch: 'next', path: 'deploy/a.yaml', there: true },
    { branch: 'next', path: 'dep', there: false },
  ])('$path on $branch: $there', ({ branch, path, there }) => {
    const asked = { provider: github, repository: { ...repository('acme'), defaultBranch: 'main' }, path };
    const fact = facts.scmPathExists({ ...asked, branch: { name: branch, sha: '' } });
    expect(fact).toEqual({ complete: true, value: there });
  });

  it('is not complete where the file has no such section', () => {
    expect(scmAnswers(undefined).scmRepositories({ provider: github })).toMatchObject({ complete: false });
  });
});

describe('pullRequestAnswers', () => {
  const pullRequest = (number: number, others: Partial<PullRequestAnswer> = {}): PullRequestAnswer => ({
    number,
    title: 't',
    branch: 'b',
    targetBranch: 'main',
    headSHA: 'abc',
    labels: ['x'],
    author: 'ana',
    ...others,
  });
  const pullRequests = [
    pullRequest(1),
    pullRequest(2, { owner: 'acme', repo: 'shop', labels: ['x', 'y'] }),
    pullRequest(3, { owner: 'acme/team', repo: 'shop' }),
    pullRequest(4, { repo: 'blog' }),
  ];
  const ask = pullRequestAnswers({ pullRequests, missingRepositories: ['acme/gone'] });
  const github = (repo: string, labels?: string[]): PullRequestProvider => ({
    kind: 'github',
    options: { owner: 'acme', repo, ...(labels && { labels }) },
  });

  it.each<{ name: string; provider: PullRequestProvider; numbers: number[] }>([
    { name: 'of its repository and of any', provider: github('shop'), numbers: [1, 2] },
    { name: 'with all labels', provider: github('shop', ['x', 'y']), numbers: [2] },
    { name: 'of a repository of any owner', provider: github('blog'), numbers: [1, 4] },
    {
      name: 'of a path of GitLab',
      provider: { kind: 'gitlab', options: { project: 'acme/team/shop' } },
      numbers: [1, 3],
    },
    {
      name: 'of organization and project of Azure DevOps',
      provider: { kind: 'azuredevops', options: { organization: 'acme', project: 'team', repo: 'shop' } },
      numbers: [1, 3],
    },
  ])('gives those $name', ({ provider, numbers }) => {
    const fact = ask({ provider });
    expect(fact.complete && fact.value?.map(({ number }) => number)).toEqual(numbers);
  });

  it('knows repositories that do not exist from lists that were not given', () => {
    expect(ask({ provider: github('gone') })).toEqual({ complete: true, value: undefined });
    const none = pullRequestAnswers({ pullRequests: undefined, missingRepositories: [] });
    expect(none({ provider: github('shop') })).toMatchObject({ complete: false });
  });
});
