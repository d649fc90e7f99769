import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import { loadManagementSettings } from './management-connection.ts';

const folder = mkdtempSync(join(tmpdir(), 'nabe-kubeconfig-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const load = (kubeconfig?: string) =>
  loadManagementSettings({ kubeconfig, requestsInFlight: 1, userAgent: 'nabe/test' });

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
}

/** Prints what a plugin prints, with an end in the past, so that it is asked each time. */
const plugin = `printf '{"apiVersion":"client.authentication.k8s.io/v1","kind":"ExecCredential","status":{"token":"%s","expirationTimestamp":"2020-01-01T00:00:00Z"}}' "$(cat "$TOKEN_FILE")"`;

/** A kubeconfig for one user, as text. */
function kubeconfigOf(user: object, cluster: object = { server: 'https://127.0.0.1:1/' }): string {
  return JSON.stringify({
    clusters: [{ name: 'a', cluster }],
    users: [{ name: 'a', user }],
    contexts: [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
    'current-context': 'a',
  });
}

describe('loadManagementSettings', () => {
  it('names the file that it cannot read', async () => {
    await expect(load('/none/kubeconfig')).rejects.toThrow(
      /^cannot use the kubeconfig \/none\/kubeconfig to reach the management cluster: .*no such file/,
    );
  });

  it('says how to name a kubeconfig where there is no pod', async () => {
    await expect(load()).rejects.toThrow(
      /^cannot use the pod's ServiceAccount files .*; outside of a pod, NABE_KUBECONFIG names a kubeconfig$/,
    );
  });

  it('names a file without a cluster', async () => {
    const file = write('empty', 'apiVersion: v1\nkind: Config\n');
    await expect(load(file)).rejects.toThrow(`the kubeconfig ${file} names no cluster for its current context`);
  });

  it('names a file whose certificate is somewhere else', async () => {
    const cluster = { server: 'https://127.0.0.1:1', 'certificate-authority': '/none/ca.crt' };
    const config = kubeconfigOf({ token: 'x' }, cluster);
    const file = write('elsewhere', config);
    await expect(load(file)).rejects.toThrow(
      new RegExp(`^cannot use the kubeconfig ${file} .*no such file .*/none/ca\\.crt`),
    );
  });

  it.each([
    { name: 'a token that stays what it is', user: { token: 'first' }, later: 'Bearer first' },
    {
      name: 'a token in a file',
      user: { 'auth-provider': { name: 'file', config: { tokenFile: 'TOKEN' } } },
      later: 'Bearer second',
    },
    {
      name: 'a plugin',
      user: {
        exec: {
          apiVersion: 'client.authentication.k8s.io/v1',
          command: 'sh',
          args: ['-c', plugin],
          env: [{ name: 'TOKEN_FILE', value: 'TOKEN' }],
        },
      },
      later: 'Bearer second',
    },
  ])('signs in with $name, and looks again after a while', async ({ user, later }) => {
    const token = write('token', 'first');
    const file = write('renewed', kubeconfigOf(user).replaceAll('TOKEN"', `${token}"`));
    const settings = await load(file);
    expect([settings.server, await settings.authorization()]).toEqual(['https://127.0.0.1:1', 'Bearer first']);

    write('token', 'second');
    expect(await settings.authorization()).toBe('Bearer first');
    const now = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(now + 31_000);
    expect(await settings.authorization()).toBe(later);
  });

  it('asks again after a second when a token could not be renewed', async () => {
    const token = write('lost', 'first');
    const user = { 'auth-provider': { name: 'file', config: { tokenFile: token } } };
    const { authorization } = await load(write('losing', kubeconfigOf(user)));
    rmSync(token);
    const now = performance.now();
    vi.spyOn(performance, 'now').mockReturnValue(now + 31_000);
    await expect(authorization()).rejects.toThrow('no such file');
    write('lost', 'found');
    await expect(authorization()).rejects.toThrow('no such file');
    vi.spyOn(performance, 'now').mockReturnValue(now + 32_001);
    expect(await authorization()).toBe('Bearer found');
  });
});
