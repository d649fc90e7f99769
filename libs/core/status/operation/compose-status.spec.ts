import { describe, expect, it } from 'vitest';
import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import type { WaveStep } from '#core/plan/plan.ts';
import type { ApplicationStatus } from '#core/resources/application.ts';
import type { Blocker } from '../blocker.ts';
import { composeStatus } from './compose-status.ts';
import type { OperationReport } from './operation-report.ts';
import type { StepResult } from './step-result.ts';

const COMMIT = '0123456789abcdef0123456789abcdef01234567';
const soon: Blocker = { reason: 'ClusterUnreachable', message: 'No answer.', retry: 'soon' };
const slowly: Blocker = { reason: 'Forbidden', message: 'Not allowed.', retry: 'slowly' };
const onChange: Blocker = { reason: 'Refused', message: 'Against the rules.', retry: 'on-change' };

function entry(name: string): InventoryEntry {
  return { group: '', kind: 'ConfigMap', namespace: 'shop', name, version: 'v1', uid: `uid-${name}` };
}

function step(name: string): WaveStep {
  const key = { group: '', kind: 'ConfigMap', namespace: 'shop', name };
  return { action: 'prune', key, version: 'v1', uid: `uid-${name}`, reason: 'gone-from-git' };
}

const created = (name: string): StepResult => ({ step: step(name), outcome: 'created', entry: entry(name) });
const pruned = (name: string): StepResult => ({ step: step(name), outcome: 'pruned' });
const failed = (name: string, blocker: Blocker): StepResult => ({ step: step(name), outcome: 'failed', blocker });

function report(parts: Partial<OperationReport>): OperationReport {
  return {
    inputsDigest: 'd1',
    commit: COMMIT,
    startedAt: '2026-03-04T05:06:07Z',
    finishedAt: '2026-03-04T05:06:09Z',
    inventory: [entry('a')],
    results: [],
    holds: [],
    retryAt: (attempts) => `in ${attempts}`,
    ...parts,
  };
}

describe('composeStatus', () => {
  it('tells a success, what it was made from and what it did', () => {
    expect(composeStatus({}, report({ results: [created('a'), pruned('b')] }))).toEqual({
      sync: { status: 'Synced', commit: COMMIT, inputsDigest: 'd1' },
      operation: {
        phase: 'Succeeded',
        commit: COMMIT,
        inputsDigest: 'd1',
        startedAt: '2026-03-04T05:06:07Z',
        finishedAt: '2026-03-04T05:06:09Z',
      },
      summary: 'Synced to 01234567: 1 object.',
      inventory: [{ id: '/ConfigMap/shop/a', version: 'v1', uid: 'uid-a' }],
      results: [{ id: '/ConfigMap/shop/b', outcome: 'pruned' }],
      history: [
        {
          commit: COMMIT,
          startedAt: '2026-03-04T05:06:07Z',
          finishedAt: '2026-03-04T05:06:09Z',
          created: 1,
          configured: 0,
          pruned: 1,
        },
      ],
    });
  });

  it('says the same after a success that did nothing', () => {
    const before: ApplicationStatus = composeStatus({}, report({ results: [created('a')] }));
    const later = report({ startedAt: '2026-03-04T06:00:00Z', finishedAt: '2026-03-04T06:00:00Z' });

    expect(composeStatus(before, later)).toEqual({ ...before, results: undefined });
  });

  it('is OutOfSync while something is held back', () => {
    expect(composeStatus({}, report({ holds: ['Kept: a.', 'Left: b.'] }))).toMatchObject({
      sync: { status: 'OutOfSync', inputsDigest: 'd1' },
      operation: { phase: 'Succeeded' },
      summary: 'Kept: a. Left: b.',
    });
  });

  it.each<{ name: string; blockers: readonly Blocker[]; phase: string; retryAt: string | undefined; summary: string }>([
    {
      name: 'waits when all may pass by themselves',
      blockers: [soon],
      phase: 'Waiting',
      retryAt: 'in 1',
      summary: 'No answer. Nabe tries again by itself.',
    },
    {
      name: 'fails when somebody has to act',
      blockers: [soon, slowly],
      phase: 'Failed',
      retryAt: 'in 1',
      summary: 'No answer. Not allowed. Nabe tries again every few minutes.',
    },
    {
      name: 'is stalled when only a change helps',
      blockers: [onChange],
      phase: 'Stalled',
      retryAt: undefined,
      summary: 'Against the rules. Nabe tries again as soon as this changes.',
    },
    {
      name: 'goes on trying when a change helps a part only',
      blockers: [onChange, soon],
      phase: 'Failed',
      retryAt: 'in 1',
      summary: 'Against the rules. No answer. Nabe tries again every few minutes.',
    },
    {
      name: 'says the same thing once',
      blockers: [soon, soon],
      phase: 'Waiting',
      retryAt: 'in 1',
      summary: 'No answer. Nabe tries again by itself.',
    },
  ])('$name', ({ blockers, phase, retryAt, summary }) => {
    const results = blockers.map((blocker, index) => failed(`o${index}`, blocker));

    const status = composeStatus({ sync: { status: 'Synced', commit: 'c0', inputsDigest: 'd1' } }, report({ results }));

    expect(status).toMatchObject({
      sync: { status: 'OutOfSync', commit: 'c0' },
      operation: { phase, attempts: 1 },
      summary,
    });
    expect(status.operation?.retryAt).toBe(retryAt);
    expect(status.sync?.inputsDigest).toBeUndefined();
  });

  it('counts attempts for the same inputs only', () => {
    const first = composeStatus({}, report({ blocker: soon }));

    expect(composeStatus(first, report({ blocker: soon })).operation).toMatchObject({ attempts: 2, retryAt: 'in 2' });
    expect(composeStatus(first, report({ blocker: soon, inputsDigest: 'd2' })).operation).toMatchObject({
      attempts: 1,
    });
  });

  it('says so when the retry policy is exhausted', () => {
    expect(composeStatus({}, report({ blocker: soon, retryAt: () => undefined }))).toMatchObject({
      operation: { phase: 'Stalled' },
      summary: 'No answer. Nabe tries again as soon as this changes.',
    });
  });

  it('repeats a refusal byte for byte', () => {
    const first: ApplicationStatus = composeStatus({}, report({ blocker: onChange }));

    expect(composeStatus(first, report({ blocker: onChange, startedAt: 'later', finishedAt: 'later' }))).toEqual(first);
  });

  it('keeps ten operations of history and fifty results, failures first', () => {
    const history = Array.from({ length: 10 }, (_, index) => ({
      commit: `c${index}`,
      finishedAt: 't',
      created: 0,
      configured: 0,
      pruned: 1,
    }));
    const many = Array.from({ length: 60 }, (_, index) => pruned(`o${index}`));

    const succeeded = composeStatus({ history }, report({ results: many }));
    const partly = composeStatus({ history }, report({ results: [...many, failed('x', soon)] }));

    expect(succeeded.history?.map(({ commit }) => commit)).toEqual([
      COMMIT,
      'c0',
      'c1',
      'c2',
      'c3',
      'c4',
      'c5',
      'c6',
      'c7',
      'c8',
    ]);
    expect([succeeded.results?.length, partly.results?.[0]?.id]).toEqual([50, '/ConfigMap/shop/x']);
    expect(partly.history).toEqual(history);
  });
});
