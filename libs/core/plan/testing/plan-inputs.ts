import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { buildPlan, type PlanInput } from '../build-plan.ts';
import type { ApplyReason, ApplyStep, DesiredObject, Plan, Sighting, SyncDecisions } from '../plan.ts';

export const everything: SyncDecisions = { prune: true, selfHeal: true, allowEmpty: false };
export const webKey = { group: '', kind: 'ConfigMap', namespace: 'shop', name: 'web' };
const webId = '/ConfigMap/shop/web';
export const web = desire('ConfigMap', 'web');
export const synced: InventoryEntry = { ...webKey, version: 'v1', uid: 'u1', desiredHash: 'h1', entryHash: 'e1' };

export function desire(kind: string, name: string, wave?: string): DesiredObject {
  const namespace = kind === 'Namespace' ? '' : 'shop';
  const annotations = wave === undefined ? {} : { 'argocd.argoproj.io/sync-wave': wave };
  return {
    key: { group: '', kind, namespace, name },
    manifest: { apiVersion: 'v1', kind, metadata: { name, ...(namespace && { namespace }), annotations } },
    hash: 'h1',
  };
}

export function own(kind: string, name: string, more: Partial<InventoryEntry> = {}): InventoryEntry {
  const namespace = kind === 'Namespace' ? '' : 'shop';
  return {
    group: '',
    kind,
    namespace,
    name,
    version: 'v1',
    uid: `uid-${name}`,
    desiredHash: 'h1',
    entryHash: 'e1',
    ...more,
  };
}

export function plan(input: Partial<PlanInput>): Plan {
  return buildPlan({ desired: [], inventory: [], sightings: new Map(), policy: everything, deleting: false, ...input });
}

export function see(sighting: Sighting): ReadonlyMap<string, Sighting> {
  return new Map([[webId, sighting]]);
}

export function applyOf(reason: ApplyReason, force: boolean, uid?: string): ApplyStep {
  return {
    action: 'apply',
    key: webKey,
    manifest: web.manifest,
    hash: 'h1',
    reason,
    force,
    ...(uid !== undefined && { uid }),
  };
}

/** The order of a plan as text: waves, in them groups, in them steps. */
export function outline({ waves }: Plan): string[] {
  return waves.map(({ number, groups }) => {
    const parts = groups.map((steps) =>
      steps.map(({ action, key }) => `${action} ${key.kind} ${key.name}`).join(' + '),
    );
    return `${number}: ${parts.join(', ')}`;
  });
}
