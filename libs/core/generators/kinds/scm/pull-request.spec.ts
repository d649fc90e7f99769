import { describe, expect, it } from 'vitest';
import type { PullRequest } from '../../facts/scm-facts.ts';
import { known, runGenerators } from '../../testing/run-generators.ts';

const pull = (number: number, more: Partial<PullRequest> = {}): PullRequest => ({
  number,
  title: 'Add cart',
  branch: 'feature/add_cart',
  targetBranch: 'main',
  headSHA: '0123456789abcdef',
  labels: ['preview'],
  author: 'ana',
  ...more,
});

const holding = (...pulls: PullRequest[]) => ({ pullRequests: () => known(pulls) });
const pullRequests = (more: object = {}, github: object = {}) => ({
  pullRequest: { github: { owner: 'acme', repo: 'shop', ...github }, ...more },
});

describe('generateFromPullRequests', () => {
  it('gives the parameters of a pull request, its labels with goTemplate only', () => {
    const parameters = {
      number: '7',
      title: 'Add cart',
      branch: 'feature/add_cart',
      branch_slug: 'feature-add-cart',
      target_branch: 'main',
      target_branch_slug: 'main',
      head_sha: '0123456789abcdef',
      head_short_sha: '01234567',
      head_short_sha_7: '0123456',
      author: 'ana',
    };
    expect(runGenerators([pullRequests()], holding(pull(7)))).toEqual([parameters]);
    expect(runGenerators([pullRequests()], holding(pull(7)), true)).toEqual([{ ...parameters, labels: ['preview'] }]);
  });

  it.each([
    { name: 'takes all without filters, by number', generator: pullRequests(), numbers: ['1', '2', '10'] },
    {
      name: 'needs all labels asked for',
      generator: pullRequests({}, { labels: ['preview', 'front'] }),
      numbers: ['2'],
    },
    {
      name: 'needs every field of a filter and takes alternatives',
      generator: pullRequests({
        filters: [{ titleMatch: 'cart', targetBranchMatch: '^next$' }, { branchMatch: '^fix' }],
      }),
      numbers: ['1', '10'],
    },
    {
      name: 'takes everything with an empty filter',
      generator: pullRequests({ filters: [{}] }),
      numbers: ['1', '2', '10'],
    },
  ])('$name', ({ generator, numbers }) => {
    const world = holding(
      pull(10, { targetBranch: 'next' }),
      pull(2, { labels: ['front', 'preview'] }),
      pull(1, { branch: 'fix/it' }),
    );
    expect(runGenerators([generator], world)).toEqual(numbers.map((number) => expect.objectContaining({ number })));
  });

  it.each([
    {
      name: 'refuses a repository that is not there',
      more: {},
      answer: [expect.objectContaining({ field: 'generators[0].pullRequest.github' })],
    },
    { name: 'takes it for no pull requests when told so', more: { continueOnRepoNotFoundError: true }, answer: [] },
  ])('$name', ({ more, answer }) => {
    expect(runGenerators([pullRequests(more)], { pullRequests: () => known(undefined) })).toEqual(answer);
  });

  it('never takes a fact that is not complete for no pull requests', () => {
    expect(runGenerators([pullRequests({ continueOnRepoNotFoundError: true })], {})).toEqual([
      expect.objectContaining({ kind: 'facts-incomplete', field: 'generators[0].pullRequest' }),
    ]);
  });
});
