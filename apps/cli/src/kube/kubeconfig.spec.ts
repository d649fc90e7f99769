import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadKubeconfig, serverOf } from './kubeconfig.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nabe-kubeconfig-'));
});
afterAll(() => rm(folder, { recursive: true }));

const ca = { 'certificate-authority-data': 'Q0E=' };

/** A kubeconfig with one context for each cluster, named like it. */
async function write(clusters: Record<string, object>, current = ''): Promise<string> {
  const names = Object.keys(clusters);
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    'current-context': current,
    clusters: names.map((name) => ({ name, cluster: clusters[name] })),
    users: [{ name: 'admin', user: { token: 'secret' } }],
    contexts: names.map((name) => ({ name, context: { cluster: name, user: 'admin' } })),
  };
  const file = join(folder, `${names.join('-')}.json`);
  await writeFile(file, JSON.stringify(config));
  return file;
}

const two = { a: { server: 'https://a:1', ...ca }, b: { server: 'https://b:1', ...ca } };

describe('loadKubeconfig', () => {
  it('takes the only context', async () => {
    const file = await write({ a: two.a });
    expect((await loadKubeconfig({ file, useCurrentContext: false })).getCurrentContext()).toBe('a');
  });

  it('takes the context that was named', async () => {
    const file = await write(two, 'a');
    expect((await loadKubeconfig({ file, context: 'b', useCurrentContext: false })).getCurrentContext()).toBe('b');
  });

  it('takes the current context only where that is safe', async () => {
    const file = await write(two, 'a');
    expect((await loadKubeconfig({ file, useCurrentContext: true })).getCurrentContext()).toBe('a');
    await expect(loadKubeconfig({ file, useCurrentContext: false })).rejects.toMatchObject({
      message: `${file} does not say which context to use: name one with --context (it has a, b)`,
      exitCode: 2,
    });
  });

  it('lists the contexts when the named one is not there', async () => {
    const file = await write(two);
    await expect(loadKubeconfig({ file, context: 'c', useCurrentContext: false })).rejects.toMatchObject({
      message: `${file} has no context c: it has a, b`,
    });
  });

  it('refuses a file that is no kubeconfig', async () => {
    const file = join(folder, 'text.yaml');
    await writeFile(file, '{');
    await expect(loadKubeconfig({ file, useCurrentContext: true })).rejects.toMatchObject({
      message: `${file} is no kubeconfig: it has to be YAML with clusters, users and contexts`,
    });
  });
});

describe('serverOf', () => {
  it('gives the server and its authority, read from a file beside the kubeconfig if need be', async () => {
    await writeFile(join(folder, 'ca.pem'), 'CA');
    const file = await write({ filed: { server: 'https://a:1', 'certificate-authority': 'ca.pem' } });
    const config = await loadKubeconfig({ file, useCurrentContext: false });
    expect(await serverOf(config, file)).toEqual({ server: 'https://a:1', caData: 'Q0E=' });
  });

  it.each([
    { name: 'http', cluster: { server: 'http://a:1' }, says: 'has the server http://a:1: only https' },
    {
      name: 'insecure',
      cluster: { server: 'https://a:1', 'insecure-skip-tls-verify': true },
      says: 'sets insecure-skip-tls-verify',
    },
    { name: 'named', cluster: { server: 'https://a:1', 'tls-server-name': 'b', ...ca }, says: 'sets tls-server-name' },
    { name: 'proxied', cluster: { server: 'https://a:1', 'proxy-url': 'http://p', ...ca }, says: 'sets proxy-url' },
  ])('refuses a cluster that is $name', async ({ name, cluster, says }) => {
    const file = await write({ [name]: cluster });
    const config = await loadKubeconfig({ file, useCurrentContext: false });
    await expect(serverOf(config, file)).rejects.toThrow(`the cluster ${name} of ${file} ${says}`);
  });
});
