import { beforeEach, describe, expect, it } from 'vitest';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { buildRepository } from '#testing/control-plane/resource-builders.ts';
import { RepositoryCredentials } from './repository-credentials.ts';

const repository = buildRepository('red', 'apps', { spec: { credentialsRef: { name: 'git' } } });
let controlPlane: FakeControlPlane;
let credentials: RepositoryCredentials;

beforeEach(() => {
  controlPlane = new FakeControlPlane();
  credentials = new RepositoryCredentials(controlPlane);
  controlPlane.secrets.set('tenant-red/git', { username: 'red', password: 'secret' });
});

describe('RepositoryCredentials', () => {
  it.each([
    { name: 'asks for it', spec: { lfs: true }, lfs: { lfs: true } },
    { name: 'does not ask for it', spec: { lfs: false }, lfs: {} },
    { name: 'holds charts', spec: { lfs: true, type: 'helm' as const }, lfs: {} },
  ])('says in the address whether Git LFS is read: the Repository $name', async ({ spec, lfs }) => {
    const url = 'https://git.example/red/apps.git';
    expect(await credentials.addressOf(buildRepository('red', 'apps', { spec: { url, ...spec } }))).toEqual({
      ok: true,
      value: { url, ...lfs },
    });
  });

  it('reads a Secret again after whoever was shown it refused it, also where only the address was known', async () => {
    const first = await credentials.addressOf(repository);
    if (!first.ok) throw new Error(first.failure);
    controlPlane.secrets.set('tenant-red/git', { username: 'red', password: 'renewed' });
    credentials.forgetAddresses([first.value], { kind: 'unreachable' });
    expect(await credentials.addressOf(repository)).toEqual(first);
    credentials.forgetAddresses([{ ...first.value }], { kind: 'unauthorized' });
    expect(await credentials.addressOf(repository)).toEqual(first);
    credentials.forgetAddresses([first.value], { kind: 'unauthorized' });
    expect(await credentials.addressOf(repository)).toMatchObject({ value: { credentials: { password: 'renewed' } } });
  });

  it.each<{ name: string; secret: Readonly<Record<string, string>> | undefined; message: string }>([
    {
      name: 'a Secret that is missing',
      secret: undefined,
      message: 'does not exist: create it.',
    },
    {
      name: 'a Secret that is incomplete',
      secret: { username: 'red' },
      message: 'lacks the key password: add it.',
    },
  ])('says what to do about $name', async ({ secret, message }) => {
    controlPlane.secrets.clear();
    if (secret !== undefined) controlPlane.secrets.set('tenant-red/git', secret);

    expect(await credentials.addressOf(repository)).toEqual({
      ok: false,
      failure: `Secret tenant-red/git, which Repository apps names for its credentials, ${message}`,
    });
  });

  it('says when a Secret cannot be read, and asks again the next time', async () => {
    controlPlane.script.failOn('secret', { kind: 'unavailable', message: 'no answer' }, 1);

    expect(await credentials.addressOf(repository)).toMatchObject({
      ok: false,
      failure: expect.stringContaining('cannot be read: no answer.'),
    });
    expect(await credentials.addressOf(repository)).toMatchObject({ ok: true });
  });

  it('asks the platform for host keys once, and again after a server was not trusted', async () => {
    const reached = (name: string) =>
      buildRepository('red', name, { spec: { url: `git@git.example:red/${name}.git` } });
    expect(await credentials.addressOf(reached('a'))).toEqual({
      ok: false,
      failure: expect.stringContaining('No host key of git.example is known: add sshKnownHosts to the Secret'),
    });
    const name = 'nabe-system/argocd-ssh-known-hosts-cm';
    controlPlane.configMaps.set(name, { ssh_known_hosts: 'old' });
    expect(await credentials.addressOf(reached('a'))).toMatchObject({ ok: true, value: { knownHosts: 'old' } });
    controlPlane.configMaps.set(name, { ssh_known_hosts: 'new' });
    expect(await credentials.addressOf(reached('b'))).toMatchObject({ ok: true, value: { knownHosts: 'old' } });
    credentials.forgetAfter(reached('a'), { kind: 'untrusted' });
    expect(await credentials.addressOf(reached('a'))).toMatchObject({ ok: true, value: { knownHosts: 'new' } });
  });

  it('says when the platform cannot be asked', async () => {
    controlPlane.script.failOn('configmap', { kind: 'unavailable', message: 'no answer' }, 1);

    expect(await credentials.addressOf(repository)).toEqual({
      ok: false,
      failure: 'ConfigMap nabe-system/argocd-tls-certs-cm cannot be read: no answer.',
    });
  });

  it('asks for no Secret where none is named', async () => {
    expect(await credentials.addressOf(buildRepository('red', 'open'))).toEqual({
      ok: true,
      value: { url: 'https://git.example/red/open.git' },
    });
    expect(controlPlane.takeWrites()).toEqual([]);
  });
});
