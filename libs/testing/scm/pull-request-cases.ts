import type { PullRequest } from '#core/generators/facts/scm-facts.ts';
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';
import type { CannedAnswer } from './canned-server.ts';

const sha = 'a'.repeat(40);

/** A service, what it answers as its documents say, and the pull request number 22 that has to come of it. */
export interface PullRequestCase {
  readonly name: string;
  readonly provider: (api: string) => PullRequestProvider;
  readonly answers: Readonly<Record<string, CannedAnswer>>;
  readonly pullRequest: PullRequest;
}

const full: PullRequest = {
  number: 22,
  title: 'Add cart',
  branch: 'feature/cart',
  targetBranch: 'main',
  headSHA: sha,
  labels: ['preview', 'web'],
  author: 'ana',
};
const withoutLabels: PullRequest = { ...full, labels: [] };
const labels = ['preview'];

export const pullRequestCases: readonly PullRequestCase[] = [
  {
    name: 'GitHub',
    provider: (api) => ({ kind: 'github', options: { owner: 'acme', repo: 'shop', api, labels } }),
    answers: {
      '/api/v3/repos/acme/shop/pulls?state=open&sort=created&direction=asc&per_page=100': {
        headers: { link: '<https://h/api/v3/repositories/7/pulls?state=open&page=2>; rel="next"' },
        body: [
          { number: 21, title: 'Other', head: { ref: 'other', sha }, base: { ref: 'main' }, labels: [], user: null },
        ],
      },
      '/api/v3/repos/acme/shop/pulls?state=open&page=2': {
        body: [
          {
            number: 22,
            title: 'Add cart',
            head: { ref: 'feature/cart', sha },
            base: { ref: 'main' },
            labels: [{ name: 'preview' }, { name: 'web' }],
            user: { login: 'ana' },
          },
        ],
      },
    },
    pullRequest: full,
  },
  {
    name: 'GitLab',
    provider: (api) => ({ kind: 'gitlab', options: { project: 'acme/shop', api, labels, pullRequestState: 'opened' } }),
    answers: {
      '/api/v4/projects/acme%2Fshop/merge_requests?state=opened&labels=preview&order_by=created_at&sort=asc&per_page=100':
        {
          headers: { 'x-total': '1' },
          body: [
            {
              id: 9000,
              iid: 22,
              title: 'Add cart',
              source_branch: 'feature/cart',
              target_branch: 'main',
              sha,
              labels: ['preview', 'web'],
              author: { username: 'ana' },
            },
          ],
        },
    },
    pullRequest: full,
  },
  {
    name: 'Gitea',
    provider: (api) => ({ kind: 'gitea', options: { owner: 'acme', repo: 'shop', api, labels } }),
    answers: {
      '/api/v1/repos/acme/shop/pulls?state=open&sort=oldest&limit=50': {
        headers: {
          'x-total-count': '2',
          link: '<https://h/api/v1/repos/acme/shop/pulls?state=open&limit=50&page=2>; rel="next"',
        },
        body: [
          {
            number: 21,
            title: 'Other',
            head: { ref: 'other', sha },
            base: { ref: 'main' },
            labels: null,
            user: { login: 'bo' },
          },
        ],
      },
      '/api/v1/repos/acme/shop/pulls?state=open&limit=50&page=2': {
        headers: { 'x-total-count': '2' },
        body: [
          {
            number: 22,
            title: 'Add cart',
            head: { ref: 'feature/cart', sha },
            base: { ref: 'main' },
            labels: [{ name: 'preview' }, { name: 'web' }],
            user: { login: 'ana' },
          },
        ],
      },
    },
    pullRequest: full,
  },
  {
    name: 'Bitbucket Server',
    provider: (api) => ({ kind: 'bitbucketServer', options: { project: 'ACME', repo: 'shop', api } }),
    answers: {
      '/rest/api/1.0/projects/ACME/repos/shop/pull-requests?state=OPEN&order=OLDEST&limit=1000': {
        body: { values: [], size: 0, isLastPage: false, nextPageStart: 1 },
      },
      '/rest/api/1.0/projects/ACME/repos/shop/pull-requests?state=OPEN&order=OLDEST&limit=1000&start=1': {
        body: {
          isLastPage: true,
          values: [
            {
              id: 22,
              title: 'Add cart',
              fromRef: { displayId: 'feature/cart', latestCommit: sha },
              toRef: { displayId: 'main' },
              author: { user: { name: 'ana' } },
            },
          ],
        },
      },
    },
    pullRequest: withoutLabels,
  },
  {
    name: 'Bitbucket',
    provider: (api) => ({ kind: 'bitbucket', options: { owner: 'acme', repo: 'shop', api: `${api}/2.0` } }),
    answers: {
      '/2.0/repositories/acme/shop/pullrequests?state=OPEN&sort=created_on&pagelen=50': {
        body: { values: [], next: 'https://elsewhere.example/2.0/x?page=2' },
      },
      '/2.0/repositories/acme/shop/pullrequests?page=2': {
        body: {
          values: [
            {
              id: 22,
              title: 'Add cart',
              source: { branch: { name: 'feature/cart' }, commit: { hash: sha } },
              destination: { branch: { name: 'main' } },
              author: { nickname: 'ana' },
            },
          ],
        },
      },
    },
    pullRequest: withoutLabels,
  },
  {
    name: 'Azure DevOps',
    provider: (api) => ({
      kind: 'azuredevops',
      options: { organization: 'acme', project: 'web', repo: 'shop', api, labels },
    }),
    answers: {
      '/acme/web/_apis/git/repositories/shop/pullrequests?api-version=7.0&searchCriteria.status=active&%24top=100&%24skip=0':
        {
          body: {
            value: [
              {
                pullRequestId: 22,
                title: 'Add cart',
                sourceRefName: 'refs/heads/feature/cart',
                targetRefName: 'refs/heads/main',
                lastMergeSourceCommit: { commitId: sha },
                labels: [{ name: 'preview' }, { name: 'web' }],
                createdBy: { uniqueName: 'ana@example.com' },
              },
            ],
          },
        },
      '/acme/web/_apis/git/repositories/shop/pullrequests?api-version=7.0&searchCriteria.status=active&%24top=100&%24skip=1':
        { body: { value: [] } },
    },
    pullRequest: full,
  },
];
