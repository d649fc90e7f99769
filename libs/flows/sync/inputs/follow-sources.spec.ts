import { describe, expect, it } from 'vitest';
import { buildApplication, buildRepository } from '#testing/control-plane/resource-builders.ts';
import { findUnresolved, type FollowedRevision, holdSources, shownCommit } from './follow-sources.ts';

const [NEW, OLD] = ['1'.repeat(40), '2'.repeat(40)];
const history = [NEW, OLD].map((commit) => ({
  commit,
  finishedAt: '2026-01-01T00:00:00Z',
  created: 0,
  configured: 1,
  pruned: 0,
}));

const fromGit: FollowedRevision = {
  repository: buildRepository('red', 'apps', { status: { refs: [{ revision: 'main', commit: NEW }] } }),
  revision: 'main',
  passCredentials: false,
};
const ofChart: FollowedRevision = {
  repository: buildRepository('red', 'stable', { spec: { type: 'helm', url: 'https://charts.example/stable' } }),
  revision: 'redis@^18',
  passCredentials: false,
};

function held(...commits: string[]) {
  return { ...buildApplication('red', 'web', { status: { history } }), hold: { commits } };
}

describe('holdSources', () => {
  it('follows the newest commit of an Application that nobody holds', () => {
    expect(holdSources(buildApplication('red', 'web'), [fromGit])).toEqual({ ok: true, value: [fromGit] });
  });

  it('takes the commit that it is held at, whatever its revision means now', () => {
    const sources = holdSources(held(OLD), [fromGit]);
    if (!sources.ok) throw new Error(sources.failure.message);

    expect(shownCommit(sources.value)).toBe(OLD);
    expect(findUnresolved(sources.value.map((one) => ({ ...one, revision: 'gone' })))).toBeUndefined();
  });

  it.each([
    {
      name: 'a commit that was never synced',
      hold: ['3'.repeat(40)],
      sources: [fromGit],
      why: 'none of its last operations',
    },
    { name: 'fewer commits than sources', hold: [OLD], sources: [fromGit, fromGit], why: 'it has 2 sources' },
    { name: 'a chart, whose repository has no past', hold: [OLD], sources: [ofChart], why: 'is no git repository' },
  ])('refuses $name', ({ hold, sources, why }) => {
    expect(holdSources(held(...hold), sources)).toMatchObject({
      ok: false,
      failure: { reason: 'HoldImpossible', message: expect.stringContaining(why) },
    });
  });
});
