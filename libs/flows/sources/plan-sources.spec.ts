import { describe, expect, it } from 'vitest';
import { planIdentity } from '#core/sources/plan/plan-identity.ts';
import type { ApplicationSource } from '#core/resources/application-source.ts';
import { type MemoryFile, MemoryGit } from '#testing/sources/memory-git.ts';
import { planSources } from './plan-sources.ts';

type Files = Readonly<Record<string, MemoryFile>>;

const repoURL = 'https://git.example/red/apps.git';
const commit = '0123456789abcdef0123456789abcdef01234567';

async function planOf(files: Files, ...sources: readonly Partial<ApplicationSource & { isRendered: boolean }>[]) {
  const git = new MemoryGit();
  git.commit(commit, files);
  const isAlone = sources.length === 1;
  const listed = sources.map(({ isRendered = true, ...source }, index) => ({
    repository: { url: repoURL },
    commit,
    source: { repoURL, targetRevision: 'main', path: '.', ...source },
    isRendered,
    field: isAlone ? 'source' : `sources[${index}]`,
  }));
  const planned = await planSources({ sources: listed, application: 'web', namespace: 'shop', tenant: 'red' }, git);
  return planned.ok ? planned.value.plans : planned.failure.message;
}

const pod = 'apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n';
const chart = { 'web/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n', 'web/templates/a.yaml': pod };
const overlay = {
  'base/kustomization.yaml': 'resources: [a.yaml]\n',
  'base/a.yaml': pod,
  'web/kustomization.yaml': 'resources:\n  - ../base\n',
};

describe('planSources finds what renders a source', () => {
  it.each<{ name: string; files: Files; source?: Partial<ApplicationSource>; kind: string }>([
    { name: 'a Chart.yaml', files: { ...chart, 'web/kustomization.yaml': '' }, kind: 'helm' },
    { name: 'kustomization.yaml', files: { 'web/kustomization.yaml': 'resources: []' }, kind: 'kustomize' },
    { name: 'kustomization.yml', files: { 'web/kustomization.yml': 'resources: []' }, kind: 'kustomize' },
    { name: 'Kustomization', files: { 'web/Kustomization': 'resources: []' }, kind: 'kustomize' },
    { name: 'neither', files: { 'web/a.yaml': pod }, kind: 'directory' },
    { name: 'a directory block beside a Chart.yaml', files: chart, source: { directory: {} }, kind: 'directory' },
    { name: 'a helm block without options', files: chart, source: { helm: {} }, kind: 'helm' },
  ])('by $name', async ({ files, source, kind }) => {
    expect(await planOf(files, { path: 'web', ...source })).toEqual([expect.objectContaining({ kind })]);
  });
});

describe('planSources depends on what is read, and on nothing else', () => {
  const identities = async (files: Files, source: Partial<ApplicationSource>) => {
    const plans = await planOf(files, { path: 'web', ...source });
    return typeof plans === 'string' ? plans : plans.map(planIdentity);
  };

  it.each<{ name: string; files: Files; source?: Partial<ApplicationSource>; change: Files; isSame: boolean }>([
    { name: 'a base outside of the path', files: overlay, change: { 'base/a.yaml': 'x' }, isSame: false },
    { name: 'a neighbour of the base', files: overlay, change: { 'other/a.yaml': 'x' }, isSame: true },
    {
      name: 'a value file outside of the chart',
      files: { ...chart, 'env/eu.yaml': 'a: 1' },
      source: { helm: { valueFiles: ['/env/eu.yaml'] } },
      change: { 'env/eu.yaml': 'a: 2' },
      isSame: false,
    },
    {
      name: 'a neighbour of the value file',
      files: { ...chart, 'env/eu.yaml': 'a: 1' },
      source: { helm: { valueFiles: ['/env/eu.yaml'] } },
      change: { 'env/us.yaml': 'a: 2' },
      isSame: true,
    },
    {
      name: 'a value file that was missing',
      files: chart,
      source: { helm: { valueFiles: ['eu.yaml'], ignoreMissingValueFiles: true } },
      change: { 'web/eu.yaml': 'a: 2' },
      isSame: false,
    },
    {
      name: 'anything, where a link leads out of the chart',
      files: { ...chart, 'web/x.yaml': { link: '../env/eu.yaml' }, 'env/eu.yaml': 'a: 1' },
      change: { 'docs/a.md': 'x' },
      isSame: false,
    },
    {
      name: 'a chart of the same repository that it depends on',
      files: {
        ...chart,
        'web/Chart.yaml':
          'apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies: [{name: lib, repository: "file://../lib"}]\n',
        'lib/Chart.yaml': 'apiVersion: v2\nname: lib\nversion: 1.0.0\n',
      },
      change: { 'lib/templates/x.yaml': pod },
      isSame: false,
    },
  ])('tells a change of $name', async ({ files, source = {}, change, isSame }) => {
    const before = await identities(files, source);
    const after = await identities({ ...files, ...change }, source);
    expect(Array.isArray(before) && JSON.stringify(before) === JSON.stringify(after)).toBe(isSame);
  });
});

describe('planSources refuses, with file and line where there is one,', () => {
  const kustomization = (text: string): Files => ({ 'web/kustomization.yaml': `# ours\n${text}` });

  it.each<{ name: string; files: Files; source?: Partial<ApplicationSource>; message: string }>([
    {
      name: 'a remote base',
      files: kustomization('resources:\n  - a.yaml\n  - https://github.com/x/y//deploy?ref=v1\n'),
      message:
        'web/kustomization.yaml:4: "https://github.com/x/y//deploy?ref=v1" is remote, and rendering has no network: keep a copy of it in the repository',
    },
    {
      name: 'a remote base in the short form of SSH, and shows no user',
      files: kustomization('resources: ["git@example.com:x/y.git"]\n'),
      message:
        'web/kustomization.yaml:2: a remote address is remote, and rendering has no network: keep a copy of it in the repository',
    },
    {
      name: 'a remote base of a base, with an option for git',
      files: { ...overlay, 'base/kustomization.yaml': 'bases:\n  - github.com/x/y?ref=--upload-pack=touch\n' },
      message:
        'base/kustomization.yaml:2: "github.com/x/y?ref=--upload-pack=touch" is remote, and rendering has no network: keep a copy of it in the repository',
    },
    {
      name: 'a remote patch',
      files: kustomization('patches:\n  - path: http://x.example/p.yaml\n'),
      message:
        'web/kustomization.yaml:3: "http://x.example/p.yaml" is remote, and rendering has no network: keep a copy of it in the repository',
    },
    {
      name: 'a remote schema',
      files: kustomization('openapi:\n  path: https://x.example/s.json\n'),
      message:
        'web/kustomization.yaml:3: "https://x.example/s.json" is remote, and rendering has no network: keep a copy of it in the repository',
    },
    {
      name: 'a chart inside of a kustomization',
      files: kustomization('helmCharts:\n  - name: redis\n'),
      message: 'web/kustomization.yaml:3: helmCharts is refused: use a source with helm for a chart',
    },
    {
      name: "Helm's configuration inside of a kustomization",
      files: kustomization('helmGlobals:\n  configHome: plugins\n'),
      message: 'web/kustomization.yaml:3: helmGlobals is refused: use a source with helm for a chart',
    },
    {
      name: 'a plugin in a file',
      files: {
        ...kustomization('generators: [g.yaml]\n'),
        'web/g.yaml': '# mine\napiVersion: example.com/v1\nkind: Maker\nmetadata: {name: m}\n',
      },
      message: 'web/g.yaml:2: Maker is a plugin that is not built into Kustomize, and rendering runs no programs',
    },
    {
      name: 'a function written into the kustomization',
      files: kustomization(`transformers:
  - |-
    apiVersion: builtin
    kind: Maker
    metadata:
      name: m
      annotations: {config.kubernetes.io/function: "exec: {path: ./run.sh}"}
`),
      message:
        'web/kustomization.yaml:3: Maker is a function, and rendering runs no programs: use what is built into Kustomize',
    },
    {
      name: 'a kustomization that cannot be read',
      files: kustomization('resources: [a\n'),
      message: expect.stringMatching(/^web\/kustomization\.yaml:\d+: /),
    },
    {
      name: 'a label that is in the kustomization already',
      files: kustomization('commonLabels: {team: git}\n'),
      source: { kustomize: { commonLabels: { team: 'red' } } },
      message: 'kustomize.commonLabels: team is in the kustomization already: remove one, or set forceCommonLabels',
    },
    {
      name: 'an image that changes nothing',
      files: kustomization('resources: []\n'),
      source: { kustomize: { images: ['nginx'] } },
      message: 'kustomize.images: "nginx" changes nothing: write NAME:TAG, NAME@DIGEST or NAME=NEW',
    },
    {
      name: 'a component that does not exist',
      files: kustomization('resources: []\n'),
      source: { kustomize: { components: ['../none'] } },
      message:
        'kustomize.components: "../none" is no directory of the repository: correct it, or set ignoreMissingComponents',
    },
    {
      name: 'a link out of the repository',
      files: { ...chart, 'web/files/passwd': { link: '../../../etc/passwd' } },
      message: 'the symbolic link "web/files/passwd" leads out of the repository: remove it',
    },
    {
      name: 'a value file beyond the root',
      files: chart,
      source: { helm: { valueFiles: ['../../etc/passwd'] } },
      message: 'helm.valueFiles: "../../etc/passwd" leads out of the repository',
    },
    {
      name: 'a value file that is an address',
      files: chart,
      source: { helm: { valueFiles: ['file:///etc/passwd'] } },
      message:
        'helm.valueFiles: "file:///etc/passwd" is an address, and rendering has no network: keep the file in a repository',
    },
    {
      name: 'a value file that does not exist',
      files: chart,
      source: { helm: { valueFiles: ['/etc/passwd'] } },
      message: 'helm.valueFiles: "/etc/passwd" does not exist: correct it, or set ignoreMissingValueFiles',
    },
    {
      name: 'a value file of a source that nobody named',
      files: chart,
      source: { helm: { valueFiles: ['$values/a.yaml'] } },
      message: 'helm.valueFiles: "$values/a.yaml" names no source: none of the Application\'s sources has this ref',
    },
    {
      name: 'a file parameter beyond the root',
      files: chart,
      source: { helm: { fileParameters: [{ name: 'key', path: '../../../root/.ssh/id' }] } },
      message: 'helm.fileParameters: key: "../../../root/.ssh/id" leads out of the repository',
    },
    {
      name: 'a local chart that is not there',
      files: {
        'web/Chart.yaml':
          'apiVersion: v2\nname: web\nversion: 1.0.0\ndependencies: [{name: lib, repository: "file://../../lib"}]\n',
      },
      message:
        'web/Chart.yaml: the dependency lib is not where "file://../../lib" says: there is no chart in the repository',
    },
    {
      name: 'two tools for one source',
      files: chart,
      source: { helm: {}, kustomize: {} },
      message: 'the source has both helm and kustomize: leave one of them',
    },
    {
      name: 'a name of a release that Helm does not take',
      files: chart,
      source: { helm: { releaseName: 'x'.repeat(54) } },
      message: `the release name ${'x'.repeat(54)} has more than 53 characters: give helm.releaseName`,
    },
    {
      name: 'a path that is no directory',
      files: { web: 'x' },
      source: { helm: {} },
      message: 'source.path "web" is no directory',
    },
  ])('$name', async ({ files, source, message }) => {
    expect(await planOf(files, { path: 'web', ...source })).toEqual(message);
  });

  it('a ref that is given twice', async () => {
    const plans = await planOf(chart, { ref: 'a', isRendered: false }, { ref: 'a', isRendered: false });
    expect(plans).toBe('sources[1].ref a is given twice: choose another name');
  });

  it('one of several sources by its place', async () => {
    const plans = await planOf(chart, { path: 'web' }, { path: 'none' });
    expect(plans).toBe('sources[1]: source.path "none" does not exist in this commit');
  });
});
