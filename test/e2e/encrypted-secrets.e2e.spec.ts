import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Redis } from 'ioredis';
import { afterAll, describe, expect, it } from 'vitest';
import { makeAgeKey } from '../sops/age-key.ts';
import { encryptWithSops } from '../sops/encrypt.ts';
import { LocalVault } from '../sops/local-vault.ts';
import { pathOf, readObject } from '../world/objects.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const CLUSTER = 'east';
const PASSWORD = 'canary-5d1e0c';
const key = makeAgeKey();
const vault = new LocalVault();

let red: Team;
const world = storyWorld({ spokes: [{ name: CLUSTER, labels: {} }] }, async (started) => {
  await started.startHub();
  await vault.start();
  await started.startWorker({ NABE_SOPS_ENVIRONMENT: 'VAULT_TOKEN', VAULT_TOKEN: vault.token });
  const files = await encryptedFiles();
  red = await Team.add(started, { name: 'red', files: (url) => ({ 'appsets/red.yaml': appSet(url), ...files }) });
});

async function encryptedFiles(): Promise<Record<string, string>> {
  const metadata = 'metadata:\n    name: shop\n';
  const secret = `apiVersion: v1\nkind: Secret\n${metadata}stringData:\n    password: ${PASSWORD}\n`;
  const refused = `apiVersion: v1\nkind: Service\n${metadata}spec:\n    type: ${PASSWORD}\n`;
  return {
    'shop/secret.yaml': await encryptWithSops('a.yaml', secret, key, ['--encrypted-regex', '^stringData$']),
    'vaulted/secret.yaml': await encryptWithSops('a.yaml', secret.replace('name: shop', 'name: vaulted'), {
      vault,
      names: ['red'],
    }),
    'refused/service.yaml': await encryptWithSops('a.yaml', refused, key, ['--encrypted-regex', '^spec$']),
  };
}

/** One Application for each directory. */
function appSet(url: string): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata: {name: red}
spec:
  goTemplate: true
  generators: [{list: {elements: [{name: shop}, {name: refused}, {name: vaulted}]}}]
  template:
    metadata: {name: "{{ .name }}"}
    spec:
      source: {repoURL: ${url}, targetRevision: main, path: "{{ .name }}"}
      destination: {name: ${CLUSTER}, namespace: red}
      syncPolicy: {automated: {prune: true, selfHeal: true}, syncOptions: [CreateNamespace=true]}
`;
}

afterAll(() => vault.stop());

function operationOf(name: string, reason: string): Promise<string> {
  return world().until(`${name} says ${reason}`, async () => {
    const operation = (await red.application(name))?.status.operation;
    return operation?.reason === reason && operation.message;
  });
}

/** Everything that Redis holds, uncompressed. */
async function dumpRedis(): Promise<string> {
  const redis = new Redis(world().fleet.redis.url);
  try {
    await redis.config('SET', 'rdbcompression', 'no');
    const keys = await redis.keys('*');
    const values = await Promise.all(keys.map((name) => redis.dumpBuffer(name)));
    return [...keys, ...values.map((value) => value?.toString('latin1'))].join('\n');
  } finally {
    redis.disconnect();
  }
}

function readFiles(folder: string): string {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return files.map((file) => `${file}\n${readFileSync(file, 'latin1')}`).join('\n');
}

async function statusOfAll(): Promise<string> {
  const kinds = ['tenants', 'clusters', 'repositories', 'applicationsets', 'applications'];
  const lists = await Promise.all(kinds.map((kind) => world().resource(kind)));
  return JSON.stringify(lists);
}

describe('secrets that are encrypted in git', () => {
  it('are refused while their Repository names no keys, and then while these are not there', async () => {
    expect(await operationOf('shop', 'DecryptionFailed')).toContain(
      'shop/secret.yaml is encrypted with SOPS, and its Repository names no keys',
    );
    const path = '/apis/nabe.dev/v1alpha1/namespaces/tenant-red/repositories/red';
    const patch = { spec: { decryption: { secretRef: { name: 'sops-keys' } } } };
    const headers = { 'content-type': 'application/merge-patch+json' };
    await world().fleet.management.request('PATCH', path, patch, headers);
    expect(await operationOf('shop', 'DecryptionKeysMissing')).toContain('Secret tenant-red/sops-keys');
  });

  it('arrive decrypted once the keys are there', async () => {
    await red.putSecret('sops-keys', { 'red.agekey': key.identity });
    const arrived = await world().until('the Secret arrives', () =>
      readObject(world(), CLUSTER, pathOf('secrets', 'red', 'shop')),
    );
    expect(Buffer.from(arrived.data?.['password'] ?? '', 'base64').toString()).toBe(PASSWORD);
  });

  it('arrive from a key in Vault once the platform team gives it to the Tenant', async () => {
    expect(await operationOf('vaulted', 'DecryptionFailed')).toContain(
      `it names ${vault.keyId('red')}, which spec.decryption.cloudKeys of the Tenant does not list`,
    );
    expect(vault.asked).not.toContain('/v1/sops/decrypt/red');
    const patch = { spec: { decryption: { cloudKeys: [vault.keyId('red')] } } };
    const headers = { 'content-type': 'application/merge-patch+json' };
    await world().fleet.management.request('PATCH', '/apis/nabe.dev/v1alpha1/tenants/red', patch, headers);
    const arrived = await world().until('the Secret of the vault arrives', () =>
      readObject(world(), CLUSTER, pathOf('secrets', 'red', 'vaulted')),
    );
    expect(Buffer.from(arrived.data?.['password'] ?? '', 'base64').toString()).toBe(PASSWORD);
  });

  it('are quoted by nobody, not even where the cluster refuses a value', async () => {
    const message = await operationOf('refused', 'Invalid');
    expect(message).toContain('Service red/shop');
    const places = {
      redis: await dumpRedis(),
      logs: readFiles(world().fleet.logFolder),
      cache: readFiles(join(world().fleet.folder, 'cache')),
      status: await statusOfAll(),
      events: JSON.stringify((await world().get('/api/v1/namespaces/tenant-red/events')).body),
    };
    const marks = { redis: 'nabe', logs: 'sync ended', cache: 'worker-0', status: 'desiredHash', events: 'Invalid' };
    for (const [place, mark] of Object.entries(marks))
      expect(places).toHaveProperty(place, expect.stringContaining(mark));
    const forms = [PASSWORD, Buffer.from(PASSWORD).toString('base64'), key.identity, vault.token];
    for (const [place, text] of Object.entries(places))
      expect([place, ...forms.filter((form) => text.includes(form))]).toEqual([place]);
  });
});
