import { beforeEach, describe, expect, it } from 'vitest';
import type { Repository } from '#core/resources/repository.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakeGitSource } from '#testing/sources/fake-git-source.ts';
import { FakePackages } from '#testing/packages/fake-packages.ts';
import { buildRepository, buildTenant } from '#testing/control-plane/resource-builders.ts';
import { refreshRepository } from './refresh-repository.ts';
import { RepositoryCredentials } from './repository-credentials.ts';

const url = 'oci://registry.example/charts';
const never = new AbortController().signal;
const signers = [{ name: 'alice', sshKey: 'ssh-ed25519 AAAA' }];

let controlPlane: FakeControlPlane;
let packages: FakePackages;
let repository: () => Repository;

beforeEach(() => {
  controlPlane = new FakeControlPlane();
  packages = new FakePackages();
  put('tenant-red');
});

function put(namespace: string, spec: object = {}): void {
  const { Repository: repositories } = controlPlane.views;
  repositories.put(buildRepository('red', 'charts', { metadata: { namespace }, spec: { url, type: 'oci', ...spec } }));
  repository = () => {
    const found = repositories.get({ namespace, name: 'charts' });
    if (found === undefined) throw new Error('no repository');
    return found;
  };
}

function refresh(...revisions: string[]) {
  const credentials = new RepositoryCredentials(controlPlane);
  const ports = { controlPlane, git: new FakeGitSource(), packages, credentials, clock: new FakeClock() };
  return refreshRepository(repository(), new Set(revisions), ports, never);
}

const refs = () => repository().status.refs;
const resolved = () => repository().status.conditions?.find(({ type }) => type === 'RevisionsResolved');
const ready = () => repository().status.conditions?.find(({ type }) => type === 'Ready');

describe('refreshRepository of charts and artifacts', () => {
  it('states version and digest of each revision in use, with one look for all', async () => {
    const older = packages.publish(url, 'web', '1.0.0', { 'Chart.yaml': 'name: web' });
    const newer = packages.publish(url, 'web', '1.1.0', { 'Chart.yaml': 'name: web # newer' });
    const tree = packages.publish(url, undefined, 'latest', { 'a.yaml': 'a' });

    expect(await refresh('web@1.0.0', 'web@^1', 'latest')).toBe('changed');
    expect(refs()).toEqual([
      { revision: 'latest', commit: tree, version: 'latest' },
      { revision: 'web@1.0.0', commit: older, version: '1.0.0' },
      { revision: 'web@^1', commit: newer, version: '1.1.0' },
    ]);
    expect(packages.requests.filter((request) => request.startsWith('resolve'))).toHaveLength(1);
  });

  it('writes nothing while nothing changed, and a new version that a range takes', async () => {
    packages.publish(url, 'web', '1.0.0', { 'Chart.yaml': 'name: web' });
    await refresh('web@^1');
    expect(await refresh('web@^1')).toBe('unchanged');

    const commit = packages.publish(url, 'web', '1.2.0', { 'Chart.yaml': 'name: web # newer' });
    expect(await refresh('web@^1')).toBe('changed');
    expect(refs()).toEqual([{ revision: 'web@^1', commit, version: '1.2.0' }]);
  });

  it('names a version that is not there, and reads the others', async () => {
    const commit = packages.publish(url, 'web', '1.0.0', { 'Chart.yaml': 'name: web' });

    await refresh('web@1.0.0', 'web@^3');
    expect(refs()).toEqual([{ revision: 'web@1.0.0', commit, version: '1.0.0' }]);
    expect(resolved()).toMatchObject({
      reason: 'RevisionNotFound',
      message: `${url} has no revision web@^3: push it, or correct the targetRevision that names it.`,
    });
  });

  it('keeps what it knew of a chart that cannot be read just now, and says so', async () => {
    const web = packages.publish(url, 'web', '1.0.0', { 'Chart.yaml': 'name: web' });
    const db = packages.publish(url, 'db', '1.0.0', { 'Chart.yaml': 'name: db' });
    await refresh('web@*', 'db@*');
    packages.script.failOn('look oci://registry.example/charts db', { kind: 'unauthorized', message: 'no entry' });

    await refresh('web@*', 'db@*');
    expect(refs()).toEqual([
      { revision: 'db@*', commit: db, version: '1.0.0' },
      { revision: 'web@*', commit: web, version: '1.0.0' },
    ]);
    expect(resolved()).toMatchObject({
      reason: 'RevisionUnread',
      message: 'Not read: revision db@*: no entry. What was deployed before stays; Nabe keeps trying.',
    });
  });

  it('keeps everything when no chart can be read, and says since when', async () => {
    packages.publish(url, 'web', '1.0.0', { 'Chart.yaml': 'name: web' });
    await refresh('web@*');
    const before = refs();
    packages.script.failOn('look', { kind: 'unreachable', message: 'no answer' });

    expect(await refresh('web@*')).toBe('failed');
    expect(refs()).toEqual(before);
    expect(ready()).toMatchObject({ status: 'False', reason: 'Unreachable' });
  });

  it('refuses what cannot be unpacked', async () => {
    packages.publish(url, 'web', '1.0.0', {});
    packages.script.failOn('fetch', { kind: 'refused', message: 'the chart web 1.0.0 is cut off' });

    await refresh('web@*');
    expect([refs(), resolved()?.message]).toEqual([
      [],
      'Refused: revision web@*: the chart web 1.0.0 is cut off. What was deployed before stays.',
    ]);
  });

  it('asks no registry while nobody follows anything there', async () => {
    expect(await refresh()).toBe('unchanged');
    expect(packages.requests).toEqual([]);
  });
});

describe('sourceIntegrity over charts, which carry no signatures', () => {
  const policy = { accept: 'Commit', signers };

  it("takes only what is named by its digest, where the tenant's Repository or the Tenant wants signatures", async () => {
    const commit = packages.publish(url, 'web', '1.0.0', { 'Chart.yaml': 'name: web' });
    put('tenant-red', { sourceIntegrity: policy });

    await refresh('web@1.0.0', `web@${commit}`);
    expect(refs()).toEqual([{ revision: `web@${commit}`, commit, version: commit }]);
    expect(resolved()?.message).toBe(
      'Refused: revision web@1.0.0: it is not signed, and sourceIntegrity accepts only what is: name it by its digest, or keep it in git. What was deployed before stays.',
    );
  });

  it('holds for the tenant who wants it and for no other in a shared repository', async () => {
    const commit = packages.publish(url, 'web', '1.0.0', { 'Chart.yaml': 'name: web' });
    put('nabe-system');
    controlPlane.views.Tenant.put(buildTenant('red', { spec: { sourceIntegrity: policy } }), buildTenant('blue'));

    await refresh('web@*', 'web@* for tenant red');
    expect(refs()).toEqual([{ revision: 'web@*', commit, version: '1.0.0' }]);
    expect(resolved()?.message).toContain('Refused: revision web@* for tenant red: it is not signed');
  });
});
