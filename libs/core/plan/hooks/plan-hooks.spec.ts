import { describe, expect, it } from 'vitest';
import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { buildPlan, type PlanInput } from '../build-plan.ts';
import type { HookPhase } from './hook-phase.ts';
import type { DesiredHook, DesiredObject, Plan, SyncDecisions } from '../plan.ts';

const everything: SyncDecisions = { prune: true, selfHeal: true, allowEmpty: true };
const web = desire('ConfigMap', 'web');

function desire(kind: string, name: string, wave = '0'): DesiredObject {
  const namespace = kind === 'Namespace' ? '' : 'shop';
  const annotations = { 'argocd.argoproj.io/sync-wave': wave };
  return {
    key: { group: '', kind, namespace, name },
    manifest: { apiVersion: 'v1', kind, metadata: { name, ...(namespace && { namespace }), annotations } },
    hash: 'h1',
  };
}

function own(kind: string, name: string, more: Partial<InventoryEntry> = {}): InventoryEntry {
  return { group: '', kind, namespace: 'shop', name, version: 'v1', uid: `uid-${name}`, ...more };
}

function plan(input: Partial<PlanInput>): Plan {
  return buildPlan({ desired: [], inventory: [], sightings: new Map(), policy: everything, deleting: false, ...input });
}

/** The order of a plan as text: waves, in them groups, in them steps. */
function outline({ waves }: Plan): string[] {
  return waves.map(({ number, groups }) => {
    const parts = groups.map((steps) =>
      steps.map(({ action, key }) => `${action} ${key.kind} ${key.name}`).join(' + '),
    );
    return `${number}: ${parts.join(', ')}`;
  });
}

describe('buildPlan, with hooks', () => {
  function hook(phase: HookPhase, name: string, annotations: Readonly<Record<string, string>> = {}): DesiredHook {
    const manifest = { apiVersion: 'batch/v1', kind: 'Job', metadata: { name, namespace: 'shop', annotations } };
    return { key: { group: 'batch', kind: 'Job', namespace: 'shop', name }, manifest, phase };
  }

  function phases({ waves }: Pick<Plan, 'waves'>): string[] {
    return waves.map(
      ({ phase, number, groups }) =>
        `${phase} ${number}: ${groups
          .flat()
          .map(({ key }) => key.name)
          .join(', ')}`,
    );
  }

  it('puts phases in order, waves within each, and keeps those for a failure apart', () => {
    const built = plan({
      desired: [web, desire('ConfigMap', 'late', '3')],
      inventory: [own('ConfigMap', 'gone')],
      hooks: [
        hook('PostSync', 'report', { 'argocd.argoproj.io/sync-wave': '-9' }),
        hook('SyncFail', 'alert'),
        hook('PreSync', 'migrate'),
        hook('PreSync', 'back-up', { 'helm.sh/hook-weight': '-1' }),
        hook('Sync', 'warm-up', { 'argocd.argoproj.io/sync-wave': '1' }),
      ],
    });

    expect(phases(built)).toEqual([
      'PreSync -1: back-up',
      'PreSync 0: migrate',
      'Sync 0: gone, web',
      'Sync 1: warm-up',
      'Sync 3: late',
      'PostSync -9: report',
    ]);
    expect(phases({ waves: built.failureWaves })).toEqual(['SyncFail 0: alert']);
  });

  it('says of each why it runs and when its object goes', () => {
    const migrate = hook('PreSync', 'migrate', { 'helm.sh/hook-delete-policy': 'hook-succeeded' });

    expect(plan({ hooks: [migrate] }).waves[0]?.groups).toEqual([
      [{ ...migrate, action: 'hook', policies: ['HookSucceeded'], reason: 'before-sync' }],
    ]);
  });

  it('makes a Namespace before the hook that needs it', () => {
    const built = plan({ desired: [desire('Namespace', 'shop', '5'), web], hooks: [hook('PreSync', 'migrate')] });

    expect(phases(built)).toEqual(['PreSync 0: shop, migrate', 'Sync 0: web']);
  });

  it('runs those of a deletion before and after the objects go', () => {
    const built = plan({
      deleting: true,
      inventory: [own('ConfigMap', 'web')],
      hooks: [hook('PostDelete', 'bill'), hook('PreDelete', 'drain')],
    });

    expect(phases(built)).toEqual(['PreDelete 0: drain', 'Sync 0: web', 'PostDelete 0: bill']);
  });
});

describe('buildPlan, for what goes last or not at all', () => {
  const inventory = [own('ConfigMap', 'old', { pruneLast: true }), own('ConfigMap', 'gone')];
  const desired = [desire('ConfigMap', 'late', '3')];

  it('prunes an object with the option PruneLast=true after every wave', () => {
    expect(outline(plan({ desired, inventory }))).toEqual([
      '0: prune ConfigMap gone',
      '3: apply ConfigMap late',
      '4: prune ConfigMap old',
    ]);
  });

  it('prunes all last when the Application says so', () => {
    const built = plan({ desired, inventory, policy: { ...everything, pruneLast: true } });
    expect(outline(built)).toEqual(['3: apply ConfigMap late', '4: prune ConfigMap gone + prune ConfigMap old']);
  });

  it('keeps what a manifest says is to be skipped, and holds nothing back for it', () => {
    const [, gone] = inventory;
    const built = plan({ inventory: inventory.slice(1), skipped: new Set(['/ConfigMap/shop/gone']) });
    expect(built).toEqual({
      waves: [],
      failureWaves: [],
      kept: [{ action: 'keep', entry: gone, reason: 'skipped-by-annotation' }],
      holds: [],
    });
  });
});
