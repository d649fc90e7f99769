import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { mergeIntoLive } from '#core/client-side-apply/compose-write.ts';
import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import type { Plan } from '#core/plan/plan.ts';
import { composePreview, type ObjectLook } from '#core/preview/compose-preview.ts';
import { hideValues } from '#core/preview/hide-values.ts';
import type { PreviewAnswer } from '#core/preview/preview.ts';
import type { Application } from '#core/resources/application.ts';
import { fromInventoryItems } from '#core/status/items/inventory-items.ts';
import { asSentence } from '#core/status/end-sentence.ts';
import type { InspectedObject, TenantSpoke } from '../ports/clusters/cluster-access.port.ts';
import type { ApplicationName } from '../ports/sync-queue.port.ts';
import { assessInputs, type SyncableInputs } from '../sync/inputs/assess-inputs.ts';
import { planSync } from '../sync/operation/plan-sync.ts';
import type { SyncPorts } from '../sync/sync-ports.ts';
import { inspectObjects, sightingsOf } from '../sync/operation/sight-objects.ts';
import { tryApplies } from './try-applies.ts';

/** What a person wants to see. */
export interface PreviewQuestion {
  readonly application: ApplicationName;
  /** Whether the cluster is asked, by a dry run as the tenant, what defaults and admission would change. */
  readonly server: boolean;
}

/**
 * What a sync of one Application would do now, and what it would change in each object. Reads only: from the cluster as the tenant, object by
 * object, so that it does not depend on what watches have shown. Windows and manual sync do not matter to it.
 */
export async function previewApplication(
  { application: name, server }: PreviewQuestion,
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<PreviewAnswer> {
  const read = await ports.controlPlane.read('Application', name);
  if (!read.ok) return blocked(`${read.failure.message}.`);
  const application = read.value;
  if (application === undefined) return blocked(`There is no Application ${name.namespace}/${name.name}.`);
  if (application.metadata.deletionTimestamp !== undefined)
    return blocked(
      'The Application is being deleted: its objects go in the reverse order of the sync, and nothing is applied.',
    );
  const inputs = await assessInputs(application, ports, signal);
  if (inputs.kind === 'blocked') return blocked(inputs.blocker.message);
  return previewSync(application, inputs, server, ports, signal);
}

async function previewSync(
  application: Application,
  inputs: SyncableInputs,
  server: boolean,
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<PreviewAnswer> {
  const { tenant, cluster } = inputs.target;
  const { name } = cluster.metadata;
  const spoke = await ports.clusters.asTenant(name, tenant.metadata.name);
  if (!spoke.ok) return blocked(spoke.failure.message);
  const inventory = inventoryOn(name, application);
  const owned = await inspectObjects(inventory, spoke.value, signal);
  if (!owned.ok) return blocked(asSentence(owned.failure.message));
  const sightings = sightingsOf(inventory, owned.value);
  const startedMs = ports.clock.now();
  const planned = await planSync(inputs, { application, inventory, sightings, startedMs }, ports, signal);
  if ('blocker' in planned) return blocked(planned.blocker.message);
  const { plan, manifests, isConfidential } = planned;
  const looks = await lookAt(plan, owned.value, server, planned.spoke, signal);
  if (!looks.ok) return blocked(asSentence(looks.failure.message));
  const { commit } = inputs;
  const whole = composePreview({ plan, commit, cluster: name, looks: looks.value, manifests });
  const preview = isConfidential ? hideValues(whole) : whole;
  const former = application.status.cluster;
  const moves = former !== undefined && former !== name ? [moving(former, name)] : [];
  return { kind: 'preview', preview: { ...preview, holds: [...moves, ...preview.holds] } };
}

/** An inventory is about one cluster: on another one everything is new. */
function inventoryOn(cluster: string, { status }: Application): InventoryEntry[] {
  return status.cluster === undefined || status.cluster === cluster ? fromInventoryItems(status.inventory) : [];
}

/** Looks also at what is new to the Application and may be there all the same, and asks the cluster where that is wished. */
async function lookAt(
  plan: Plan,
  owned: ReadonlyMap<string, InspectedObject>,
  server: boolean,
  spoke: TenantSpoke,
  signal: AbortSignal,
) {
  const applies = plan.waves
    .flatMap(({ groups }) => groups.flat())
    .flatMap((step) => (step.action === 'apply' ? [step] : []));
  const unknown = applies.filter(({ key }) => !owned.has(objectKeyId(key)));
  const versioned = unknown.map(({ key, manifest }) => ({
    ...key,
    version: parseApiVersion(manifest.apiVersion).version,
  }));
  const found = await inspectObjects(versioned, spoke, signal);
  if (!found.ok) return found;
  const looks = new Map<string, ObjectLook>();
  for (const [id, { object, ownFields }] of [...owned, ...found.value]) looks.set(id, { live: object, ownFields });
  for (const { key, manifest, options } of applies) {
    const { live, ...look } = looks.get(objectKeyId(key)) ?? {};
    if (live === undefined || !options?.clientSide) continue;
    const merged = mergeIntoLive({ manifest, live, fieldManager: spoke.fieldManager });
    looks.set(objectKeyId(key), { ...look, live, merged });
  }
  const tried = server ? await tryApplies(applies, looks, spoke, signal) : new Map<string, ObjectLook['dryRun']>();
  for (const [id, dryRun] of tried) looks.set(id, { ...looks.get(id), dryRun });
  return { ok: true as const, value: looks };
}

function moving(former: string, cluster: string): string {
  return `The destination moved from cluster ${former} to ${cluster}: what the Application owns on ${former} is deleted there first.`;
}

function blocked(message: string): PreviewAnswer {
  return { kind: 'blocked', message };
}
