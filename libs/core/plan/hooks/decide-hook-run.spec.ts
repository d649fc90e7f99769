import { describe, expect, it } from 'vitest';
import type { ApplicationStatus } from '#core/resources/application.ts';
import { decideHookRun, type HookRunQuestion } from './decide-hook-run.ts';

const NOW = Date.parse('2026-03-04T05:06:07Z');
const question = { inputsDigest: 'i1', hooksDigest: 'h1', revision: '0123456789', nowMs: NOW };
const fresh = { revision: '0123456789', startedAtSeconds: NOW / 1000 };
const begun = { revision: '0123456', startedAtSeconds: 1_700_000_000 };

function operation(phase: 'Running' | 'Waiting' | 'Failed', inputsDigest = 'i1'): ApplicationStatus {
  return { operation: { phase, inputsDigest, hookRun: '0123456-1700000000' } };
}

describe('decideHookRun', () => {
  it.each<{ name: string; status: ApplicationStatus; more?: Partial<HookRunQuestion>; run: typeof fresh | undefined }>([
    { name: 'runs them for what is new', status: {}, run: fresh },
    { name: 'runs none where there are none', status: {}, more: { hooksDigest: undefined }, run: undefined },
    {
      name: 'runs none again for the same manifests',
      status: { sync: { status: 'OutOfSync', hooksDigest: 'h1' } },
      run: undefined,
    },
    { name: 'goes on with a run that waits', status: operation('Waiting'), run: begun },
    { name: 'goes on with a run whose worker died', status: operation('Running'), run: begun },
    { name: 'runs all again after a failure', status: operation('Failed'), run: fresh },
    { name: 'begins anew for other inputs', status: operation('Waiting', 'i0'), run: fresh },
    {
      name: 'begins a run of its own in the second of the last one',
      status: { hooks: [{ id: 'a/B/c/d', version: 'v1', phase: 'Sync', run: `0123456-${NOW / 1000}` }] },
      run: { ...fresh, startedAtSeconds: NOW / 1000 + 1 },
    },
  ])('$name', ({ status, more, run }) => {
    expect(decideHookRun({ ...question, status, ...more })).toEqual(run);
  });
});
