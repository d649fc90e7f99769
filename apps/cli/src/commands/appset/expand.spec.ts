import { symlinkSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allClusters, appSetText, clusterSecrets } from '../../testing/app-set-files.ts';
import { createCliFixture } from '../../testing/cli-fixture.ts';

const { at, write, nabe, remove } = createCliFixture();
beforeAll(() => {
  write('clusters.yaml', clusterSecrets);
  write('set.yaml', appSetText(allClusters));
});
afterAll(remove);

describe('nabe appset expand', () => {
  it('prints one document for each Application, as Argo CD writes it', async () => {
    const { code, out, error } = await nabe(
      'appset',
      'expand',
      '-f',
      at('set.yaml'),
      '--clusters',
      at('clusters.yaml'),
    );
    expect({ code, error }).toEqual({ code: 0, error: '' });
    expect(out.split('---\n').slice(1)).toHaveLength(2);
    expect(out).toContain(`---
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata:
  finalizers:
    - resources-finalizer.argocd.argoproj.io
  name: x-prod-eu
  namespace: argocd
spec:
  destination:
    name: prod-eu
    namespace: web
  project: red
  source:
    path: web
    repoURL: https://git.example.com/apps.git
    targetRevision: main
`);
  });

  it.each([
    { format: 'name', out: 'x-prod-eu\nx-prod-us\n' },
    { format: 'json', out: expect.stringMatching(/^\{\n {2}"items": \[/) },
  ])('prints with -o $format', async ({ format, out }) => {
    const args = ['-f', at('set.yaml'), '--clusters', at('clusters.yaml'), '-o', format];
    expect(await nabe('appset', 'expand', ...args)).toEqual({ code: 0, out, error: '' });
  });

  it('prints the parameter sets with --params', async () => {
    const generators = '    - list: {elements: [{name: a, ports: [80]}]}';
    const file = write('list.yaml', appSetText(generators));
    const { out } = await nabe('appset', 'expand', '-f', file, '--params', '-o', 'json');
    const item = {
      applicationSet: 'web',
      origin: 'generators[0], parameter set 1',
      parameters: { name: 'a', ports: [80] },
    };
    expect(JSON.parse(out)).toEqual({ items: [item] });
  });

  it('reads directories and files of a checkout, links inside it too', async () => {
    for (const name of ['.git/HEAD', 'apps/a/app.yaml', 'apps/b/app.yaml']) write(`repo/${name}`, 'name: from-file\n');
    symlinkSync('../a/app.yaml', at('repo/apps/b/link.yaml'));
    write('repo/apps/b/plain-link.yaml', '../a/app.yaml');
    const git = '    - git: {repoURL: https://r, ';
    const directories = write(
      'dirs.yaml',
      appSetText(`${git}directories: [{path: 'apps/*'}]}`, { name: '{{.path.path}}' }).replace('{{.name}}', 'c'),
    );
    const files = write(
      'files.yaml',
      appSetText(`${git}files: [{path: apps/b/*.yaml}]}`, { name: '{{.path.filename}}-{{.name}}' }),
    );
    const repo = ['--repo', `https://r=${at('repo')}`, '-o', 'name'];
    expect((await nabe('appset', 'expand', '-f', directories, ...repo)).out).toBe('apps/a\napps/b\n');
    expect((await nabe('appset', 'expand', '-f', files, ...repo)).out).toBe(
      'app.yaml-from-file\nlink.yaml-from-file\nplain-link.yaml-from-file\n',
    );
  });

  it('never reads a link that leaves the repository', async () => {
    write('leaky/in.yaml', 'name: in\n');
    write('secret.yaml', 'name: secret\n');
    symlinkSync('../secret.yaml', at('leaky/out.yaml'));
    const file = write('leak.yaml', appSetText("    - git: {repoURL: https://r, files: [{path: '*.yaml'}]}"));
    const args = ['-f', file, '--repo', `https://r=${at('leaky')}`, '-o', 'name'];
    const older = await nabe('appset', 'expand', ...args);
    expect(older).toMatchObject({ code: 1, out: '' });
    expect(older.error).toContain('out.yaml is a link that leaves https://r');
    expect((await nabe('appset', 'expand', ...args, '--git-file-globbing', 'doublestar')).out).toBe('x-in\n');
  });

  it('warns of what the hub refuses, and prints it all the same', async () => {
    const generators = '    - list: {elements: [{name: a}, {name: b}]}';
    const file = write('doubtful.yaml', appSetText(generators, { name: 'same', project: '{{.name}}' }));
    const { code, out, error } = await nabe('appset', 'expand', '-f', file, '-o', 'name');
    expect({ code, out }).toEqual({ code: 0, out: 'same\nsame\n' });
    expect(error.split('\n')).toEqual([
      expect.stringMatching(
        /^warning: ApplicationSet web: Application same is generated 2 times: from generators\[0\]/,
      ),
      expect.stringMatching(/^warning: ApplicationSet web: template.spec.project is templated/),
      '',
    ]);
    const foreign = await nabe('appset', 'expand', '-f', at('list.yaml'), '--tenant', 'blue', '-o', 'name');
    expect(foreign.error).toContain('this set belongs to tenant blue');
  });

  it('answers for code hosts and plugins from a file of facts', async () => {
    const facts = `scmRepositories:
  - organization: acme
    repository: shop
    repositoryId: 17
    url: https://git/acme/shop
    branches: [{name: main, sha: abc}, {name: old, sha: def}]
    paths: [deploy/app.yaml]
pullRequests:
  - {owner: acme, repo: shop, number: 7, title: Cart, branch: cart, targetBranch: main, headSHA: fff, labels: [go], author: ana}
  - {owner: acme, repo: blog, number: 8, title: Blog, branch: b, targetBranch: main, headSHA: eee, author: bo}
plugins:
  sizes: {parameters: [{tier: small}]}
`;
    write(
      'objects.yaml',
      'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: sizes, namespace: argocd}\ndata: {baseUrl: https://p}\n',
    );
    const generators = `    - scmProvider: {github: {organization: acme}, filters: [{pathsExist: [deploy]}], values: {name: '{{.repository}}-{{.branch}}'}}
    - pullRequest: {github: {owner: acme, repo: shop, labels: [go]}, values: {name: 'pr-{{.number}}'}}
    - plugin: {configMapRef: {name: sizes}, values: {name: '{{.tier}}'}}`;
    const text = appSetText(generators, { name: '{{.values.name}}' }).replace("'{{.name}}', namespace", 'c, namespace');
    const args = [
      '-f',
      write('world.yaml', text),
      '--facts',
      write('facts.yaml', facts),
      '--objects',
      at('objects.yaml'),
    ];
    expect(await nabe('appset', 'expand', ...args, '-o', 'name')).toEqual({
      code: 0,
      out: 'shop-main\npr-7\nsmall\n',
      error: '',
    });
  });
});
