import { describe, expect, it } from 'vitest';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { entryAfterApply, findIntents } from './inventory-entries.ts';
import type { ApplyReason, ApplyStep } from './plan.ts';

function applyStep(name: string, reason: ApplyReason, annotations: Record<string, string> = {}): ApplyStep {
  const key = { group: 'apps', kind: 'Deployment', namespace: 'shop', name };
  const manifest: Manifest = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, namespace: 'shop', annotations },
  };
  return { action: 'apply', key, manifest, hash: 'h1', reason, force: false };
}

const plain = { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web', version: 'v1' };

describe('findIntents', () => {
  it('answers new objects only', () => {
    const steps = [applyStep('web', 'new'), applyStep('old', 'changed'), applyStep('half', 'unfinished')];
    const prune = { action: 'prune' as const, key: plain, version: 'v1', reason: 'gone-from-git' as const };
    const plan = {
      waves: [{ phase: 'Sync' as const, number: 0, groups: [[prune], steps] }],
      failureWaves: [],
      kept: [],
      holds: [],
    };
    expect(findIntents(plan)).toEqual([plain]);
  });
});

describe('entryAfterApply', () => {
  const applied = { uid: 'u1', entryHash: 'e1' };
  const confirmed = { ...plain, uid: 'u1', desiredHash: 'h1', entryHash: 'e1' };

  it.each([
    { name: 'remembers identity and digests', annotations: {}, entry: confirmed },
    {
      name: 'remembers a wave',
      annotations: { 'argocd.argoproj.io/sync-wave': '-3' },
      entry: { ...confirmed, wave: -3 },
    },
    { name: 'has no need to remember wave 0', annotations: { 'argocd.argoproj.io/sync-wave': '0' }, entry: confirmed },
    {
      name: 'remembers what must not delete the object',
      annotations: { 'argocd.argoproj.io/sync-options': 'Validate=false, Prune=false ,Delete=confirm' },
      entry: { ...confirmed, keep: ['prune', 'delete-until-approved'] },
    },
    {
      name: 'remembers that it may stay without git',
      annotations: { 'argocd.argoproj.io/compare-options': 'ServerSideDiff=true, IgnoreExtraneous' },
      entry: { ...confirmed, ignoreExtraneous: true },
    },
    {
      name: 'remembers that it may go, whatever the Application says of all',
      annotations: { 'argocd.argoproj.io/sync-options': 'Prune=true,Delete=true' },
      entry: { ...confirmed, keep: ['prune-allowed', 'delete-allowed'] },
    },
  ])('$name', ({ annotations, entry }) => {
    expect(entryAfterApply(applyStep('web', 'new', annotations), applied)).toEqual(entry);
  });
});
