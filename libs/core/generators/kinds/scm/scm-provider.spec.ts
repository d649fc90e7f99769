import { describe, expect, it } from 'vitest';
import type { Facts } from '../../facts.ts';
import type { ScmRepository } from '../../facts/scm-facts.ts';
import { goText } from '../../parameters/go-text.ts';
import { known, runGenerators } from '../../testing/run-generators.ts';

const repository = (name: string, ...labels: string[]): ScmRepository => ({
  organization: 'acme',
  repository: name,
  repositoryId: 1_234_567_890,
  url: `https://git.example.com/acme/${name}.git`,
  defaultBranch: 'main',
  labels,
});

const paths: Readonly<Record<string, readonly string[]>> = {
  'web main': ['chart', 'README.md'],
  'web next': ['chart'],
  'api main': ['README.md'],
};

const sha = '0123456789abcdef';

/** Two repositories; `next` is a branch of `web` only. */
const world: Partial<Facts> = {
  scmRepositories: () => known([repository('web', 'live', 'front'), repository('api', 'live')]),
  scmBranches: ({ repository: { repository: name }, provider }) =>
    known(
      ['main', ...(name === 'web' && provider.options.allBranches ? ['next'] : [])].map((branch) => ({
        name: branch,
        sha,
      })),
    ),
  scmPathExists: ({ repository: { repository: name }, branch, path }) =>
    known((paths[`${name} ${branch.name}`] ?? []).includes(path)),
};

const scm = (filters: object[] = [], allBranches = true) => ({
  scmProvider: { github: { organization: 'acme', allBranches }, filters },
});

const named = { name: '{{repository}} {{branch}}' };

function found(generator: ReturnType<typeof scm>): string[] {
  const sets = runGenerators([{ scmProvider: { ...generator.scmProvider, values: named } }], world);
  return sets.map((set) => goText(('values.name' in set ? set['values.name'] : set.message) ?? null));
}

describe('generateFromScmProvider', () => {
  it('gives the parameters of a repository, the same in both modes', () => {
    const generator = {
      scmProvider: { ...scm([{ repositoryMatch: 'web' }], false).scmProvider, values: { v: '{{repository}}' } },
    };
    expect(runGenerators([generator], world)).toEqual([
      {
        organization: 'acme',
        repository: 'web',
        repository_id: 1_234_567_890n,
        url: 'https://git.example.com/acme/web.git',
        branch: 'main',
        branchNormalized: 'main',
        sha,
        short_sha: '01234567',
        short_sha_7: '0123456',
        labels: 'live,front',
        'values.v': 'web',
      },
    ]);
  });

  it.each([
    { name: 'takes all without filters, by name', filters: [], answer: ['api main', 'web main', 'web next'] },
    { name: 'needs every field of a filter', filters: [{ repositoryMatch: '^web', labelMatch: 'none' }], answer: [] },
    {
      name: 'takes alternatives',
      filters: [{ repositoryMatch: '^api' }, { labelMatch: '^fro' }],
      answer: ['api main', 'web main', 'web next'],
    },
    {
      name: 'lets filters on branches narrow those on repositories',
      filters: [{ repositoryMatch: '^web' }, { branchMatch: '^main$' }],
      answer: ['web main'],
    },
    {
      name: 'looks for paths, with a slash at their end too',
      filters: [{ pathsExist: ['chart/'] }],
      answer: ['web main', 'web next'],
    },
    {
      name: 'looks for paths that are not there',
      filters: [{ pathsExist: ['chart'], pathsDoNotExist: ['README.md'] }],
      answer: ['web next'],
    },
    { name: 'passes over an empty filter', filters: [{}, { branchMatch: 'next' }], answer: ['web next'] },
  ])('$name', ({ filters, answer }) => {
    expect(found(scm(filters))).toEqual(answer);
  });

  it('asks for all that is left in each round, and never gives a shorter list', () => {
    const asked: string[] = [];
    const facts: Partial<Facts> = {
      ...world,
      scmBranches: ({ repository: { repository: name } }) => {
        asked.push(name);
        return { complete: false, message: `the branches of ${name} are being read` };
      },
    };
    expect(runGenerators([scm()], facts)).toEqual([
      { kind: 'facts-incomplete', field: 'generators[0].scmProvider', message: 'the branches of api are being read' },
    ]);
    expect(asked).toEqual(['api', 'web']);
  });

  it.each([
    { name: 'no code host', generator: { scmProvider: {} }, field: '', message: /name a code host/ },
    {
      name: 'two code hosts',
      generator: { scmProvider: { github: { organization: 'a' }, gitlab: { group: 'a' } } },
      field: '',
      message: /not both github and gitlab/,
    },
    {
      name: 'a broken expression',
      generator: scm([{ repositoryMatch: 'a' }, { branchMatch: '[z-a]' }]),
      field: '.filters[1].branchMatch',
      message: /not a regular expression/,
    },
  ])('refuses $name', ({ generator, field, message }) => {
    expect(runGenerators([generator], world)).toEqual([
      {
        kind: 'invalid-generator',
        field: `generators[0].scmProvider${field}`,
        message: expect.stringMatching(message),
      },
    ]);
  });
});
