import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CannedServer } from '#testing/scm/canned-server.ts';
import { repositoryCases } from '#testing/scm/repository-cases.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import type { ScmAccess } from '#flows/ports/generators/scm.port.ts';
import { HttpScmServices } from '../http-scm-services.ts';

const sha = 'a'.repeat(40);
const token: ScmAccess = { credentials: { kind: 'token', token: 't0ken' } };

describe('repositories of each service', () => {
  let server: CannedServer;
  let services: HttpScmServices;

  beforeEach(async () => {
    server = await CannedServer.start();
    const publicOrigins = repositoryCases.flatMap(({ publicOrigin }) => publicOrigin ?? []);
    services = new HttpScmServices({
      policy: { allowedHosts: [server.host] },
      clock: new FakeClock(),
      addresses: new Map(publicOrigins.map((origin) => [origin, server.origin])),
    });
  });

  afterEach(async () => {
    await services.close();
    await server.close();
  });

  it.each(repositoryCases)('$name: lists repositories, with the credentials in the right header', async (one) => {
    server.serve(one.answers);
    const answer = await services.listRepositories(
      { provider: one.provider(server.origin), cloneProtocol: one.cloneProtocol },
      one.access,
    );
    expect(answer).toEqual({ ok: true, value: { value: [one.repository] } });
    expect(new Set(server.requests.map(({ headers }) => headers[one.header[0]]))).toEqual(new Set([one.header[1]]));
  });

  it.each(repositoryCases)('$name: reads the default branch, or all', async (one) => {
    server.serve(one.answers);
    const { repository } = one;
    const branch = await services.listBranches({ provider: one.provider(server.origin), repository }, one.access);
    const branches = await services.listBranches(
      { provider: one.withAllBranches(server.origin), repository },
      one.access,
    );
    expect([branch, branches]).toEqual([
      { ok: true, value: { value: one.branches } },
      { ok: true, value: { value: one.allBranches } },
    ]);
  });

  it.each(repositoryCases)('$name: looks for a path at the commit, once', async (one) => {
    server.serve(one.answers);
    const question = {
      provider: one.provider(server.origin),
      repository: one.repository,
      branch: { name: 'rel/1', sha },
    };
    const has = async (path: string): Promise<unknown> => services.pathExists({ ...question, path }, one.access);
    expect([await has('/deploy/prod/'), await has('deploy/none')]).toEqual([
      { ok: true, value: { value: true } },
      { ok: true, value: { value: false } },
    ]);
    const asked = server.requests.length;
    await has('deploy/none');
    expect([await has('/'), await has('deploy/../prod')]).toEqual([
      { ok: true, value: { value: true } },
      { ok: true, value: { value: false } },
    ]);
    expect(server.requests).toHaveLength(asked);
  });

  it.each(repositoryCases.filter(({ name }) => name !== 'Azure DevOps'))(
    '$name: refuses an unknown clone protocol',
    async (one) => {
      server.serve(one.answers);
      const answer = await services.listRepositories(
        { provider: one.provider(server.origin), cloneProtocol: 'ftp' },
        one.access,
      );
      expect(answer).toMatchObject({
        ok: false,
        failure: { kind: 'invalid', message: expect.stringContaining('"ftp"') },
      });
    },
  );

  it.each(repositoryCases)('$name: says so when the account is not there', async (one) => {
    const answer = await services.listRepositories({ provider: one.provider(server.origin) }, one.access);
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'not-found' } });
  });

  it('fails when a total tells that something is missing', async () => {
    server.serve({ '/api/v1/orgs/acme/repos?limit=50': { headers: { 'x-total-count': '2' }, body: [] } });
    const provider: ScmProvider = { kind: 'gitea', options: { owner: 'acme', api: server.origin } };
    expect(await services.listRepositories({ provider }, token)).toMatchObject({
      ok: false,
      failure: { kind: 'unreachable' },
    });
  });
});
