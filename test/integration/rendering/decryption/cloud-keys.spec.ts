import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyedDecryption } from '#flows/ports/sources/renderer.port.ts';
import { type MemoryFile, MemoryGit } from '#testing/sources/memory-git.ts';
import { testDigest } from '#testing/test-digest.ts';
import { makeAgeKey } from '../../../sops/age-key.ts';
import { encryptWithSops } from '../../../sops/encrypt.ts';
import { LocalVault } from '../../../sops/local-vault.ts';
import { makeCertificates } from '../../../fleet/git/access/local-certificates.ts';
import { TlsFront } from '../../../fleet/git/access/tls-front.ts';
import { memorySource, RenderingRoom, requestFor } from '../../rendering-room.ts';

const room = new RenderingRoom();
const vault = new LocalVault();
const age = makeAgeKey();
const onlyData = ['--encrypted-regex', '^(data|stringData)$'];

beforeAll(() => vault.start());
afterAll(() => Promise.all([room.close(), vault.stop()]));

const secret = (name: string) =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n    name: ${name}\nstringData:\n    # not for everybody\n    password: canary-7f3a\n`;
const plain = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  stringData: { password: 'canary-7f3a' },
});
const forKeys = (...names: string[]) => encryptWithSops('a.yaml', secret('a'), { vault, names }, onlyData);

/** What the Tenant may use, and its own age key where it has one. */
function keys(names: readonly string[], own = ''): KeyedDecryption {
  const cloudKeys = names.map((name) => vault.keyId(name));
  return { keys: { origin: 'Tenant red', age: own, pgp: [], cloudKeys }, digest: testDigest(`${own} ${names.join()}`) };
}

async function render(
  files: Readonly<Record<string, MemoryFile>>,
  decryption: KeyedDecryption,
  sopsEnvironment: Readonly<Record<string, string>> = { VAULT_TOKEN: vault.token },
) {
  const git = new MemoryGit();
  git.commit('c', files);
  const source = { ...memorySource('c', { path: 'web' }), decryption };
  const rendered = await room.renderer(git, undefined, { sopsEnvironment }).render(requestFor([source]));
  return rendered.ok ? rendered.value.manifests.map(({ manifest }) => manifest) : rendered.failure;
}

describe('a file that is encrypted for a key in Vault', () => {
  it.each([
    { name: 'YAML', file: 'a.yaml', text: secret('a'), objects: [plain('a')] },
    { name: 'JSON', file: 'a.json', text: JSON.stringify(plain('a')), objects: [plain('a')] },
    {
      name: 'several documents',
      file: 'a.yaml',
      text: `${secret('a')}---\n${secret('b')}`,
      objects: [plain('a'), plain('b')],
    },
  ])('is decrypted where the Tenant may use the key: $name', async ({ file, text, objects }) => {
    const encrypted = await encryptWithSops(file, text, { vault, names: ['red'] }, onlyData);
    vault.asked.length = 0;
    expect(await render({ [`web/${file}`]: encrypted }, keys(['red']))).toEqual(objects);
    expect(vault.asked).toEqual(['/v1/sops/decrypt/red']);
  });

  it('is decrypted for a generator of Kustomize too, which itself reaches nobody', async () => {
    const tls = await encryptWithSops('tls.key', 'canary', { vault, names: ['red'] });
    const kustomization =
      'secretGenerator: [{name: g, files: [tls.key]}]\ngeneratorOptions: {disableNameSuffixHash: true}\n';
    const rendered = await render({ 'web/kustomization.yaml': kustomization, 'web/tls.key': tls }, keys(['red']));
    const data = { 'tls.key': Buffer.from('canary').toString('base64') };
    expect(rendered).toEqual([{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'g' }, type: 'Opaque', data }]);
  });

  it('is decrypted over TLS, by the name of a host, with the certificates of a file that a variable names', async () => {
    const certificates = await makeCertificates(join(room.folder, 'certificates'));
    const front = await TlsFront.start({ certificates, target: vault.address });
    const address = `https://localhost:${front.port}`;
    const files = { 'web/a.yaml': (await forKeys('red')).replace(vault.address, address) };
    const cloudKeys = [vault.keyId('red').replace(vault.address, address)];
    const decryption = { keys: { ...keys([]).keys, cloudKeys }, digest: 'tls' };
    const path = join(room.folder, 'certificates', 'ca.pem');
    const environment = { VAULT_TOKEN: vault.token, VAULT_CACERT: path };
    expect(await render(files, decryption, environment)).toEqual([plain('a')]);
    await front.stop();
  });

  it.each([
    { name: 'another key', names: ['blue'] },
    { name: 'another key as well', names: ['red', 'blue'] },
  ])('is refused before anybody is asked: $name', async ({ names }) => {
    const files = { 'web/a.yaml': await forKeys(...names) };
    vault.asked.length = 0;
    expect(await render(files, keys(['red']))).toEqual({
      kind: 'undecryptable',
      message: `web/a.yaml cannot be decrypted: it names ${vault.keyId('blue')}, which spec.decryption.cloudKeys of the Tenant does not list; the platform team can add it`,
    });
    expect(vault.asked).toEqual([]);
  });

  it('is refused when the key that is listed is only pretended', async () => {
    const forBlue = await forKeys('blue');
    const pretended = forBlue.replace('key_name: blue', 'key_name: red');
    const files = { 'web/a.yaml': pretended };
    vault.asked.length = 0;
    expect(await render(files, keys(['red']))).toMatchObject({ kind: 'undecryptable' });
    expect(vault.asked).not.toContain('/v1/sops/decrypt/blue');
  });

  it('is opened by an own key all the same, without asking anybody', async () => {
    const files = {
      'web/a.yaml': await encryptWithSops('a.yaml', secret('a'), { vault, names: ['blue'], age }, onlyData),
    };
    vault.asked.length = 0;
    expect(await render(files, keys(['red'], age.identity))).toEqual([plain('a')]);
    expect(vault.asked).toEqual([]);
  });

  it('is tried again when the service does not answer as it should', async () => {
    const files = { 'web/a.yaml': await forKeys('red') };
    expect(await render(files, keys(['red']), { VAULT_TOKEN: 'another' })).toEqual({
      kind: 'undecryptable',
      message: expect.stringMatching(/^web\/a\.yaml cannot be decrypted: no cloud service .* tried again/),
      mayPass: true,
    });
  });

  it('is refused by a worker without an identity', async () => {
    const files = { 'web/a.yaml': await forKeys('red') };
    expect(await render(files, keys(['red']), {})).toEqual({
      kind: 'undecryptable',
      message:
        'web/a.yaml cannot be decrypted: this worker gives sops no identity to ask cloud services with; the platform team can set NABE_SOPS_ENVIRONMENT',
    });
  });
});
