import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readDecryptionKeys } from '#core/decryption/decryption-keys.ts';
import type { ApplicationSource } from '#core/resources/application-source.ts';
import type { KeyedDecryption } from '#flows/ports/sources/renderer.port.ts';
import { type MemoryFile, MemoryGit } from '#testing/sources/memory-git.ts';
import { testDigest } from '#testing/test-digest.ts';
import { makeAgeKey } from '../../../sops/age-key.ts';
import { encryptWithSops } from '../../../sops/encrypt.ts';
import { PgpKey } from '../../../sops/pgp-key.ts';
import { memorySource, RenderingRoom, requestFor } from '../../rendering-room.ts';

const PASSWORD = 'canary-7f3a';
const room = new RenderingRoom();
const own = makeAgeKey();
const foreign = makeAgeKey();
let pgp: PgpKey;

beforeAll(async () => {
  pgp = await PgpKey.make();
});
afterAll(() => Promise.all([room.close(), pgp.remove()]));

const secret = (name: string, password = PASSWORD) =>
  `apiVersion: v1\nkind: Secret\nmetadata:\n    name: ${name}\nstringData:\n    password: ${password}\n`;
const onlyData = ['--encrypted-regex', '^(data|stringData)$'];
const encrypted = (name: string) => encryptWithSops('x.yaml', secret(name), own, onlyData);

function keysFrom(data: Readonly<Record<string, string>>): KeyedDecryption {
  const keys = readDecryptionKeys(data, 'Secret tenant-red/keys');
  if (!keys.ok) throw new Error(keys.failure);
  return { keys: keys.value, digest: testDigest(JSON.stringify(data)) };
}

const ageKeys = () => keysFrom({ 'own.agekey': `# created: today\n${own.identity}\n` });

type Files = Readonly<Record<string, MemoryFile>>;

function source(options: Partial<ApplicationSource>, decryption?: KeyedDecryption) {
  return { ...memorySource('c', { path: 'web', ...options }), decryption };
}

async function render(files: Files, decryption?: KeyedDecryption, options: Partial<ApplicationSource> = {}) {
  const git = new MemoryGit();
  git.commit('c', files);
  const rendered = await room.renderer(git).render(requestFor([source(options, decryption)]));
  return rendered.ok ? rendered.value : rendered.failure;
}

async function manifestsOf(...args: Parameters<typeof render>) {
  const rendered = await render(...args);
  return 'manifests' in rendered ? rendered.manifests.map(({ manifest }) => manifest) : rendered;
}

const plainSecret = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name },
  stringData: { password: PASSWORD },
});

describe('a directory', () => {
  it.each([
    { name: 'YAML', file: 'a.yaml', text: secret('a') },
    { name: 'JSON', file: 'a.json', text: JSON.stringify(plainSecret('a')) },
    { name: 'several documents', file: 'a.yaml', text: `${secret('a')}---\n${secret('b')}` },
  ])('is decrypted: $name, for an age key', async ({ file, text }) => {
    const files = { [`web/${file}`]: await encryptWithSops(file, text, own, onlyData) };
    const expected = text.includes('---') ? [plainSecret('a'), plainSecret('b')] : [plainSecret('a')];
    expect(await manifestsOf(files, ageKeys())).toEqual(expected);
  });

  it('is decrypted with a PGP key', async () => {
    const files = { 'web/a.yaml': await encryptWithSops('a.yaml', secret('a'), pgp, onlyData) };
    const keys = keysFrom({ 'team.asc': pgp.privateKey, 'own.agekey': foreign.identity });
    expect(await manifestsOf(files, keys)).toEqual([plainSecret('a')]);
  });

  it('is confidential as a whole, and only then', async () => {
    expect(await render({ 'web/a.yaml': await encrypted('a') }, ageKeys())).toMatchObject({ isConfidential: true });
    expect(await render({ 'web/a.yaml': secret('a') }, ageKeys())).toMatchObject({ isConfidential: false });
  });

  it('gives what it has decrypted to nobody with other keys', async () => {
    const git = new MemoryGit();
    git.commit('c', { 'web/a.yaml': await encrypted('a') });
    const renderer = room.renderer(git);
    const ask = async (decryption?: KeyedDecryption) =>
      (await renderer.render(requestFor([source({}, decryption)]))).ok;
    expect([await ask(ageKeys()), await ask(keysFrom({ 'x.agekey': foreign.identity })), await ask()]).toEqual([
      true,
      false,
      false,
    ]);
  });

  it('hands on what is decrypted on the cluster as it is', async () => {
    const text = secret('a').replace('kind: Secret', 'kind: SopsSecret');
    const sealed =
      'apiVersion: bitnami.com/v1alpha1\nkind: SealedSecret\nmetadata: {name: s}\nspec: {encryptedData: {a: AgBy}}\n';
    const external =
      'apiVersion: external-secrets.io/v1\nkind: ExternalSecret\nmetadata: {name: e}\nspec: {secretStoreRef: {name: vault}}\n';
    const sops = await encryptWithSops('a.yaml', text, own, onlyData);
    const rendered = await manifestsOf({ 'web/a.yaml': sops, 'web/b.yaml': `${sealed}---\n${external}` }, ageKeys());
    expect(rendered).toMatchObject([
      {
        kind: 'SopsSecret',
        stringData: { password: expect.stringMatching(/^ENC\[/) },
        sops: { mac: expect.any(String) },
      },
      { kind: 'SealedSecret', spec: { encryptedData: { a: 'AgBy' } } },
      { kind: 'ExternalSecret', spec: { secretStoreRef: { name: 'vault' } } },
    ]);
  });
});

describe('a kustomization', () => {
  it('is built from decrypted resources and decrypted files of its generators', async () => {
    const files = {
      'web/kustomization.yaml':
        'resources: [a.yaml]\nsecretGenerator: [{name: g, files: [tls.key], envs: [db.env]}]\ngeneratorOptions: {disableNameSuffixHash: true}\n',
      'web/a.yaml': await encrypted('a'),
      'web/tls.key': await encryptWithSops('tls.key', PASSWORD, own),
      'web/db.env': await encryptWithSops('db.env', `DB=${PASSWORD}\n`, own),
    };
    const encoded = Buffer.from(PASSWORD).toString('base64');
    expect(await manifestsOf(files, ageKeys())).toEqual([
      plainSecret('a'),
      {
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'g' },
        type: 'Opaque',
        data: { DB: encoded, 'tls.key': encoded },
      },
    ]);
  });
});

describe('a chart', () => {
  const chart = {
    'web/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
    'web/templates/a.yaml': secret('a').replace(PASSWORD, '{{ .Values.password }}'),
  };

  it('is rendered with decrypted value files', async () => {
    const files = { ...chart, 'env/eu.yaml': await encryptWithSops('eu.yaml', `password: ${PASSWORD}\n`, own) };
    const options = { helm: { valueFiles: ['/env/eu.yaml'] } };
    expect(await manifestsOf(files, ageKeys(), options)).toEqual([plainSecret('a')]);
  });

  it.each([
    { name: 'fails', template: '{{ fail .Values.password }}', at: 'web/templates/b.yaml:1:' },
    {
      name: 'prints what is no object',
      template: 'kind: {{ .Values.password }}',
      at: 'web/templates/b.yaml (rendered):3: ',
    },
    { name: 'prints what is no YAML', template: 'a: [{{ .Values.password }}', at: 'web/templates/b.yaml' },
  ])('that $name tells the place and no value', async ({ template, at }) => {
    const values = await encryptWithSops('eu.yaml', `password: ${PASSWORD}\n`, own);
    const files = { ...chart, 'web/templates/b.yaml': template, 'env/eu.yaml': values };
    const failure = await render(files, ageKeys(), { helm: { valueFiles: ['/env/eu.yaml'] } });
    expect(failure).toEqual({ kind: 'invalid', message: expect.stringContaining(at) });
    expect(failure).toEqual({ kind: 'invalid', message: expect.stringContaining('not told here') });
    expect(JSON.stringify(failure)).not.toContain(PASSWORD);
  });
});

describe('what cannot be decrypted', () => {
  it.each<{ name: string; files: () => Promise<Files>; keys?: () => KeyedDecryption; message: RegExp }>([
    {
      name: 'without keys',
      files: async () => ({ 'web/a.yaml': await encrypted('a') }),
      message: /^web\/a\.yaml is encrypted with SOPS, and its Repository names no keys: .*spec\.decryption\.secretRef$/,
    },
    {
      name: 'for another key',
      files: async () => ({ 'web/a.yaml': await encrypted('a') }),
      keys: () => keysFrom({ 'x.agekey': foreign.identity }),
      message: /^web\/a\.yaml cannot be decrypted: no key in Secret tenant-red\/keys fits; .*sops updatekeys/,
    },
    {
      name: 'for another PGP key',
      files: async () => ({ 'web/a.yaml': await encryptWithSops('a.yaml', secret('a'), pgp, onlyData) }),
      keys: ageKeys,
      message: /^web\/a\.yaml cannot be decrypted: no key in Secret tenant-red\/keys fits/,
    },
    {
      name: 'after a change beside the encrypted values',
      files: async () => ({ 'web/a.yaml': (await encrypted('a')).replace('name: a', 'name: b') }),
      keys: ageKeys,
      message: /^web\/a\.yaml cannot be decrypted: it was changed after sops had encrypted it \(its MAC does not fit\)/,
    },
    {
      name: 'after a value was moved',
      files: async () => ({ 'web/a.yaml': (await encrypted('a')).replace('password:', 'passwort:') }),
      keys: ageKeys,
      message: /^web\/a\.yaml cannot be decrypted: a value in it was moved or changed/,
    },
    {
      name: 'in part',
      files: async () => ({ 'web/a.yaml': `${await encrypted('a')}---\n# plain\n${secret('b')}` }),
      keys: ageKeys,
      message: /^web\/a\.yaml:\d+ is not encrypted, and another document of the same file is/,
    },
    {
      name: 'as a kustomization',
      files: async () => ({
        'web/kustomization.yaml': await encryptWithSops('a.yaml', 'resources: []\n', own, ['--encrypted-regex', '^x$']),
      }),
      keys: ageKeys,
      message: /^web\/kustomization\.yaml is encrypted, and says what else is read/,
    },
    {
      name: 'because the value files of a chart have no keys',
      files: async () => ({
        'web/Chart.yaml': 'apiVersion: v2\nname: shop\nversion: 1.0.0\n',
        'web/values.yaml': await encryptWithSops('a.yaml', 'password: x\n', own),
      }),
      message: /^web\/values\.yaml is encrypted with SOPS/,
    },
  ])('is refused: $name', async ({ files, keys, message }) => {
    const failure = await render(await files(), keys?.());
    expect(failure).toEqual({ kind: 'undecryptable', message: expect.stringMatching(message) });
    expect(JSON.stringify(failure)).not.toContain(PASSWORD);
  });

  it('is never quoted by the parser either', async () => {
    const text = `apiVersion: v1\nkind: Secret\nmetadata:\n    name: a/${PASSWORD}\n`;
    const files = { 'web/a.yaml': await encryptWithSops('a.yaml', text, own) };
    expect(await render(files, ageKeys())).toEqual({
      kind: 'invalid',
      message:
        'web/a.yaml:1: what was decrypted is no sound Kubernetes object; why is not told here, because it could quote a secret: look at it with sops decrypt',
    });
  });
});
