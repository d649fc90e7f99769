import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CannedServer } from '#testing/scm/canned-server.ts';
import { pullRequestCases } from '#testing/scm/pull-request-cases.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { HttpScmServices } from '../http-scm-services.ts';

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

  it.each(pullRequestCases)('$name: lists those that carry the labels', async ({ provider, answers, pullRequest }) => {
    server.serve(answers);
    const answer = await services.listPullRequests({ provider: provider(server.origin) }, {});
    expect(answer).toEqual({ ok: true, value: { value: [pullRequest] } });
  });

  it.each(pullRequestCases)('$name: says so when there is no such repository', async ({ provider }) => {
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
