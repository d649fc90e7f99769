import { describe, expect, it } from 'vitest';
import type { GitFilesRequest } from '../../facts/git-facts.ts';
import { known, runGenerators } from '../../testing/run-generators.ts';

const repoURL = 'https://git.example.com/apps';
const files = (more: object = {}) => ({ git: { repoURL, files: [{ path: '*.yaml' }], ...more } });
const holding = (...given: [path: string, text: string][]) => ({
  files: () => known(given.map(([path, text]) => ({ path, text }))),
});

describe('generateFromGit: files', () => {
  it.each([
    {
      name: 'flattens data to texts and lets the path win',
      world: holding(['apps/web/x.yaml', 'name: web\nport: 8080\npath: lost\nhosts: [a, b]\non: yes']),
      sets: [
        {
          name: 'web',
          port: '8080',
          'hosts.0': 'a',
          'hosts.1': 'b',
          true: 'true',
          path: 'apps/web',
          'path.basename': 'web',
          'path.basenameNormalized': 'web',
          'path.filename': 'x.yaml',
          'path.filenameNormalized': 'x.yaml',
          'path[0]': 'apps',
          'path[1]': 'web',
        },
      ],
    },
    {
      name: 'gives nested data with goTemplate, a list of objects as several sets',
      goTemplate: true,
      world: holding(['x.json', '[{"a":{"b":1}}, null]']),
      sets: [{ a: { b: 1 }, path: rootPath('x.json') }, { path: rootPath('x.json') }],
    },
    {
      name: 'takes an empty file for an empty object, files by path',
      goTemplate: true,
      world: holding(['b.yaml', '# nothing'], ['a.yaml', 'null']),
      sets: [{ path: rootPath('a.yaml') }, { path: rootPath('b.yaml') }],
    },
    {
      name: 'moves the path with pathParamPrefix and renders values over it',
      goTemplate: false,
      world: holding(['d/f.yaml', 'name: web']),
      more: { pathParamPrefix: 'p', values: { where: '{{p.path}}/{{name}}' } },
      sets: [
        {
          name: 'web',
          'p.path': 'd',
          'p.path.basename': 'd',
          'p.path.basenameNormalized': 'd',
          'p.path.filename': 'f.yaml',
          'p.path.filenameNormalized': 'f.yaml',
          'p.path[0]': 'd',
          'values.where': 'd/web',
        },
      ],
    },
  ])('$name', ({ world, sets, more = {}, goTemplate = false }) => {
    expect(runGenerators([files(more)], world, goTemplate)).toEqual(sets);
  });

  it.each([
    { name: 'a list of texts', text: '- a\n- b', message: 'x.yaml of https://git.example.com/apps: parameters are an' },
    { name: 'broken YAML', text: 'a: [', message: 'x.yaml of https://git.example.com/apps: not YAML or JSON: line' },
  ])('refuses $name, and says where', ({ text, message }) => {
    expect(runGenerators([files()], holding(['x.yaml', text]))).toEqual([
      { kind: 'invalid-generator', field: 'generators[0].git', message: expect.stringContaining(message) },
    ]);
  });

  it('asks with placeholders filled in, exclusions too', () => {
    const asked: GitFilesRequest[] = [];
    const world = {
      files: (request: GitFilesRequest) => {
        asked.push(request);
        return known([]);
      },
    };
    const child = files({ revision: '{{tag}}', files: [{ path: '{{dir}}/*' }, { path: 'x', exclude: true }] });
    runGenerators([{ matrix: { generators: [{ list: { elements: [{ tag: 'v1', dir: 'd' }] } }, child] } }], world);
    expect(asked).toEqual([{ repoURL, revision: 'v1', patterns: [{ path: 'd/*' }, { path: 'x', exclude: true }] }]);
  });

  it('asks for one of directories and files', () => {
    expect(runGenerators([{ git: { repoURL } }], {})).toEqual([
      { kind: 'invalid-generator', field: 'generators[0].git', message: expect.stringContaining('`files`') },
    ]);
  });
});

function rootPath(filename: string) {
  const names = { basename: '.', basenameNormalized: '', filename, filenameNormalized: filename };
  return { path: '.', ...names, segments: ['.'] };
}
