import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '#testing/fake-clock.ts';
import { CannedServer } from '#testing/scm/canned-server.ts';
import { testCertificate } from '#testing/scm/test-certificate.ts';
import { HttpScmServices } from '../http-scm-services.ts';

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
