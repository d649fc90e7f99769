import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '#core/model/result.ts';
import type { PluginParametersRequest } from '#flows/ports/generators/plugin.port.ts';
import { ConnectProxy } from '#testing/scm/connect-proxy.ts';
import { CannedServer } from '#testing/scm/canned-server.ts';
import { testCertificate } from '#testing/scm/test-certificate.ts';
import { HttpPluginService } from './http-plugin-service.ts';
import type { OutsideHosts } from '#flows/ports/outside-hosts.port.ts';

const REFUSAL = 'TEST_REFUSED';
/** Names lead nowhere, addresses may be asked but those of 10.0.0.0/8. */
const hosts: OutsideHosts = {
  checkUrl: (text) => {
    if (!URL.canParse(text)) return fail({ kind: 'invalid', message: 'not an address' });
    const url = new URL(text);
    return url.hostname.startsWith('10.')
      ? fail({ kind: 'refused-host', message: `${url.host} is not allowed` })
      : succeed(url);
  },
  lookup: (_hostname, _options, callback) => callback(Object.assign(new Error(REFUSAL), { code: REFUSAL }), ''),
  refusalCode: REFUSAL,
  proxyFor: async () => succeed(undefined),
};
const token = 'plugin-token-of-acme';
const answerOf = (parameters: unknown): { body: unknown } => ({ body: { output: { parameters } } });
const tooSlow = fail({ kind: 'unreachable', message: 'The plugin of ConfigMap my-plugin did not answer in time.' });
const nested = (levels: number): unknown => (levels === 0 ? 1 : { below: nested(levels - 1) });

describe('HttpPluginService', () => {
  let server: CannedServer;
  let service: HttpPluginService;

  beforeEach(async () => {
    server = await CannedServer.start();
    service = new HttpPluginService({ hosts });
  });

  afterEach(async () => {
    await service.close();
    await server.close();
  });

  const question = (changes: Partial<PluginParametersRequest> = {}): PluginParametersRequest => ({
    configMap: 'my-plugin',
    baseUrl: server.origin,
    token,
    setName: 'shop',
    parameters: { region: 'eu' },
    timeoutMs: 5000,
    ...changes,
  });

  it('asks as Argo CD does and gives the sets in order', async () => {
    const sets = [{ name: 'b', nested: { list: [1, true, null] } }, {}, { name: 'a' }];
    server.respond(() => answerOf(sets));
    expect(await service.readParameters(question())).toEqual(succeed(sets));
    const [request] = server.requests;
    expect(server.asked).toEqual(['POST /api/v1/getparams.execute']);
    expect(request?.headers).toMatchObject({ authorization: `Bearer ${token}`, 'content-type': 'application/json' });
    expect(JSON.parse(request?.body ?? '')).toEqual({
      applicationSetName: 'shop',
      input: { parameters: { region: 'eu' } },
    });
  });

  it.each([
    {
      name: 'whole numbers beyond a double',
      parameters: { id: 2n ** 63n },
      input: '{"parameters":{"id":9223372036854775808}}',
    },
    { name: 'no empty parameters', parameters: {}, input: '{}' },
  ])('sends $name', async ({ parameters, input }) => {
    server.respond(() => answerOf([]));
    expect(await service.readParameters(question({ parameters }))).toEqual(succeed([]));
    expect(server.requests[0]?.body).toBe(`{"applicationSetName":"shop","input":${input}}`);
  });

  it('keeps the path of the address', async () => {
    server.respond(() => answerOf([]));
    await service.readParameters(question({ baseUrl: `${server.origin}/plugins/shop/` }));
    expect(server.asked).toEqual(['POST /plugins/shop/api/v1/getparams.execute']);
  });

  it.each([
    {
      name: 'a token that is not accepted',
      answer: { status: 401, body: token },
      kind: 'unauthorized',
      says: 'does not accept the token (401): the tenant must correct it.',
    },
    {
      name: 'a token without rights',
      answer: { status: 403 },
      kind: 'unauthorized',
      says: 'refuses what the token asks (403): the tenant must correct it.',
    },
    {
      name: 'a plugin in trouble',
      answer: { status: 500, ...answerOf([]) },
      kind: 'unreachable',
      says: 'is in trouble (500).',
    },
    {
      name: 'a path that is not there',
      answer: { status: 404 },
      kind: 'invalid',
      says: 'refuses the request (404): its owner must correct it.',
    },
    {
      name: 'a redirect',
      answer: { status: 307, headers: { location: '/elsewhere' } },
      kind: 'invalid',
      says: 'redirects to another address (307): baseUrl must name the last one.',
    },
    {
      name: 'an answer that breaks off',
      answer: { ...answerOf([]), missingBytes: 9 },
      kind: 'unreachable',
      says: 'broke off its answer.',
    },
    {
      name: 'an answer that ends too early',
      answer: { body: '{"output":{"parameters":[{}' },
      kind: 'invalid',
      says: 'sent an answer that is not JSON: its owner must correct it.',
    },
    {
      name: 'no content',
      answer: { status: 200, body: '' },
      kind: 'invalid',
      says: 'sent an answer that is not JSON: its owner must correct it.',
    },
    {
      name: 'no output',
      answer: { body: { parameters: [] } },
      kind: 'invalid',
      says: 'sent an answer that has no list output.parameters: its owner must correct it.',
    },
    {
      name: 'null for a list',
      answer: answerOf(null),
      kind: 'invalid',
      says: 'sent an answer that has no list output.parameters: its owner must correct it.',
    },
    {
      name: 'a list of something else',
      answer: answerOf([{}, 'x']),
      kind: 'invalid',
      says: 'sent an answer that has something else than an object in output.parameters[1]: its owner must correct it.',
    },
    {
      name: 'a set too deep',
      answer: answerOf([nested(200)]),
      kind: 'invalid',
      says: 'sent an answer that has more than 100 levels in output.parameters[0]: its owner must correct it.',
    },
    {
      name: 'a huge answer',
      answer: answerOf(['x'.repeat(4 * 1024 * 1024)]),
      kind: 'invalid',
      says: 'sent an answer of more than 4 MiB: its owner must make it smaller.',
    },
  ])('fails on $name', async ({ answer, kind, says }) => {
    server.respond(() => answer);
    const message = `The plugin of ConfigMap my-plugin ${says}`;
    expect(await service.readParameters(question())).toEqual(fail({ kind, message }));
    expect(server.requests).toHaveLength(1);
  });

  it.each([
    {
      name: 'a host that is refused',
      changes: { baseUrl: 'https://10.0.0.7' },
      kind: 'refused-host',
      says: 'cannot be asked: 10.0.0.7 is not allowed.',
    },
    {
      name: 'a name of an address that is refused',
      changes: { baseUrl: 'http://inside.example' },
      kind: 'refused-host',
      says: 'cannot be asked: inside.example resolves to an address that is not public: the platform team must allow this host, or the tenant must name another address.',
    },
    { name: 'no address', changes: { baseUrl: 'plugin' }, kind: 'invalid', says: 'cannot be asked: not an address.' },
    {
      name: 'an address with a query',
      changes: { baseUrl: 'http://127.0.0.1?a=b' },
      kind: 'invalid',
      says: 'cannot be asked: its baseUrl must end before any ? or #.',
    },
    {
      name: 'a token with a line break',
      changes: { token: `${token}\n` },
      kind: 'unauthorized',
      says: 'cannot be asked: its token is empty or has spaces or line breaks in it: the tenant must correct it.',
    },
  ])('does not ask with $name', async ({ changes, kind, says }) => {
    const message = `The plugin of ConfigMap my-plugin ${says}`;
    expect(await service.readParameters(question(changes))).toEqual(fail({ kind, message }));
    expect(server.requests).toEqual([]);
  });

  it('gives up a plugin that never ends its answer', async () => {
    server.respond(() => ({ ...answerOf([]), neverEnds: true }));
    expect(await service.readParameters(question({ timeoutMs: 100 }))).toEqual(tooSlow);
  });

  it('gives up a plugin that never begins its answer', async () => {
    await using silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const address = silent.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    const asked = question({ baseUrl: `http://127.0.0.1:${port}`, timeoutMs: 100 });
    expect(await service.readParameters(asked)).toEqual(tooSlow);
  });

  it.each(['the signal', 'close'])('stops asking on %s', async (means) => {
    server.respond(() => ({ ...answerOf([]), neverEnds: true }));
    const stop = new AbortController();
    const answer = service.readParameters(question(), stop.signal);
    await expect.poll(() => server.requests.length).toBe(1);
    await (means === 'close' ? service.close() : stop.abort());
    expect(await answer).toMatchObject(fail({ kind: 'unreachable' }));
  });

  it('says when nobody listens', async () => {
    const { host } = server;
    const asked = question();
    await server.close();
    server = await CannedServer.start();
    const message = `The plugin of ConfigMap my-plugin cannot be reached at ${host} (ECONNREFUSED).`;
    expect(await service.readParameters(asked)).toEqual(fail({ kind: 'unreachable', message }));
  });

  it('asks through a proxy, with the authority of the tenant for the plugin, and never shows its password', async () => {
    const secure = await CannedServer.start(testCertificate);
    secure.respond(() => answerOf([{ a: 1 }]));
    const proxy = await ConnectProxy.start(secure.host);
    await service.close();
    service = new HttpPluginService({ hosts: { ...hosts, proxyFor: async () => succeed(proxy.url) } });
    const asked = question({ baseUrl: secure.origin, caData: testCertificate.cert });
    const through = await service.readParameters(asked);
    proxy.refusal = 403;
    const refused = await service.readParameters(asked);
    await Promise.all([proxy.close(), secure.close()]);
    const message = `The plugin of ConfigMap my-plugin cannot be reached: the proxy refuses to connect to ${asked.baseUrl.replace('https://', '')}.`;
    expect([through, refused]).toEqual([succeed([{ a: 1 }]), fail({ kind: 'unreachable', message })]);
    expect(proxy.tunnels[0]).toMatch(/^127\.0\.0\.1:\d+ Basic /);
  });

  it('does not ask when the name may not be left to the proxy', async () => {
    await service.close();
    const answer = fail({
      kind: 'refused-host',
      message: 'hidden.example is a name that only the proxy could look up',
    });
    service = new HttpPluginService({ hosts: { ...hosts, proxyFor: async () => answer } });
    const message =
      'The plugin of ConfigMap my-plugin cannot be asked: hidden.example is a name that only the proxy could look up.';
    expect(await service.readParameters(question())).toEqual(fail({ kind: 'refused-host', message }));
    expect(server.requests).toEqual([]);
  });

  it('asks by TLS with an authority of the tenant only when it is named', async () => {
    const secure = await CannedServer.start(testCertificate);
    secure.respond(() => answerOf([{ a: 1 }]));
    const asked = question({ baseUrl: secure.origin });
    const untrusted = await service.readParameters(asked);
    const trusted = await service.readParameters({ ...asked, caData: testCertificate.cert });
    await secure.close();
    expect([untrusted.ok, trusted]).toEqual([false, succeed([{ a: 1 }])]);
  });
});
