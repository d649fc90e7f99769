import { beforeEach, describe, expect, it } from 'vitest';
import type { Repository } from '#core/resources/repository.ts';
import { revisionForTenant } from '#core/revisions/tenant-revision.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakeGitSource } from '#testing/sources/fake-git-source.ts';
import { FakePackages } from '#testing/packages/fake-packages.ts';
import { buildRepository, buildTenant } from '#testing/control-plane/resource-builders.ts';
import { refreshRepository } from './refresh-repository.ts';
import { RepositoryCredentials } from './repository-credentials.ts';
import { commitOf } from './repository-lookup.ts';

const url = 'https://git.example/shared/base.git';
const sourceIntegrity = { signers: [{ name: 'alice', sshKey: 'ssh-ed25519 AAAA' }] };
const red = buildTenant('red', { spec: { sourceIntegrity } });
const blue = buildTenant('blue');

describe('refreshRepository of a repository that tenants share', () => {
  let controlPlane: FakeControlPlane;
  let git: FakeGitSource;

  beforeEach(() => {
    controlPlane = new FakeControlPlane();
    git = new FakeGitSource();
    controlPlane.views.Tenant.put(red, blue);
    const metadata = { namespace: 'nabe-system' };
    controlPlane.views.Repository.put(buildRepository('red', 'base', { metadata, spec: { url } }));
  });

  const repository = (): Repository => {
    const found = controlPlane.views.Repository.get({ namespace: 'nabe-system', name: 'base' });
    if (found === undefined) throw new Error('no repository');
    return found;
  };

  /** Reads what both tenants follow; answers the commit that each of them deploys. */
  async function refresh() {
    const followed = [red, blue].map((tenant) => revisionForTenant(repository(), tenant, 'main'));
    const credentials = new RepositoryCredentials(controlPlane);
    const ports = { controlPlane, git, packages: new FakePackages(), credentials, clock: new FakeClock() };
    await refreshRepository(repository(), new Set(followed), ports, new AbortController().signal);
    const [forRed, forBlue] = followed.map((revision) => commitOf(repository(), revision));
    return { forRed, forBlue };
  }

  it('keeps the last signed commit for the tenant who wants signatures, and goes on for the other', async () => {
    const signed = git.push(url, { 'a.yaml': 'a' });
    git.sign(signed, 'alice');
    expect(await refresh()).toEqual({ forRed: signed, forBlue: signed });

    const unsigned = git.push(url, { 'a.yaml': 'b' });
    expect(await refresh()).toEqual({ forRed: signed, forBlue: unsigned });
    expect(repository().status.refs).toEqual([
      { revision: 'main', commit: unsigned },
      { revision: 'main for tenant red', commit: signed, signer: 'alice' },
    ]);
    expect(repository().status.conditions?.find(({ type }) => type === 'RevisionsResolved')?.message).toBe(
      `Refused: revision main for tenant red: commit ${unsigned} is not signed. What was deployed before stays.`,
    );
  });

  it('gives a tenant who wants signatures nothing that was never signed', async () => {
    const commit = git.push(url, { 'a.yaml': 'a' });
    expect(await refresh()).toEqual({ forRed: undefined, forBlue: commit });
  });
});
