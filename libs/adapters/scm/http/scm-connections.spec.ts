import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '#testing/fake-clock.ts';
import { ConnectProxy } from '#testing/scm/connect-proxy.ts';
import { CannedServer } from '#testing/scm/canned-server.ts';
import { testCertificate } from '#testing/scm/test-certificate.ts';
import { HttpScmServices } from '../http-scm-services.ts';

describe('a service behind a proxy', () => {
  let server: CannedServer;
  let proxy: ConnectProxy;

  beforeEach(async () => {
    server = await CannedServer.start(testCertificate);
    server.respond(() => ({ body: [] }));
    proxy = await ConnectProxy.start(server.host);
  });

  afterEach(async () => {
    await proxy.close();
    await server.close();
  });

  const ask = async (exceptions: string, limits = {}) => {
    const services = new HttpScmServices({
      policy: { allowedHosts: [server.host] },
      proxy: { url: proxy.url, exceptions },
      clock: new FakeClock(),
      limits,
    });
    const options = { owner: 'acme', repo: 'shop', api: server.origin };
    const answer = await services.listPullRequests(
      { provider: { kind: 'gitea', options } },
      { caData: testCertificate.cert },
    );
    await services.close();
    return answer;
  };

  it('is asked through it, as the proxy wants users to say who they are', async () => {
    expect(await ask('10.0.0.0/8')).toEqual({ ok: true, value: { value: [] } });
    expect(proxy.tunnels).toEqual([`${server.host} Basic ${Buffer.from('me:proxySecret').toString('base64')}`]);
    expect(server.requests[0]?.headers['proxy-authorization']).toBeUndefined();
  });

  it('is asked directly where an exception says so', async () => {
    expect(await ask('127.0.0.0/8')).toMatchObject({ ok: true });
    expect(proxy.tunnels).toEqual([]);
  });

  it.each([
    { name: 'that refuses', arrange: () => void (proxy.refusal = 407), says: 'the proxy refuses to connect to' },
    { name: 'that is gone', arrange: () => proxy.close(), says: 'cannot be reached through the proxy' },
  ])('is not reached through one $name, which nothing names', async ({ arrange, says }) => {
    await arrange();
    const answer = await ask('', { retries: 0 });
    expect(answer).toMatchObject({
      ok: false,
      failure: { kind: 'unreachable', message: expect.stringContaining(says) },
    });
    expect(JSON.stringify(answer)).not.toContain('proxySecret');
    expect(server.requests).toEqual([]);
  });

  it('may answer through it no more than directly', async () => {
    server.respond(() => ({ body: ['x'.repeat(2000)] }));
    expect(await ask('', { answerBytes: 1000 })).toMatchObject({
      failure: { message: expect.stringContaining('larger than allowed') },
    });
  });
});

describe('trust in a service', () => {
  let server: CannedServer;
  let services: HttpScmServices;

  beforeEach(async () => {
    server = await CannedServer.start(testCertificate);
    server.respond(() => ({ body: [] }));
    services = new HttpScmServices({ policy: { allowedHosts: [server.host] }, clock: new FakeClock() });
  });

  afterEach(async () => {
    await services.close();
    await server.close();
  });

  it.each([
    { name: 'refuses a certificate of an unknown authority', insecure: false, caData: undefined, requests: 0 },
    {
      name: 'takes a certificate of an authority that the set names',
      insecure: false,
      caData: testCertificate.cert,
      requests: 1,
    },
    { name: 'takes any certificate when the set says so', insecure: true, caData: undefined, requests: 1 },
  ])('$name', async ({ insecure, caData, requests }) => {
    const options = { owner: 'acme', repo: 'shop', api: server.origin, insecure };
    const answer = await services.listPullRequests({ provider: { kind: 'gitea', options } }, { caData });
    expect(answer.ok).toBe(requests === 1);
    expect(server.requests).toHaveLength(requests);
  });

  it('shares no answer between those who trust differently', async () => {
    const ask = async (insecure: boolean): Promise<boolean> => {
      const options = { owner: 'acme', repo: 'shop', api: server.origin, insecure };
      return (await services.listPullRequests({ provider: { kind: 'gitea', options } }, {})).ok;
    };
    expect([await ask(true), await ask(false)]).toEqual([true, false]);
  });
});
