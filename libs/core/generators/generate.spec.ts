import { describe, expect, it } from 'vitest';
import { succeed } from '#core/model/result.ts';
import { ApplicationSetSpec } from '#core/resources/application-set.ts';
import { renderFastTemplate } from '#core/templating/render-fast-template.ts';
import type { Facts } from './facts.ts';
import { unansweredFacts } from './facts/unanswered-facts.ts';
import { generate } from './generate.ts';
import type { TemplateEngines } from './template-engine.ts';

const engines: TemplateEngines = () => ({
  render: (text, parameters) => succeed(renderFastTemplate(text, parameters)),
});

const directories: Readonly<Record<string, readonly string[]>> = {
  'https://git.example.com/apps': ['apps', 'apps/web', 'apps/api', 'apps/.hidden', '.ci'],
  'https://git.example.com/infra': ['dns'],
};

const facts: Facts = {
  ...unansweredFacts,
  clusters: {
    complete: true,
    value: ['west', 'east'].map((name) => ({
      name,
      server: `https://${name}`,
      labels: { zone: name },
      annotations: {},
    })),
  },
  directories: (repoURL) => ({ complete: true, value: directories[repoURL] ?? [] }),
};

function specOf(generators: readonly object[], goTemplate = false): ApplicationSetSpec {
  return ApplicationSetSpec.parse({ goTemplate, generators, template: { metadata: { name: 'x' }, spec: {} } });
}

function run(generators: readonly object[], goTemplate = false, world = facts) {
  const generated = generate(specOf(generators, goTemplate), world, engines);
  return generated.ok ? generated.value.map(({ parameters }) => parameters) : generated.failure;
}

const list = (key: string, ...values: string[]) => ({ list: { elements: values.map((value) => ({ [key]: value })) } });
const git = (repoURL: string) => ({ git: { repoURL, directories: [{ path: '*' }, { path: '*/*' }] } });
const matrix = (...generators: object[]) => ({ matrix: { generators } });

describe('generate', () => {
  it('keeps the order of generators, clusters by name and directories by path', () => {
    const generated = generate(specOf([{ clusters: {} }, git('https://git.example.com/apps')]), facts, engines);
    expect(
      generated.ok && generated.value.map(({ parameters, origin }) => [parameters.name ?? parameters.path, origin]),
    ).toEqual([
      ['east', 'generators[0], parameter set 1'],
      ['west', 'generators[0], parameter set 2'],
      ['apps', 'generators[1], parameter set 1'],
      ['apps/api', 'generators[1], parameter set 2'],
      ['apps/web', 'generators[1], parameter set 3'],
    ]);
  });

  it.each([
    { name: 'one child', generators: [matrix(list('a', '1', '2'))], sets: [{ a: '1' }, { a: '2' }] },
    {
      name: 'three children, the first outermost',
      generators: [matrix(list('a', '1', '2'), list('b', 'x'), list('c', 'y', 'z'))],
      sets: [
        { a: '1', b: 'x', c: 'y' },
        { a: '1', b: 'x', c: 'z' },
        { a: '2', b: 'x', c: 'y' },
        { a: '2', b: 'x', c: 'z' },
      ],
    },
    {
      name: 'a third child that sees the first two',
      generators: [matrix(list('a', '1'), list('b', '{{a}}2'), list('c', '{{a}}-{{b}}'))],
      sets: [{ a: '1', b: '12', c: '1-12' }],
    },
    {
      name: 'nesting to any depth, inner matrices seeing outer parameters',
      generators: [
        matrix(list('a', '1'), matrix(list('b', '{{a}}2'), matrix(list('c', '3'), list('d', '{{a}}{{b}}{{c}}')))),
      ],
      sets: [{ a: '1', b: '12', c: '3', d: '1123' }],
    },
    { name: 'a child without sets', generators: [matrix(list('a', '1'), list('b'))], sets: [] },
  ])('multiplies a matrix of $name', ({ generators, sets }) => {
    expect(run(generators)).toEqual(sets);
  });

  it('lets the first child of a matrix win under goTemplate', () => {
    const second = { list: { elements: [{ a: 'second', b: { x: '1', y: '2' } }] } };
    const first = { list: { elements: [{ a: 'first', b: { x: '' } }] } };
    expect(run([matrix(first, second)], true)).toEqual([{ a: 'first', b: { x: '', y: '2' } }]);
  });

  it.each([
    {
      name: 'a key with two values in a matrix',
      generators: [matrix(list('a', '1'), list('a', '2'))],
      field: 'generators[0].matrix.generators[1]',
      message: /parameter "a" has two values/,
    },
    {
      name: 'a child with two generators',
      generators: [matrix({ ...list('a', '1'), clusters: {} })],
      field: 'generators[0].matrix.generators[0]',
      message: /exactly one generator; found list and clusters/,
    },
    {
      name: 'a number without goTemplate',
      generators: [{ list: { elements: [{ a: 1 }] } }],
      field: 'generators[0].list.elements[0].a',
      message: /text only/,
    },
    {
      name: 'a selector key that is no label key',
      generators: [{ ...list('a', '1'), selector: { matchLabels: { 'path[0]': 'x' } } }],
      field: 'generators[0].selector',
      message: /not a label key/,
    },
    {
      name: 'git without directories',
      generators: [{ git: { repoURL: 'x', files: [] } }],
      field: 'generators[0].git',
      message: /give `directories`/,
    },
  ])('fails the set for $name', ({ generators, field, message }) => {
    expect(run([list('ok', '1'), ...generators].slice(1))).toEqual([
      { kind: 'invalid-generator', field, message: expect.stringMatching(message) },
    ]);
  });

  it('stops a product nobody can have meant', () => {
    const many = list('a', ...Array.from({ length: 400 }, (_, index) => String(index)));
    const other = { list: { elements: many.list.elements.map(({ a = '' }) => ({ b: a })) } };
    expect(run([matrix(many, other)])).toEqual([
      {
        kind: 'invalid-generator',
        field: 'generators[0].matrix.generators[1]',
        message: expect.stringContaining('100000'),
      },
    ]);
  });

  it('never shortens a list: facts that are not complete fail the set, all of them told', () => {
    const world: Facts = {
      ...unansweredFacts,
      clusters: { complete: false, message: 'the list of clusters is not complete' },
      directories: (repoURL) => ({ complete: false, message: `${repoURL} cannot be reached` }),
    };
    expect(run([{ clusters: {} }, list('a', '1'), git('https://git.example.com/apps')], false, world)).toEqual([
      { kind: 'facts-incomplete', field: 'generators[0].clusters', message: 'the list of clusters is not complete' },
      {
        kind: 'facts-incomplete',
        field: 'generators[2].git',
        message: 'https://git.example.com/apps cannot be reached',
      },
    ]);
  });

  it('asks for every repository that parameters name, in one round', () => {
    const asked: string[] = [];
    const unread: Facts = {
      ...facts,
      directories(repoURL, revision) {
        asked.push(`${repoURL} at ${revision}`);
        return { complete: false, message: 'not read yet' };
      },
    };
    run([matrix(list('repo', 'apps', 'infra'), git('https://git.example.com/{{repo}}'))], false, unread);
    expect(asked).toEqual(['https://git.example.com/apps at HEAD', 'https://git.example.com/infra at HEAD']);
  });

  it('cannot be led to prototypes by keys that tenants choose', () => {
    const hostile: unknown = JSON.parse('[{"list":{"elements":[{"a":"1","__proto__":"x"}]}}]');
    const spec = ApplicationSetSpec.shape.generators.safeParse(hostile);
    const sets = spec.success ? run([...spec.data, list('b', '{{__proto__}}{{constructor}}')]) : [];
    expect(sets).toHaveLength(2);
    expect(Object.getPrototypeOf({})).toBe(Object.prototype);
    expect(sets.every((set) => Object.getPrototypeOf(set) === Object.prototype)).toBe(true);
  });
});
