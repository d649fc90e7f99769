import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../../told-health.ts';

const isReady = { type: 'Ready', status: 'True', observedGeneration: 2 };

function ready(status: JsonObject): JsonObject {
  return { metadata: { generation: 2 }, status: { conditions: [isReady], ...status } };
}

/** An environment written as `branch active>proposed`, with the commit statuses of both, as key and phase. */
function environment(text: string, active: JsonObject = {}, proposed: JsonObject = {}): JsonObject {
  const [branch = '', shas = ''] = text.split(' ');
  const [from = '', to = ''] = shas.split('>');
  return {
    branch,
    active: { dry: { sha: from }, commitStatuses: checks(active) },
    proposed: { dry: { sha: to }, commitStatuses: checks(proposed) },
  };
}

function checks(phases: JsonObject): JsonObject[] {
  return Object.entries(phases).map(([key, phase]) => ({ key, phase }));
}

describe('what kinds of GitOps Promoter have in common', () => {
  it.each([
    { name: 'an unseen object', body: {}, told: 'Progressing: Waiting for its condition Ready' },
    {
      name: 'one of an older spec',
      body: {
        metadata: { generation: 3 },
        status: { conditions: [{ type: 'Ready', status: 'False', observedGeneration: 2 }] },
      },
      told: 'Progressing: Waiting until its latest spec is seen',
    },
    {
      name: 'one that is not ready',
      body: withConditions('Ready=False x no token'),
      told: 'Degraded: no token',
    },
    {
      name: 'one that gives a reason only',
      body: withConditions('Ready=False ReconciliationError'),
      told: 'Degraded: ReconciliationError',
    },
    {
      name: 'one with a second opinion',
      body: withConditions('Ready=True', 'Ready=False x too late'),
      told: 'Degraded: too late',
    },
    { name: 'one that is ready', body: withConditions('Ready=True'), told: 'Healthy: Ready' },
    {
      name: 'a hook that is being deleted',
      body: {
        metadata: { deletionTimestamp: 'now', finalizers: ['argocd.argoproj.io/hook-finalizer'] },
        ...withConditions('Ready=True'),
      },
      told: 'Progressing: Pending deletion',
    },
  ])('calls $name $told', ({ body, told }) => {
    expect(toldHealth('promoter.argoproj.io/v1alpha1/ScmProvider', body)).toBe(told);
  });
});

describe('GitOps Promoter', () => {
  it.each([
    {
      name: 'a repository of which nobody knows',
      kind: 'GitRepository',
      body: withConditions('Ready=Unknown x asking'),
      told: 'Progressing: asking',
    },
    {
      name: 'a provider of which nobody knows',
      kind: 'ClusterScmProvider',
      body: withConditions('Ready=Unknown'),
      told: 'Progressing: Whether it is ready is not known',
    },
    {
      name: 'a status of which nobody knows',
      kind: 'CommitStatus',
      body: withConditions('Ready=Unknown x asking'),
      told: 'Healthy: Ready',
    },
    {
      name: 'a status that failed',
      kind: 'CommitStatus',
      body: ready({ sha: 'a', phase: 'failure' }),
      told: 'Healthy: failure',
    },
    {
      name: 'an old pull request that failed',
      kind: 'PullRequest',
      body: withConditions('Reconciled=False x no access'),
      told: 'Degraded: no access',
    },
    {
      name: 'a pull request',
      kind: 'PullRequest',
      body: ready({ id: '7', state: 'open' }),
      told: 'Healthy: open',
    },
    {
      name: 'a status of no Applications',
      kind: 'ArgoCDCommitStatus',
      body: ready({ applicationsSelected: [] }),
      told: 'Degraded: It selects no Application',
    },
    {
      name: 'a status of Applications',
      kind: 'ArgoCDCommitStatus',
      body: ready({ applicationsSelected: [{ name: 'a' }] }),
      told: 'Healthy: Ready',
    },
    {
      name: 'a gate without environments',
      kind: 'TimedCommitStatus',
      body: ready({}),
      told: 'Healthy: Every environment has passed',
    },
    {
      name: 'a gate that waits',
      kind: 'TimedCommitStatus',
      body: ready({ environments: [{ branch: 'dev', phase: 'success' }, { branch: 'prod' }] }),
      told: 'Progressing: Waiting for prod',
    },
    {
      name: 'a request that failed',
      kind: 'WebRequestCommitStatus',
      body: ready({ environments: [{ branch: 'dev', phase: 'pending' }, { phase: 'failure' }] }),
      told: 'Degraded: Failed for ?',
    },
    {
      name: 'a validation that passed',
      kind: 'GitCommitStatus',
      body: ready({ environments: [{ branch: 'dev', phase: 'success' }] }),
      told: 'Healthy: Every environment has passed',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(`promoter.argoproj.io/v1alpha1/${kind}`, body)).toBe(told);
  });
});

describe('a policy that promotes', () => {
  it.each([
    { name: 'no active commit', of: '>b', told: 'Progressing: Waiting for the active dry commit' },
    { name: 'no proposed commit', of: 'a>', told: 'Progressing: Waiting for the proposed dry commit' },
    { name: 'two commits', of: 'a>b', told: 'Progressing: Promoting' },
    { name: 'a check', of: 'a>b', next: { test: 'failure' }, told: 'Progressing: Promoting, with test failure' },
    { name: 'one commit', of: 'a>a', active: { test: 'success' }, told: 'Healthy: Promoted' },
    { name: 'a late check', of: 'a>a', active: { up: 'pending' }, told: 'Healthy: Promoted, with up pending' },
  ])('is with $name $told', ({ of, active, next, told }) => {
    const body = ready(environment(`dev ${of}`, active, next));
    expect(toldHealth('promoter.argoproj.io/v1alpha1/ChangeTransferPolicy', body)).toBe(told);
  });
});

describe('a strategy', () => {
  const noted = (sha: string) => ({
    branch: 'dev',
    active: { dry: { sha: 'a' } },
    proposed: { note: { drySha: sha } },
  });
  it.each([
    { name: 'no environments', environments: [], told: 'Degraded: It has no environments' },
    {
      name: 'one that is new',
      environments: [environment('dev a>a'), environment('prod >b')],
      told: 'Progressing: Waiting for the dry commits of prod',
    },
    {
      name: 'one that proposes nothing',
      environments: [environment('dev a>')],
      told: 'Progressing: Waiting for the dry commits of dev',
    },
    {
      name: 'two that want different commits',
      environments: [environment('dev a>b'), environment('prod a>a')],
      told: 'Progressing: Waiting until every environment has the same proposed commit',
    },
    {
      name: 'one that is promoted',
      environments: [environment('dev b>b'), environment('prod a>b', {}, { test: 'pending' })],
      told: 'Progressing: Promoting prod, with test pending',
    },
    {
      name: 'a note and no commit',
      environments: [noted('a')],
      told: 'Unknown: An environment has no proposed dry commit',
    },
    {
      name: 'a note that is newer than its commit',
      environments: [{ ...environment('dev a>a'), proposed: { dry: { sha: 'a' }, note: { drySha: 'b' } } }],
      told: 'Healthy: Every environment is promoted',
    },
    {
      name: 'a check that failed afterwards',
      environments: [environment('dev a>a'), environment('prod a>a', { up: 'failure' })],
      told: 'Healthy: Promoted; not every commit status is good in prod',
    },
  ])('is with $name $told', ({ environments, told }) => {
    expect(toldHealth('promoter.argoproj.io/v1alpha1/PromotionStrategy', ready({ environments }))).toBe(told);
  });
});
