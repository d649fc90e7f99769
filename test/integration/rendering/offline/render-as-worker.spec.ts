import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isJsonObject } from '#core/model/json.ts';
import { buildArchive } from '#testing/packages/build-archive.ts';
import { LocalServer, sumOf } from '#testing/packages/package-servers.ts';
import { formatYamlDocuments } from '../../../../apps/cli/src/output/yaml.ts';
import { run } from '../../../../apps/cli/src/run.ts';
import { makeAgeKey } from '../../../sops/age-key.ts';
import { LocalVault } from '../../../sops/local-vault.ts';
import { PgpKey } from '../../../sops/pgp-key.ts';
import { appFiles, configMap, libraryFiles } from './tenant-files.ts';
import { WorkerRoom } from './worker-room.ts';

const age = makeAgeKey();
const vault = new LocalVault();
let pgp: PgpKey;
let room: WorkerRoom;
let charts: LocalServer;
/** Addresses of what tenant red has registered. */
let apps: string;
let conf: string;
let base: string;
let stable: string;
/** Folders that a person has. */
let checkout: string;
let confCheckout: string;
let baseCheckout: string;
let withModules: string;
let chartFolder: string;

beforeAll(async () => {
  pgp = await PgpKey.make();
  await vault.start();
  room = await WorkerRoom.open({ cloudKeys: [vault.keyId('red')], sopsEnvironment: { VAULT_TOKEN: vault.token } });
  await startCharts();
  const keys = { secretRef: { name: 'sops' } };
  room.keepSecret('sops', { 'own.agekey': age.identity, 'own.asc': pgp.privateKey });
  apps = (await room.createGit('apps', await appFiles({ stable, age, pgp, vault }), { spec: { decryption: keys } }))
    .url;
  conf = (await room.createGit('conf', { 'eu/shop.yaml': 'colour: green\n', 'eu/more.yaml': 'web: {colour: pink}\n' }))
    .url;
  const inner = await room.createGit('base', { 'web/a.yaml': configMap('inner') });
  base = inner.url;
  const gitmodules = '[submodule "vendor"]\n\tpath = vendor\n\turl = ../base.git\n';
  await room.createGit(
    'modules',
    { 'own.yaml': configMap('own'), '.gitmodules': gitmodules },
    { links: { vendor: inner.commit }, spec: { submodules: true } },
  );
  await room.tag('apps', 'v1.4.0');
  checkout = await room.checkOut('apps');
  confCheckout = await room.checkOut('conf');
  baseCheckout = await room.checkOut('base');
  withModules = await room.checkOut('modules');
});

afterAll(async () => {
  await charts.stop();
  await vault.stop();
  await room.close();
  await pgp.remove();
});

/** A Helm repository, and a folder with the same archives. */
async function startCharts(): Promise<void> {
  const archives = new Map(
    ['1.0.0', '1.1.0', '1.2.0'].map((version) => [`web-${version}.tgz`, buildArchive(libraryFiles(version))]),
  );
  const entries = [...archives].map(([file, content]) => ({
    version: file.slice('web-'.length, -'.tgz'.length),
    urls: [file],
    digest: sumOf(content),
  }));
  charts = new LocalServer((path, _, response) =>
    response.end(path === '/index.yaml' ? JSON.stringify({ entries: { web: entries } }) : archives.get(path.slice(1))),
  );
  stable = `http://${await charts.start()}`;
  room.register('stable', { url: stable, type: 'helm' });
  chartFolder = join(room.rendering.folder, 'charts');
  mkdirSync(chartFolder);
  for (const [file, content] of archives) writeFileSync(join(chartFolder, file), content);
}

async function nabeRender(sources: readonly object[], args: readonly string[], more: Readonly<Record<string, string>>) {
  const file = join(room.rendering.folder, 'app.json');
  const spec = { sources, destination: { name: 'prod-eu', namespace: 'shop' } };
  const metadata = { name: 'web', namespace: 'tenant-red' };
  writeFileSync(file, JSON.stringify({ apiVersion: 'nabe.dev/v1alpha1', kind: 'Application', metadata, spec }));
  let [out, error] = ['', ''];
  const code = await run(
    {
      env: { PATH: Object.values(room.rendering.programs).map(dirname).join(delimiter), ...more },
      now: () => 0,
      print: (text) => void (out += text),
      printError: (text) => void (error += text),
      colours: false,
      version: '1.2.3',
    },
    ['render', '-f', file, ...args],
  );
  return { code, out, error };
}

/** What a worker applies, as `nabe render` would print it. */
async function asWorker(sources: readonly object[]) {
  const items = (await room.sync(sources)).map((manifest) => {
    const value: unknown = manifest;
    if (!isJsonObject(value)) throw new Error('a manifest is no object');
    return value;
  });
  expect(items.length).toBeGreaterThan(0);
  return { code: 0, out: await formatYamlDocuments(items), error: '' };
}

interface Case {
  readonly name: string;
  readonly sources: () => readonly object[];
  readonly args: () => readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

const given = (url: string, folder: string) => ['--repo', `${url}=${folder}`];
const source = (path: string, more: object = {}) => ({ repoURL: apps, targetRevision: 'main', path, ...more });
const shopOptions = { helm: { parameters: [{ name: 'commit', value: '$ARGOCD_APP_REVISION' }] } };

const cases: Case[] = [
  {
    name: 'a directory with several kinds of files',
    sources: () => [source('plain', { directory: { recurse: true, exclude: 'deep/skip*' } })],
    args: () => given(apps, checkout),
  },
  {
    name: 'a revision of a bare repository',
    sources: () => [source('shop', { ...shopOptions, targetRevision: '^1' })],
    args: () => [...given(apps, room.bare('apps')), ...given(stable, chartFolder)],
  },
  {
    name: 'a kustomization with options',
    sources: () => [source('over', { kustomize: { namePrefix: 'eu-', images: ['web:2'], replicas: [] } })],
    args: () => given(apps, checkout),
  },
  {
    name: 'a chart that depends on another one, whose archives are in a folder',
    sources: () => [source('shop', shopOptions)],
    args: () => [...given(apps, checkout), ...given(stable, chartFolder)],
  },
  {
    name: 'a chart that depends on another one, which is fetched',
    sources: () => [source('shop', shopOptions)],
    args: () => [...given(apps, checkout), '--fetch'],
  },
  {
    name: 'a chart that depends on another one, which is a folder',
    sources: () => [source('shop', shopOptions)],
    args: () => {
      const folder = join(room.rendering.folder, 'unpacked');
      for (const [path, text] of Object.entries(libraryFiles('1.1.0'))) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), text);
      }
      return [...given(apps, checkout), ...given(stable, folder)];
    },
  },
  {
    name: "a chart that depends on another one by its Repository's name",
    sources: () => [source('alias')],
    args: () => [...given(apps, checkout), ...given('@stable', chartFolder)],
  },
  {
    name: 'a chart of a repository with values of another one',
    sources: () => [
      { repoURL: stable, chart: 'web', targetRevision: '^1', helm: { valueFiles: ['$conf/eu/shop.yaml'] } },
      { repoURL: conf, targetRevision: 'main', ref: 'conf' },
    ],
    args: () => [...given(conf, confCheckout), '--fetch'],
  },
  {
    name: 'several sources, one of which overrides an object of another one',
    sources: () => [
      source('shop', { helm: { valueFiles: ['values.yaml', '$conf/eu/more.yaml'] } }),
      { repoURL: conf, targetRevision: 'main', ref: 'conf' },
      source('base'),
    ],
    args: () => [...given(apps, checkout), ...given(conf, confCheckout), ...given(stable, chartFolder)],
  },
  {
    name: 'what is encrypted for an age key',
    sources: () => [source('sealed')],
    args: () => given(apps, checkout),
    env: { SOPS_AGE_KEY: age.identity },
  },
  {
    name: 'what is encrypted for a PGP key',
    sources: () => [source('sealed-pgp')],
    args: () => {
      const file = join(room.rendering.folder, 'own.asc');
      writeFileSync(file, pgp.privateKey);
      return [...given(apps, checkout), '--decryption-key', file];
    },
  },
  {
    name: 'what is encrypted for a key in Vault',
    sources: () => [source('sealed-vault')],
    args: () => [...given(apps, checkout), '--cloud-key', vault.keyId('red')],
    env: { VAULT_TOKEN: vault.token },
  },
  {
    name: 'submodules that are checked out',
    sources: () => [modules({ recurse: true })],
    args: () => {
      const folder = join(room.rendering.folder, 'checkouts', 'complete');
      cpSync(withModules, folder, { recursive: true });
      cpSync(baseCheckout, join(folder, 'vendor'), { recursive: true });
      return [...given(modulesUrl(), folder), '--submodules'];
    },
  },
  {
    name: 'submodules whose repository is given',
    sources: () => [modules({ recurse: true })],
    args: () => [...given(modulesUrl(), withModules), ...given(base, baseCheckout), '--submodules'],
  },
];

const modulesUrl = () => apps.replace('apps', 'modules');
const modules = (directory: object) => ({ repoURL: modulesUrl(), targetRevision: 'main', path: '.', directory });

describe('nabe render', () => {
  it.each(cases)('prints byte for byte what a worker applies: $name', async ({ sources, args, env = {} }) => {
    expect(await nabeRender(sources(), args(), env)).toEqual(await asWorker(sources()));
  });

  it.each<Omit<Case, 'env'> & { readonly said: () => string }>([
    {
      name: 'a chart that nobody gives',
      sources: () => [source('shop')],
      args: () => given(apps, checkout),
      said: () =>
        `nabe: Application web: the chart depends on web: give the folder of its archives as --repo ${stable}=DIR, or let it be fetched with --fetch`,
    },
    {
      name: 'a chart that is not in its folder',
      sources: () => [source('shop')],
      args: () => [...given(apps, checkout), ...given(stable, confCheckout)],
      said: () =>
        `nabe: Application web: the chart depends on web: the folder ${confCheckout} has neither a folder of chart web nor an archive web-1.1.0.tgz`,
    },
    {
      name: 'a chart that its server does not have',
      sources: () => [{ repoURL: stable, chart: 'none', targetRevision: '1' }],
      args: () => ['--fetch'],
      said: () => `spec.sources[0].chart: ${stable} has no chart none 1`,
    },
    {
      name: 'a revision that a bare repository does not have',
      sources: () => [source('shop', { targetRevision: '^2' })],
      args: () => given(apps, room.bare('apps')),
      said: () => `spec.sources[0].targetRevision: the bare repository ${room.bare('apps')} has no revision ^2`,
    },
    {
      name: 'a file that git LFS keeps elsewhere',
      sources: () => [source('large')],
      args: () => given(apps, checkout),
      said: () => 'large/a.yaml is kept in Git LFS, which is not read: set spec.lfs of its Repository',
    },
    {
      name: 'a submodule that is empty',
      sources: () => [modules({ recurse: true })],
      args: () => [...given(modulesUrl(), withModules), '--submodules'],
      said: () =>
        `the submodule "vendor" is not checked out: run git submodule update --init, or give its repository as --repo ${base}=DIR`,
    },
    {
      name: 'a file without a key that fits',
      sources: () => [source('sealed')],
      args: () => given(apps, checkout),
      said: () =>
        'here, --decryption-key gives keys, SOPS_AGE_KEY_FILE age keys, and --cloud-key those of cloud services',
    },
  ])('says what to do about $name', async ({ sources, args, said }) => {
    const { code, out, error } = await nabeRender(sources(), args(), {});
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(error).toContain(said());
  });
});
