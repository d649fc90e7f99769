import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { loadManagementSettings } from './management-connection.ts';

const folder = mkdtempSync(join(tmpdir(), 'nabe-kubeconfig-'));
afterAll(() => rmSync(folder, { recursive: true }));

const load = (kubeconfig?: string) =>
  loadManagementSettings({ kubeconfig, requestsInFlight: 1, userAgent: 'nabe/test' });

function write(name: string, text: string): string {
  const file = join(folder, name);
  writeFileSync(file, text);
  return file;
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
    const config = {
      clusters: [{ name: 'a', cluster: { server: 'https://127.0.0.1:1', 'certificate-authority': '/none/ca.crt' } }],
      users: [{ name: 'a', user: { token: 'x' } }],
      contexts: [{ name: 'a', context: { cluster: 'a', user: 'a' } }],
      'current-context': 'a',
    };
    const file = write('elsewhere', JSON.stringify(config));
    await expect(load(file)).rejects.toThrow(
      new RegExp(`^cannot use the kubeconfig ${file} .*no such file .*/none/ca\\.crt`),
    );
  });
});
