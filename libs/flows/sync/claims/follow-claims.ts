import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { sharedText } from '#core/model/text/shared-text.ts';
import { ClaimIndex } from '#core/ownership/claim-index.ts';
import type { Application } from '#core/resources/application.ts';
import { fromInventoryItems } from '#core/status/items/inventory-items.ts';
import { findCluster } from '#core/sync-target/locate-target.ts';
import type { ControlPlane } from '../../ports/control-plane.port.ts';

/** Which Application owns which object, kept up to date from the inventories of all Applications. */
export function followClaims(controlPlane: ControlPlane): { readonly claims: ClaimIndex; readonly stop: () => void } {
  const claims = new ClaimIndex();
  const view = controlPlane.view('Application');
  const note = ({ metadata, spec, status }: Application) => {
    const cluster =
      status.cluster ??
      findCluster(controlPlane.view('Cluster').list(), spec.destination)?.metadata.name ??
      spec.destination.name ??
      '';
    const inventory = readInventory(status);
    if (inventory !== undefined) claims.set(sharedText(`${metadata.namespace}/${metadata.name}`), cluster, inventory);
  };
  for (const application of view.each()) note(application);
  const stop = view.onChange(({ namespace, name }, application) => {
    const key = `${namespace}/${name}`;
    if (application !== undefined) note(application);
    // One that cannot be read any more still owns what it owned.
    else if (!view.unreadable.has(key)) claims.remove(key);
  });
  return { claims, stop };
}

/** Undefined when it cannot be read, which whoever syncs or observes the Application says: until then it owns what it owned. */
function readInventory({ inventory }: Application['status']): InventoryEntry[] | undefined {
  try {
    return fromInventoryItems(inventory);
  } catch {
    return undefined;
  }
}
