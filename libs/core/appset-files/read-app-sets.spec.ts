import { describe, expect, it } from 'vitest';
import { describeProblem } from './file-problem.ts';
import { isInDoubt, readAppSets } from './read-app-sets.ts';

function setText(name: string, generators = '    - list: {elements: [{a: "1"}]}'): string {
  return `apiVersion: argoproj.io/v1alpha1
kind: ApplicationSet
metadata:
  name: ${name}
  namespace: argocd
spec:
  generators:
${generators}
  template:
    metadata:
      name: x-{{a}}
    spec:
      destination: {name: prod, namespace: red}
`;
}

function read(files: Readonly<Record<string, string>>) {
  return readAppSets(Object.entries(files).map(([path, text]) => ({ path, text })));
}

function problemsOf(text: string): string[] {
  return read({ 'sets.yaml': text }).problems.map(describeProblem);
}

describe('readAppSets', () => {
  it('reads several documents of several files, YAML or JSON, and tells where each set stands', () => {
    const json = JSON.stringify({
      apiVersion: 'nabe.dev/v1alpha1',
      kind: 'ApplicationSet',
      metadata: { name: 'c', labels: { team: 'x' } },
      spec: { generators: [], template: { metadata: { name: 'n' }, spec: {} } },
    });
    const other = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: of-an-ApplicationSet}\n';
    const { sets, problems, inDoubt } = read({
      'a.yaml': `# ours\n${setText('a')}---\n${other}---\n---\n${setText('b')}`,
      'c.json': json,
    });
    expect(sets.map(({ name, file, line, labels }) => ({ name, file, line, labels }))).toEqual([
      { name: 'a', file: 'a.yaml', line: 2, labels: {} },
      { name: 'b', file: 'a.yaml', line: 21, labels: {} },
      { name: 'c', file: 'c.json', line: 1, labels: { team: 'x' } },
    ]);
    expect({ problems, inDoubt }).toEqual({ problems: [], inDoubt: { all: false, files: [], names: [] } });
  });

  it('reads YAML as Kubernetes does', () => {
    const generators = '    - list: {elements: [{yes: on, octal: 017, day: 2024-01-31, time: 1:30}]}';
    const [set] = read({ 'a.yaml': setText('a', generators) }).sets;
    expect(set?.spec.generators[0]?.list?.elements).toEqual([
      { true: true, octal: 15, day: '2024-01-31', time: '1:30' },
    ]);
  });

  it.each([
    {
      name: 'a misspelt field, with the one that was meant',
      text: setText('a', '    - clusters:\n        selector:\n          matchLabel: {env: prod}'),
      problems: [
        'sets.yaml:10:11: spec.generators[0].clusters.selector.matchLabel: unknown field; did you mean "matchLabels"?',
      ],
    },
    {
      name: 'a generator nobody has',
      text: setText('a', '    - webhook: {}'),
      problems: [
        'sets.yaml:8:7: spec.generators[0].webhook: unknown field; this version reads clusterDecisionResource, clusters, git, list, matrix, merge, plugin, pullRequest, scmProvider, selector',
      ],
    },
    {
      name: 'every problem of a file at once',
      text: setText('a', '    - lst: {}\n    - git: {directories: []}'),
      problems: [
        'sets.yaml:8:7: spec.generators[0].lst: unknown field; did you mean "list"?',
        'sets.yaml:9:7: spec.generators[1].git.repoURL: required, text expected',
      ],
    },
    {
      name: 'a word that YAML takes for something else, and other values of a wrong type',
      text: setText('a', '    - clusters: {values: {a: yes, b: 1, c: [x]}, flatList: "true"}\n    - list:'),
      problems: [
        'sets.yaml:8:27: spec.generators[0].clusters.values.a: text expected, found true; write it in quotes',
        'sets.yaml:8:35: spec.generators[0].clusters.values.b: text expected, found 1; write it in quotes',
        'sets.yaml:8:41: spec.generators[0].clusters.values.c: text expected, found a list',
        'sets.yaml:8:50: spec.generators[0].clusters.flatList: true or false expected, found text',
        'sets.yaml:9:7: spec.generators[1].list: an object expected, found nothing',
      ],
    },
    {
      name: 'an API version that nobody reads',
      text: setText('a').replace('v1alpha1', 'v1alph1'),
      problems: ['sets.yaml:1:1: apiVersion: unknown "argoproj.io/v1alph1"; did you mean "argoproj.io/v1alpha1"?'],
    },
    {
      name: 'a name that is none',
      text: setText('Not_A_Name'),
      problems: [expect.stringMatching(/^sets\.yaml:4:3: metadata\.name: /)],
    },
    {
      name: 'a misspelt kind',
      text: setText('a').replace('ApplicationSet', 'AplicationSet'),
      problems: ['sets.yaml:2:1: kind: unknown kind "AplicationSet"; did you mean "ApplicationSet"?'],
    },
    {
      name: 'a key written twice',
      text: setText('a').replace('  namespace', '  name'),
      problems: ['sets.yaml:5:3: the key name is written twice'],
    },
    {
      name: 'a broken indentation',
      text: setText('a').replace('  name: a', ' name: a'),
      problems: [expect.stringMatching(/^sets\.yaml:\d+:\d+: not valid YAML: /)],
    },
    {
      name: 'an alias bomb',
      text: `${setText('a')}  x: &x [a,a,a,a,a,a,a,a,a]\n  y: &y [*x,*x,*x,*x,*x,*x,*x,*x,*x]\n  z: &z [*y,*y,*y,*y,*y,*y,*y,*y,*y]\n  w: &w [*z,*z,*z,*z,*z,*z,*z,*z,*z]\n  v: &v [*w,*w,*w,*w,*w,*w,*w,*w,*w]\n  u: [*v,*v,*v,*v,*v,*v,*v,*v,*v]\n`,
      problems: ['sets.yaml:1:1: the file is too large once its aliases are written out'],
    },
    {
      name: 'nesting without end',
      text: `ApplicationSet: ${'['.repeat(100_000)}`,
      problems: ['sets.yaml:1:1: the document is nested too deeply'],
    },
    {
      name: 'a file beyond the limit',
      text: `# ApplicationSet ${'x'.repeat(1024 * 1024)}`,
      problems: ['sets.yaml:1:1: the file has more than 524288 characters; split it'],
    },
  ])('tells $name', ({ text, problems }) => {
    const found = problemsOf(text);
    expect(found.slice(0, problems.length)).toEqual(problems);
  });

  it('leaves files alone that hold no set, valid or not', () => {
    expect(read({ 'chart/templates/x.yaml': '{{ if .Values.x }}\nkind: Service\n{{ end }}' })).toEqual({
      sets: [],
      problems: [],
      inDoubt: { all: false, files: [], names: [] },
    });
  });

  it('refuses a name in two places, and holds on to what exists of it', () => {
    const { sets, problems, inDoubt } = read({
      'a.yaml': setText('twin'),
      'b.yaml': setText('twin'),
      'c.yaml': setText('c'),
    });
    expect(sets.map(({ name }) => name)).toEqual(['c']);
    expect(problems.map(describeProblem)).toEqual([
      'a.yaml:1:1: metadata.name: ApplicationSet twin is defined here and in b.yaml:1; rename or remove one',
      'b.yaml:1:1: metadata.name: ApplicationSet twin is defined here and in a.yaml:1; rename or remove one',
    ]);
    expect(inDoubt).toEqual({ all: false, files: ['a.yaml', 'b.yaml'], names: ['twin'] });
  });
});

describe('isInDoubt', () => {
  const broken = setText('a', '    - lst: {}');

  it.each([
    { name: 'a set with a problem', files: { 'x.yaml': broken }, set: { name: 'a', file: 'old.yaml' }, doubt: true },
    {
      name: 'a set that came from a file with a problem',
      files: { 'x.yaml': broken },
      set: { name: 'gone', file: 'x.yaml' },
      doubt: true,
    },
    { name: 'a set of a sound file', files: { 'x.yaml': broken }, set: { name: 'gone', file: 'y.yaml' }, doubt: false },
    {
      name: 'every set while a text cannot be read',
      files: { 'x.yaml': `${broken}: [` },
      set: { name: 'gone', file: 'y.yaml' },
      doubt: true,
    },
    {
      name: 'every set while a document does not tell its name',
      files: { 'x.yaml': setText('a').replace('  name: a\n', '') },
      set: { name: 'gone' },
      doubt: true,
    },
    {
      name: 'nothing when all is sound',
      files: { 'x.yaml': setText('a') },
      set: { name: 'gone', file: 'x.yaml' },
      doubt: false,
    },
  ])('$name: $doubt', ({ files, set, doubt }) => {
    expect(isInDoubt(read(files).inDoubt, set)).toBe(doubt);
  });
});
