import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import { buildPlan, type PlanInput } from './build-plan.ts';
import { entryAfterApply } from './inventory-entries.ts';
import type { DesiredObject, Plan, Sighting, WaveStep } from './plan.ts';

const kinds = [
  { group: '', version: 'v1', kind: 'ConfigMap' },
  { group: '', version: 'v1', kind: 'ServiceAccount' },
  { group: 'apps', version: 'v1', kind: 'Deployment' },
  { group: 'example.org', version: 'v1', kind: 'Kettle' },
] as const;

const anyKey = fc.record({
  kind: fc.constantFrom(...kinds),
  namespace: fc.constantFrom('shop', 'tools'),
  name: fc.constantFrom('a', 'b', 'c', 'd'),
});

const anyKeys = fc.uniqueArray(anyKey, {
  maxLength: 12,
  selector: ({ kind, namespace, name }) => objectKeyId({ ...kind, namespace, name }),
});

const anyDesired: fc.Arbitrary<DesiredObject[]> = anyKeys.chain((keys) =>
  fc.tuple(
    ...keys.map(({ kind: { group, version, kind }, namespace, name }) =>
      fc.record({
        key: fc.constant({ group, kind, namespace, name }),
        hash: fc.constantFrom('h1', 'h2'),
        manifest: fc.constantFrom('-1', '0', '3').map((wave) => ({
          apiVersion: group ? `${group}/${version}` : version,
          kind,
          metadata: { name, namespace, annotations: { 'argocd.argoproj.io/sync-wave': wave } },
        })),
      }),
    ),
  ),
);

const anyInventory: fc.Arbitrary<InventoryEntry[]> = anyKeys.chain((keys) =>
  fc.tuple(
    ...keys.map(({ kind: { group, version, kind }, namespace, name }) =>
      fc.record({
        group: fc.constant(group),
        kind: fc.constant(kind),
        namespace: fc.constant(namespace),
        name: fc.constant(name),
        version: fc.constant(version),
        uid: fc.option(fc.constant('u1'), { nil: undefined }),
        desiredHash: fc.constantFrom('h1', 'h2', undefined),
        entryHash: fc.constantFrom('e1', undefined),
        wave: fc.constantFrom(-1, undefined, 2),
        keep: fc.constantFrom(undefined, ['prune' as const], ['delete' as const]),
      }),
    ),
  ),
);

const anySightings: fc.Arbitrary<ReadonlyMap<string, Sighting>> = fc
  .tuple(anyKeys, fc.constantFrom<Sighting>('changed', 'missing'))
  .map(
    ([keys, sighting]) =>
      new Map(keys.map(({ kind, namespace, name }) => [objectKeyId({ ...kind, namespace, name }), sighting])),
  );

const anyInput: fc.Arbitrary<PlanInput> = fc.record({
  desired: anyDesired,
  inventory: anyInventory,
  sightings: anySightings,
  policy: fc.record({ prune: fc.boolean(), selfHeal: fc.boolean(), allowEmpty: fc.boolean() }),
  deleting: fc.boolean(),
});

function stepsOf(plan: Plan): WaveStep[] {
  return plan.waves.flatMap(({ groups }) => groups.flat());
}

function idsOf(plan: Plan, action: WaveStep['action']): string[] {
  return stepsOf(plan).flatMap((step) => (step.action === action ? [objectKeyId(step.key)] : []));
}

function sorted(ids: readonly string[]): string[] {
  return ids.toSorted();
}

describe('buildPlan, for any input', () => {
  it('prunes no object that is desired, and none that is not in the inventory', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const desired = new Set(input.deleting ? [] : input.desired.map(({ key }) => objectKeyId(key)));
        const owned = new Set(input.inventory.map(objectKeyId));
        const wrong = idsOf(buildPlan(input), 'prune').filter((id) => desired.has(id) || !owned.has(id));
        expect(wrong).toEqual([]);
      }),
    );
  });

  it('names every desired and every owned object exactly once', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = buildPlan(input);
        const named = [
          ...stepsOf(plan).map(({ key }) => objectKeyId(key)),
          ...plan.kept.map(({ entry }) => objectKeyId(entry)),
        ];
        const desired = input.deleting ? [] : input.desired.map(({ key }) => objectKeyId(key));
        expect(sorted(named)).toEqual(sorted([...new Set([...desired, ...input.inventory.map(objectKeyId)])]));
      }),
    );
  });

  it('does not depend on the order of the input', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const reversed = { ...input, desired: input.desired.toReversed(), inventory: input.inventory.toReversed() };
        expect(buildPlan(reversed)).toEqual(buildPlan(input));
      }),
    );
  });

  it('has nothing to do once its applies and prunes have been done', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const plan = buildPlan(input);
        const applied = stepsOf(plan).flatMap((step) =>
          step.action === 'apply' ? [entryAfterApply(step, { uid: 'u2', entryHash: 'e2' })] : [],
        );
        const inventory = [...plan.kept.map(({ entry }) => entry), ...applied];
        const next = buildPlan({ ...input, inventory, sightings: new Map() });
        expect(next.waves).toEqual([]);
      }),
    );
  });

  it('uses force only for objects that were confirmed to be ours', () => {
    fc.assert(
      fc.property(anyInput, (input) => {
        const confirmed = new Set(input.inventory.filter(({ uid }) => uid).map(objectKeyId));
        const forced = stepsOf(buildPlan(input)).filter((step) => step.action === 'apply' && step.force);
        expect(forced.filter(({ key }) => !confirmed.has(objectKeyId(key)))).toEqual([]);
      }),
    );
  });
});
