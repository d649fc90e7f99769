import { describe, expect, it } from 'vitest';
import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import type { PlanInput } from './build-plan.ts';
import type { ApplyStep, Sighting } from './plan.ts';
import { applyOf, everything, outline, own, plan, see, synced, web, webKey } from './testing/plan-inputs.ts';

describe('buildPlan, for a desired object', () => {
  it.each<{ name: string; entry?: InventoryEntry; sighting?: Sighting; step: ApplyStep }>([
    { name: 'asks for a new one without force', step: applyOf('new', false) },
    {
      name: 'finishes an intent without force',
      entry: { ...webKey, version: 'v1' },
      step: applyOf('unfinished', false),
    },
    {
      name: 'applies a changed one with its UID',
      entry: { ...synced, desiredHash: 'h0' },
      step: applyOf('changed', true, 'u1'),
    },
    {
      name: 'applies again what was not confirmed in full',
      entry: { ...synced, entryHash: undefined },
      step: applyOf('unfinished', true, 'u1'),
    },
    { name: 'takes back a drifted one', entry: synced, sighting: 'changed', step: applyOf('drifted', true, 'u1') },
    {
      name: 'creates a missing one anew, without its old UID',
      entry: synced,
      sighting: 'missing',
      step: applyOf('missing', true),
    },
    {
      name: 'calls one changed that drifted as well',
      entry: { ...synced, desiredHash: 'h0' },
      sighting: 'changed',
      step: applyOf('changed', true, 'u1'),
    },
  ])('$name', ({ entry, sighting, step }) => {
    const built = plan({
      desired: [web],
      inventory: entry ? [entry] : [],
      sightings: sighting ? see(sighting) : new Map(),
    });
    expect(built).toEqual({
      waves: [{ phase: 'Sync', number: 0, groups: [[step]] }],
      failureWaves: [],
      kept: [],
      holds: [],
    });
  });

  it('sends nothing for an unchanged one', () => {
    expect(plan({ desired: [web], inventory: [synced] })).toEqual({
      waves: [],
      failureWaves: [],
      kept: [{ action: 'keep', entry: synced, reason: 'unchanged' }],
      holds: [],
    });
  });

  it.each<Sighting>(['changed', 'missing'])(
    'leaves a %s one as it is when self-heal is off, and says so',
    (sighting) => {
      const policy = { ...everything, selfHeal: false };
      expect(plan({ desired: [web], inventory: [synced], sightings: see(sighting), policy })).toEqual({
        waves: [],
        failureWaves: [],
        kept: [{ action: 'keep', entry: synced, reason: 'self-heal-off' }],
        holds: [
          'Changed on the cluster and left so, because self-heal is off: ConfigMap shop/web. Set spec.syncPolicy.automated.selfHeal, or sync by hand.',
        ],
      });
    },
  );

  it('applies a drifted one with self-heal off when its manifest changed anyway', () => {
    const inventory = [{ ...synced, desiredHash: 'h0' }];
    const built = plan({
      desired: [web],
      inventory,
      sightings: see('changed'),
      policy: { ...everything, selfHeal: false },
    });
    expect(built.waves).toEqual([{ phase: 'Sync', number: 0, groups: [[applyOf('changed', true, 'u1')]] }]);
  });
});

describe('buildPlan, for an owned object that is not desired', () => {
  const gone = own('ConfigMap', 'gone');

  it('prunes it with its UID', () => {
    const key = { group: '', kind: 'ConfigMap', namespace: 'shop', name: 'gone' };
    expect(plan({ desired: [web], inventory: [synced, gone] }).waves).toEqual([
      {
        phase: 'Sync',
        number: 0,
        groups: [[{ action: 'prune', key, version: 'v1', uid: 'uid-gone', reason: 'gone-from-git' }]],
      },
    ]);
  });

  it.each<{ name: string; input: Partial<PlanInput>; hold: string }>([
    {
      name: 'keeps it when pruning is off',
      input: { desired: [web], inventory: [synced, gone], policy: { ...everything, prune: false } },
      hold: 'Gone from git and kept on the cluster, because pruning is off: ConfigMap shop/gone. Set spec.syncPolicy.automated.prune, or delete by hand.',
    },
    {
      name: 'keeps it when git has nothing left at all',
      input: { inventory: [gone] },
      hold: 'Kept on the cluster, because git has no object left for this Application and pruning all it owns is refused: ConfigMap shop/gone. Put the manifests back, set spec.syncPolicy.automated.allowEmpty, or delete the Application.',
    },
    {
      name: 'keeps it when it was applied with Prune=false',
      input: { desired: [web], inventory: [synced, { ...gone, keep: ['prune'] }] },
      hold: 'Gone from git and kept on the cluster, because of the sync option Prune=false: ConfigMap shop/gone. Delete by hand when no longer needed.',
    },
    {
      name: 'keeps it until a person approves when it was applied with Prune=confirm',
      input: { desired: [web], inventory: [synced, { ...gone, keep: ['prune-until-approved'] }] },
      hold: 'Gone from git and kept on the cluster until a person approves, because of the sync option Prune=confirm: ConfigMap shop/gone. Approve by setting the annotation argocd.argoproj.io/deletion-approved of the Application to the present time (RFC 3339).',
    },
    {
      name: 'keeps it when the Application says Prune=false for all of its objects',
      input: { desired: [web], inventory: [synced, gone], policy: { ...everything, keep: ['prune'] } },
      hold: 'Gone from git and kept on the cluster, because of the sync option Prune=false: ConfigMap shop/gone. Delete by hand when no longer needed.',
    },
    {
      name: 'keeps all when there are more than the budget has',
      input: {
        desired: [web],
        inventory: [synced, gone, own('ConfigMap', 'lost')],
        policy: { ...everything, pruneBudget: 1 },
      },
      hold: 'Gone from git and kept on the cluster, because one change may not delete so many objects (deletionBudget.objects of the Tenant): ConfigMap shop/gone; ConfigMap shop/lost. Approve by setting the annotation argocd.argoproj.io/deletion-approved of the Application to the present time (RFC 3339), or put the manifests back.',
    },
  ])('$name', ({ input, hold }) => {
    const built = plan(input);
    expect({ waves: built.waves, holds: built.holds }).toEqual({ waves: [], holds: [hold] });
  });

  it.each<{ name: string; input: Partial<PlanInput> }>([
    {
      name: 'that waited for a person, once it is approved',
      input: {
        inventory: [synced, { ...gone, keep: ['prune-until-approved'] }],
        policy: { ...everything, isApproved: true },
      },
    },
    { name: 'within the budget', input: { inventory: [synced, gone], policy: { ...everything, pruneBudget: 1 } } },
    {
      name: 'over the budget, once it is approved',
      input: { inventory: [synced, gone], policy: { ...everything, pruneBudget: 0, isApproved: true } },
    },
  ])('prunes what is gone: $name', ({ input }) => {
    expect(outline(plan({ desired: [web], ...input }))).toEqual(['0: prune ConfigMap gone']);
  });

  it('counts no difference for one that may stay without git', () => {
    const entry = { ...gone, ignoreExtraneous: true };
    const built = plan({ desired: [web], inventory: [synced, entry], policy: { ...everything, prune: false } });
    expect({ kept: built.kept.map(({ reason }) => reason), holds: built.holds }).toEqual({
      kept: ['extraneous-ignored', 'unchanged'],
      holds: [],
    });
  });

  it('names three objects and counts the rest', () => {
    const inventory = ['e', 'd', 'c', 'b', 'a'].map((name) => own('ConfigMap', name));
    expect(plan({ desired: [web], inventory, policy: { ...everything, prune: false } }).holds).toEqual([
      'Gone from git and kept on the cluster, because pruning is off: ConfigMap shop/a; ConfigMap shop/b; ConfigMap shop/c; and 2 more. Set spec.syncPolicy.automated.prune, or delete by hand.',
    ]);
  });

  it('prunes the last one when an empty Application is allowed', () => {
    expect(outline(plan({ inventory: [gone], policy: { ...everything, allowEmpty: true } }))).toEqual([
      '0: prune ConfigMap gone',
    ]);
  });
});
