import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CannedAnswer, CannedServer } from '#testing/scm/canned-server.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import type { PullRequest } from '#core/generators/facts/scm-facts.ts';
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';
import { HttpScmServices } from '../http-scm-services.ts';

const sha = 'a'.repeat(40);

interface Case {
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

const cases: Case[] = [
  {
    name: 'GitHub',
    provider: (api) => ({ kind: 'github', options: { owner: 'acme', repo: 'shop', api, labels } }),
    answers: {
      '/api/v3/repos/acme/shop/pulls?state=open&sort=created&direction=asc&per_page=100': {
        body: [
          {
            number: 22,
            title: 'Add cart',
            head: { ref: 'feature/cart', sha },
            base: { ref: 'main' },
            labels: [{ name: 'preview' }, { name: 'web' }],
            user: { login: 'ana' },
          },
          { number: 23, title: 'Other', head: { ref: 'other', sha }, base: { ref: 'main' }, labels: [], user: null },
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
          {
            number: 23,
            title: 'Other',
            head: { ref: 'other', sha },
            base: { ref: 'main' },
            labels: null,
            user: { login: 'bo' },
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

describe('pull requests of each service', () => {
  let server: CannedServer;
  let services: HttpScmServices;

  beforeEach(async () => {
    server = await CannedServer.start();
    services = new HttpScmServices({ policy: { allowedHosts: [server.host] }, clock: new FakeClock() });
  });

  afterEach(async () => {
    await services.close();
    await server.close();
  });

  it.each(cases)('$name: lists those that carry the labels', async ({ provider, answers, pullRequest }) => {
    server.serve(answers);
    const answer = await services.listPullRequests({ provider: provider(server.origin) }, {});
    expect(answer).toEqual({ ok: true, value: { value: [pullRequest] } });
  });

  it.each(cases)('$name: says so when there is no such repository', async ({ provider }) => {
    const answer = await services.listPullRequests({ provider: provider(server.origin) }, {});
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
  });

  it('signs in as a GitHub App, and keeps the token while it is good', async () => {
    const { generateKeyPairSync, verify } = await import('node:crypto');
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    server.respond(({ url }) =>
      url.includes('access_tokens') ? { status: 201, body: { token: 'ghs_1' } } : { body: [] },
    );
    const ask = async (repo: string): Promise<unknown> =>
      services.listPullRequests(
        { provider: { kind: 'github', options: { owner: 'acme', repo, api: server.origin } } },
        { credentials: { kind: 'github-app', appId: '12', installationId: '34', privateKey: pem } },
      );
    expect([await ask('shop'), await ask('blog')]).toEqual([
      { ok: true, value: { value: [] } },
      { ok: true, value: { value: [] } },
    ]);
    expect(server.requests.map(({ method }) => method)).toEqual(['POST', 'GET', 'GET']);
    expect(server.requests[2]?.headers.authorization).toBe('Bearer ghs_1');
    const [head, claims, signature] =
      server.requests[0]?.headers.authorization?.replace('Bearer ', '').split('.') ?? [];
    expect(
      verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), publicKey, Buffer.from(signature ?? '', 'base64url')),
    ).toBe(true);
    expect(JSON.parse(Buffer.from(claims ?? '', 'base64url').toString())).toMatchObject({ iss: '12' });
  });
});
