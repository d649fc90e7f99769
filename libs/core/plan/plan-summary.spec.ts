import { describe, expect, it } from 'vitest';
import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import type { ApplyReason, KeepReason, Plan, WaveStep } from './plan.ts';
import { countSteps, summarizePlan } from './plan-summary.ts';

const entry: InventoryEntry = { group: '', kind: 'ConfigMap', namespace: 'shop', name: 'web', version: 'v1' };

function apply(reason: ApplyReason): WaveStep {
  const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'shop' } };
  return { action: 'apply', key: entry, manifest, hash: 'h', reason, force: true };
}

const prune: WaveStep = { action: 'prune', key: entry, version: 'v1', reason: 'gone-from-git' };

function planOf(steps: readonly WaveStep[], kept: readonly KeepReason[]): Plan {
  const waves = steps.map((step, number) => ({ phase: 'Sync' as const, number, groups: [[step]] }));
  return { waves, failureWaves: [], kept: kept.map((reason) => ({ action: 'keep', entry, reason })), holds: [] };
}

describe('summarizePlan', () => {
  it.each([
    {
      name: 'says that there is nothing to do',
      plan: planOf([], ['unchanged', 'unchanged']),
      text: 'nothing to do, 2 unchanged',
    },
    { name: 'says so of nothing at all', plan: planOf([], []), text: 'nothing to do' },
    {
      name: 'counts applies by reason, in a fixed order',
      plan: planOf([apply('drifted'), apply('new'), prune, apply('new')], ['unchanged', 'prune-off']),
      text: '3 to apply (2 new, 1 drifted), 1 to prune, 1 unchanged, 1 held back',
    },
    { name: 'counts prunes alone', plan: planOf([prune, prune], []), text: '2 to prune' },
  ])('$name', ({ plan, text }) => {
    expect(summarizePlan(plan)).toBe(text);
  });
});

describe('countSteps', () => {
  it('counts what is kept on deletion as nothing left undone', () => {
    expect(countSteps(planOf([apply('missing')], ['delete-disabled-by-annotation', 'self-heal-off']))).toEqual({
      apply: { new: 0, changed: 0, drifted: 0, missing: 1, unfinished: 0 },
      prune: 0,
      hooks: 0,
      unchanged: 1,
      held: 1,
    });
  });
});
