import { describe, expect, it } from 'vitest';
import type { InventoryEntry } from '../../model/objects/inventory.ts';
import type { ApplyStep, PruneStep } from '../../plan/plan.ts';
import { nextInventory } from './next-inventory.ts';
import type { StepResult } from './step-result.ts';

const keyOf = (name: string) => ({ group: '', kind: 'ConfigMap', namespace: 'shop', name });
const entry = (name: string, uid?: string): InventoryEntry => ({ ...keyOf(name), version: 'v1', ...(uid && { uid }) });
const apply = (name: string): ApplyStep => ({
  action: 'apply',
  key: keyOf(name),
  manifest: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'shop' } },
  hash: 'h',
  reason: 'new',
  force: false,
});
const prune = (name: string): PruneStep => ({
  action: 'prune',
  key: keyOf(name),
  version: 'v1',
  uid: 'u',
  reason: 'gone-from-git',
});
const blocker = { reason: 'Forbidden', message: 'no', retry: 'slowly' } as const;

describe('nextInventory', () => {
  it.each<{ name: string; before: InventoryEntry[]; results: StepResult[]; after: InventoryEntry[] }>([
    {
      name: 'takes what the API server confirmed',
      before: [entry('a')],
      results: [{ step: apply('a'), outcome: 'created', entry: entry('a', '1') }],
      after: [entry('a', '1')],
    },
    {
      name: 'keeps the intent of an object whose apply failed: the request may have arrived',
      before: [entry('a')],
      results: [{ step: apply('a'), outcome: 'failed', blocker }],
      after: [entry('a')],
    },
    {
      name: 'makes sure that a known object whose apply failed is applied again',
      before: [{ ...entry('a', '1'), desiredHash: 'd', entryHash: 'e' }],
      results: [{ step: apply('a'), outcome: 'failed', blocker }],
      after: [{ ...entry('a', '1'), desiredHash: 'd' }],
    },
    {
      name: 'drops an object that is confirmed to be gone',
      before: [entry('a', '1'), entry('b', '2')],
      results: [{ step: prune('a'), outcome: 'pruned' }],
      after: [entry('b', '2')],
    },
    {
      name: 'keeps an object whose delete was refused, or it would be an orphan that no later sync retries',
      before: [entry('a', '1')],
      results: [{ step: prune('a'), outcome: 'failed', blocker }],
      after: [entry('a', '1')],
    },
    {
      name: 'keeps whatever was not reached, sorted',
      before: [entry('b', '2'), entry('a')],
      results: [],
      after: [entry('a'), entry('b', '2')],
    },
  ])('$name', ({ before, results, after }) => {
    expect(nextInventory(before, results)).toEqual(after);
  });
});
