import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { access, listing, repository } from '#testing/scm/github-listing.ts';
import { CannedServer } from '#testing/scm/canned-server.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { formatTime } from '#core/model/text/format-time.ts';
import type { ScmRequest } from '#core/generators/facts/scm-facts.ts';
import { HttpScmServices } from './http-scm-services.ts';

describe('HttpScmServices', () => {
  let server: CannedServer;
  let clock: FakeClock;
  let services: HttpScmServices;
  let request: ScmRequest;

  beforeEach(async () => {
    server = await CannedServer.start();
    clock = new FakeClock();
    services = new HttpScmServices({
      policy: { allowedHosts: [server.host] },
      clock,
      limits: { requestDeadlineMs: 400 },
    });
    request = { provider: { kind: 'github', options: { organization: 'acme', api: server.origin } } };
  });

  afterEach(async () => {
    await services.close();
    await server.close();
  });

  const list = async (by = access): Promise<unknown> => {
    const answer = await services.listRepositories(request, by);
    if (!answer.ok) return answer.failure;
    const { value, ...rest } = answer.value;
    return { names: value.map((one) => one.repository), ...rest };
  };
  const pastSharing = (): void => clock.advance(60_000);

  it('reads every page, and a list of several pages until two readings agree', async () => {
    const second = `${listing}&page=2`;
    server.serve({
      [listing]: {
        headers: { link: `<${server.origin}${second}>; rel="next", <${server.origin}${second}>; rel="last"` },
        body: [repository(1)],
      },
      [second]: { headers: { link: `<${server.origin}${listing}&page=1>; rel="prev"` }, body: [repository(2)] },
    });
    expect(await list()).toEqual({ names: ['svc-1', 'svc-2'] });
    expect(server.asked).toEqual([listing, second, listing, second]);
  });

  it('asks for the page after a full one even when no link says that there is one', async () => {
    const full = Array.from({ length: 100 }, (_, index) => repository(index));
    server.serve({ [listing]: { body: full }, [`${listing}&page=2`]: { body: [repository(100)] } });
    expect(await list()).toMatchObject({ names: { length: 101 } });
  });

  it('fails when a list never stays the same', async () => {
    server.respond(({ url }, count) =>
      url.includes('page=2')
        ? { body: [repository(count)] }
        : { headers: { link: `<${server.origin}${listing}&page=2>; rel="next"` }, body: [repository(1)] },
    );
    expect(await list()).toEqual({
      kind: 'unreachable',
      message: 'cannot list the repositories of the GitHub organization acme: a list changed while it was read',
    });
  });

  it('fails as a whole when the second page fails', async () => {
    server.respond(({ url }) =>
      url.includes('page=2')
        ? { status: 404, body: {} }
        : { headers: { link: `<${server.origin}${listing}&page=2>; rel="next"` }, body: [repository(1)] },
    );
    expect(await list()).toMatchObject({ kind: 'not-found' });
  });

  it('never goes where a link to the next page leads, only takes its query', async () => {
    server.respond(({ url }) =>
      url.includes('page=2')
        ? { body: [repository(2)] }
        : { headers: { link: '<https://169.254.169.254/latest?page=2>; rel="next"' }, body: [repository(1)] },
    );
    expect(await list()).toEqual({ names: ['svc-1', 'svc-2'] });
    expect(server.asked[1]).toBe('/api/v3/orgs/acme/repos?page=2');
  });

  it.each([
    { name: '401', answer: { status: 401, body: { message: 'Bad credentials' } }, kind: 'unauthorized', requests: 1 },
    {
      name: '403',
      answer: { status: 403, body: { message: 'Resource not accessible' } },
      kind: 'unauthorized',
      requests: 1,
    },
    { name: '404', answer: { status: 404, body: { message: 'Not Found' } }, kind: 'not-found', requests: 1 },
    { name: '422', answer: { status: 422, body: {} }, kind: 'invalid', requests: 1 },
    {
      name: '429',
      answer: { status: 429, headers: { 'retry-after': '7' }, body: {} },
      kind: 'rate-limited',
      requests: 1,
    },
    { name: '500', answer: { status: 500, body: 'oh dear' }, kind: 'unreachable', requests: 3 },
    { name: 'a sign-in page', answer: { status: 203, body: '<html>' }, kind: 'unauthorized', requests: 1 },
    { name: 'a truncated body', answer: { body: '[{"id":1},', missingBytes: 50 }, kind: 'unreachable', requests: 3 },
    { name: 'half of a document', answer: { body: '[{"id":1},' }, kind: 'unreachable', requests: 3 },
    { name: 'a body that never ends', answer: { body: '[', neverEnds: true }, kind: 'unreachable', requests: 3 },
    { name: 'an object instead of a list', answer: { body: { message: 'hello' } }, kind: 'invalid', requests: 1 },
    { name: 'a repository without a name', answer: { body: [{ id: 1 }] }, kind: 'invalid', requests: 1 },
  ])('answers $name with $kind, and never shows the token', async ({ answer, kind, requests }) => {
    server.respond(() => answer);
    const failure = await list();
    expect(failure).toMatchObject({ kind });
    expect(JSON.stringify(failure)).not.toContain('verySecret');
    expect(server.requests).toHaveLength(requests);
    expect(server.requests[0]?.headers.authorization).toBe('Bearer ghp_verySecret');
  });

  it('tries again what failed on the way, after a pause that grows', async () => {
    server.respond((_request, count) => (count < 3 ? { status: 502, body: 'bad gateway' } : { body: [repository(1)] }));
    expect(await list()).toEqual({ names: ['svc-1'] });
    expect(clock.slept).toEqual([250, 500]);
  });

  it('gives the last complete answer while the service limits requests, and asks nothing meanwhile', async () => {
    const reset = String(clock.now() / 1000 + 660);
    server.respond((_request, count) =>
      count === 1
        ? { body: [repository(1)] }
        : { status: 403, headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': reset }, body: {} },
    );
    const readAtMs = clock.now();
    expect(await list()).toEqual({ names: ['svc-1'] });
    pastSharing();
    const limited = { host: server.host, untilMs: readAtMs + 660_000, readAtMs };
    expect(await list()).toEqual({ names: ['svc-1'], limited });
    pastSharing();
    expect(await list()).toEqual({ names: ['svc-1'], limited });
    expect(server.requests).toHaveLength(2);
  });

  it('has no answer while limited when it never had one, and says until when', async () => {
    server.respond(() => ({
      status: 403,
      body: {
        documentation_url:
          'https://docs.github.com/rest/overview/rate-limits-for-the-rest-api#about-secondary-rate-limits',
      },
    }));
    expect(await list()).toEqual({
      kind: 'rate-limited',
      host: server.host,
      untilMs: clock.now() + 60_000,
      message: `cannot list the repositories of the GitHub organization acme: ${server.host} limits how often these credentials may ask, until ${formatTime(clock.now() + 60_000)}`,
    });
  });

  it('does not bring back a list whose credentials were refused since', async () => {
    server.respond(
      (_request, count) =>
        [{ body: [repository(1)] }, { status: 401, body: {} }, { status: 429, body: {} }][count - 1] ?? {},
    );
    await list();
    pastSharing();
    expect(await list()).toMatchObject({ kind: 'unauthorized' });
    expect(await list()).toMatchObject({ kind: 'rate-limited' });
  });

  it('asks no other question either while these credentials are limited', async () => {
    server.respond(() => ({ headers: { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '600' }, body: [] }));
    const options = { owner: 'acme', repo: 'shop', api: server.origin };
    const pulls = await services.listPullRequests({ provider: { kind: 'github', options } }, access);
    expect(pulls).toEqual({ ok: true, value: { value: [] } });
    expect(await list()).toMatchObject({ kind: 'rate-limited', untilMs: clock.now() + 600_000 });
    expect(server.requests).toHaveLength(1);
  });

  it('limits one set of credentials without holding up another', async () => {
    server.respond(({ headers }) =>
      headers.authorization === 'Bearer other' ? { body: [] } : { status: 429, body: {} },
    );
    expect(await list()).toMatchObject({ kind: 'rate-limited' });
    expect(await list({ credentials: { kind: 'token', token: 'other' } })).toEqual({ names: [] });
  });

  it('asks for a known answer by its ETag', async () => {
    server.respond(({ headers }) =>
      headers['if-none-match'] === '"v1"' ? { status: 304 } : { headers: { etag: '"v1"' }, body: [repository(1)] },
    );
    await list();
    pastSharing();
    expect(await list()).toEqual({ names: ['svc-1'] });
    expect(server.requests.map(({ headers }) => headers['if-none-match'])).toEqual([undefined, '"v1"']);
  });

  it('asks once for all who ask the same at the same time or shortly after', async () => {
    server.respond(() => ({ body: [repository(1)] }));
    await Promise.all([list(), list(), list()]);
    await list();
    expect(server.requests).toHaveLength(1);
  });

  it('never shares an answer between different credentials', async () => {
    server.respond(() => ({ headers: { etag: '"v1"' }, body: [repository(1)] }));
    await list();
    await list({ credentials: { kind: 'token', token: 'other' } });
    await list({});
    expect(server.requests.map(({ headers }) => [headers.authorization, headers['if-none-match']])).toEqual([
      ['Bearer ghp_verySecret', undefined],
      ['Bearer other', undefined],
      [undefined, undefined],
    ]);
  });

  it('follows a redirect of the same host with the credentials', async () => {
    server.respond(({ url }) =>
      url === listing
        ? { status: 301, headers: { location: '/api/v3/organizations/7/repos' } }
        : { body: [repository(1)] },
    );
    expect(await list()).toEqual({ names: ['svc-1'] });
    expect(server.requests[1]?.headers.authorization).toBe('Bearer ghp_verySecret');
  });

  it('refuses a redirect to a host that is not allowed', async () => {
    const other = await CannedServer.start();
    server.respond(() => ({ status: 302, headers: { location: `${other.origin}/stolen` } }));
    expect(await list()).toMatchObject({ kind: 'refused-host' });
    expect(other.requests).toEqual([]);
    await other.close();
  });

  it('shows the credentials to nobody that a redirect leads to', async () => {
    const other = await CannedServer.start();
    other.respond(() => ({ body: [repository(9)] }));
    await services.close();
    services = new HttpScmServices({ policy: { allowedHosts: [server.host, other.host] }, clock });
    server.respond(() => ({ status: 307, headers: { location: `${other.origin}/elsewhere` } }));
    expect(await list()).toEqual({ names: ['svc-9'] });
    expect(other.requests[0]?.headers.authorization).toBeUndefined();
    await other.close();
  });

  it('ends a ring of redirects', async () => {
    server.respond(({ url }) => ({ status: 302, headers: { location: url } }));
    expect(await list()).toMatchObject({ kind: 'invalid' });
    expect(server.requests).toHaveLength(4);
  });

  it.each(['http://127.0.0.1:1', 'https://localhost', 'https://192.168.0.1/api/v3'])('refuses %s', async (api) => {
    request = { provider: { kind: 'github', options: { organization: 'acme', api } } };
    expect(await list()).toMatchObject({ kind: 'refused-host' });
  });

  it('refuses an answer that is larger than allowed', async () => {
    await services.close();
    services = new HttpScmServices({ policy: { allowedHosts: [server.host] }, clock, limits: { answerBytes: 500 } });
    server.respond(() => ({ body: [repository(1), repository(2), repository(3), repository(4)] }));
    expect(await list()).toMatchObject({ kind: 'invalid' });
  });

  it('refuses a list of more pages than allowed', async () => {
    await services.close();
    services = new HttpScmServices({ policy: { allowedHosts: [server.host] }, clock, limits: { pages: 3 } });
    server.respond((_request, count) => ({
      headers: { link: `<${listing}&page=${count + 1}>; rel="next"` },
      body: [repository(count)],
    }));
    expect(await list()).toMatchObject({ kind: 'invalid' });
    expect(server.requests).toHaveLength(3);
  });

  it('refuses a token with a line break before it is sent', async () => {
    expect(await list({ credentials: { kind: 'token', token: 'ghp_verySecret\n' } })).toEqual({
      kind: 'unauthorized',
      message:
        'cannot list the repositories of the GitHub organization acme: the token is empty or has spaces or line breaks in it: the tenant must correct it',
    });
    expect(server.requests).toEqual([]);
  });

  it('stops waiting when called off', async () => {
    server.respond(() => ({ body: '[', neverEnds: true }));
    const controller = new AbortController();
    const answer = services.listRepositories(request, access, controller.signal);
    controller.abort();
    expect(await answer).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
  });
});
