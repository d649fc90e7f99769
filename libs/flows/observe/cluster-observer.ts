import type { Health } from '#core/health/health.ts';
import type { OwnedObjects } from '#core/observe/wanted-watches.ts';
import { applicationHealth, findMismatches, type Mismatch } from '#core/observe/object-states.ts';
import { objectKeyId, parseObjectKeyId } from '#core/model/objects/object-key.ts';
import { sharedText } from '#core/model/text/shared-text.ts';
import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import type { Application } from '#core/resources/application.ts';
import { SYSTEM_NAMESPACE, tenantOfNamespace } from '#core/resources/metadata.ts';
import { endSentence } from '#core/status/end-sentence.ts';
import { fromInventoryItems } from '#core/status/items/inventory-items.ts';
import { isNamed } from '#core/sync-target/locate-target.ts';
import { readSyncDecisions } from '#core/sync-target/sync-decisions.ts';
import type { Clock } from '../ports/clock.port.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { SpokeObservation } from '../ports/clusters/cluster-watches.port.ts';
import type { SpokeFailure } from '../ports/clusters/cluster-access.port.ts';
import type { SyncQueue } from '../ports/sync-queue.port.ts';
import type { TenantHealth } from '../health/tenant-health.ts';
import type { ApplicationPlace, ApplicationPlaces } from '../spokes/application-places.ts';
import { DriftReporter } from './drift-reporter.ts';
import { HealthReporter, type ObservedFields } from './health-reporter.ts';
import { OwnedPlaces } from './owned-places.ts';
import { SeenObjects } from './seen-objects.ts';
import { WatchManager } from './watch-manager.ts';

export interface ObserverPorts {
  readonly controlPlane: ControlPlane;
  readonly queue: Pick<SyncQueue, 'request'>;
  readonly health: TenantHealth;
  readonly clock: Pick<Clock, 'random'>;
  /** Where all Applications are: those of other clusters need not be looked at. */
  readonly places: Pick<ApplicationPlaces, 'namesAt'>;
  readonly onError: (error: unknown, context: { cluster: string }) => void;
}

const TRIM_AFTER_MS = 5000;

type Whereabouts = Pick<ApplicationPlace, 'destination' | 'cluster'>;

/** What is kept of an Application: there are thousands, and the view has the rest. */
interface Observed {
  readonly owned: OwnedObjects;
  /** Key ids of its objects. */
  readonly ids: readonly string[];
  /** What is known of its inventory where that cannot be read any more. */
  readonly lastInventory?: readonly InventoryEntry[] | undefined;
}

/**
 * Watches everything that Applications own on one cluster, compares it with their inventories and reports: drift to the queue, health
 * to the Application. It sends no request but watches, and writes only what changed.
 */
export class ClusterObserver {
  private readonly applications = new Map<string, Observed>();
  private readonly places = new OwnedPlaces();
  /** Object key id to the Application that owns it. */
  private readonly owners = new Map<string, string>();
  private readonly seen: SeenObjects;
  private readonly watches: WatchManager;
  private readonly drift: DriftReporter;
  private readonly health: HealthReporter;
  private readonly dirty = new Set<string>();
  private readonly cluster: string;
  private readonly controlPlane: ControlPlane;
  private readonly report: (error: unknown) => void;
  private readonly unsubscribe: readonly (() => void)[];
  private unreachable: SpokeFailure | undefined;
  private look: NodeJS.Immediate | undefined;
  private trim: NodeJS.Timeout | undefined;

  constructor(cluster: string, observation: SpokeObservation, ports: ObserverPorts) {
    const { controlPlane, queue, health, clock, places, onError } = ports;
    const report = (error: unknown) => onError(error, { cluster });
    this.cluster = cluster;
    this.report = report;
    this.controlPlane = controlPlane;
    this.drift = new DriftReporter(queue, report);
    this.health = new HealthReporter(controlPlane, report);
    this.seen = new SeenObjects(health, (id) => this.markOwners([id]), report);
    this.watches = new WatchManager(observation, this.seen, {
      hasHealth: (kind, tenant) => health.hasHealth(tenant, kind),
      changed: (ids) => this.markOwners(ids),
      allChanged: () => this.markAll(),
      fewerWanted: () => this.trimLater(),
      clock,
    });
    const view = controlPlane.view('Application');
    for (const name of places.namesAt((place) => this.isHere(place))) {
      const application = view.get(name);
      if (application !== undefined) this.follow(application);
    }
    this.unsubscribe = [
      view.onChange((name, application) => this.changed(`${name.namespace}/${name.name}`, application)),
      health.onChange((isMeant) => this.watches.showAgain(isMeant, this.places.all())),
    ];
  }

  /** From now on nothing is known: the health of every Application here is Unknown, and says why. */
  lost(failure: SpokeFailure): void {
    this.unreachable = failure;
    this.markAll();
  }

  regained(): void {
    this.unreachable = undefined;
    this.markAll();
  }

  stop(): void {
    for (const unsubscribe of this.unsubscribe) unsubscribe();
    clearImmediate(this.look);
    clearTimeout(this.trim);
    this.watches.stopAll();
    this.drift.stop();
    this.health.stop();
  }

  private changed(key: string, application: Application | undefined): void {
    const before = this.applications.get(key);
    if (application === undefined || !this.isHere(whereabouts(application))) {
      if (before !== undefined) this.forget(key, before);
      return;
    }
    this.follow(application);
    this.trimLater();
  }

  /** Where its objects are counts; where they shall go, as long as there are none. */
  private isHere({ cluster, destination }: Whereabouts): boolean {
    if (cluster !== undefined) return cluster === this.cluster;
    const name = { namespace: SYSTEM_NAMESPACE, name: this.cluster };
    const registered = this.controlPlane.view('Cluster').get(name);
    return registered !== undefined && isNamed(registered, destination);
  }

  private follow(application: Application): void {
    const { namespace, name } = application.metadata;
    const key = sharedText(`${namespace}/${name}`);
    const before = this.applications.get(key);
    const read = this.readInventory(key, application);
    const inventory = read ?? before?.lastInventory ?? (before === undefined ? [] : entriesOf(before));
    if (before !== undefined) this.disown(key, before);
    const ids = inventory.map((entry) => sharedText(objectKeyId(entry)));
    for (const id of ids) this.owners.set(id, key);
    const owned = this.places.share(tenantOfNamespace(namespace) ?? '', inventory);
    this.applications.set(key, { owned, ids, ...(read === undefined && { lastInventory: inventory }) });
    this.watches.ensure([owned]);
    this.mark(key);
  }

  /** One Application whose inventory cannot be read must not stop the observation of all others. */
  private readInventory(key: string, { status }: Application): InventoryEntry[] | undefined {
    try {
      return fromInventoryItems(status.inventory);
    } catch (error) {
      this.report(new Error(`cannot observe Application ${key}`, { cause: error }));
      return undefined;
    }
  }

  private forget(key: string, observed: Observed): void {
    this.disown(key, observed);
    this.applications.delete(key);
    this.drift.state(key, nameOf(key), new Map());
    this.trimLater();
  }

  private disown(key: string, { ids, owned }: Observed): void {
    for (const id of ids) if (this.owners.get(id) === key) this.owners.delete(id);
    this.places.release(owned);
  }

  /** Looking for watches that nobody needs any more goes over all inventories: seldom, and never in the way of news. */
  private trimLater(): void {
    this.trim ??= setTimeout(() => {
      this.trim = undefined;
      this.watches.trim(this.places.all());
    }, TRIM_AFTER_MS);
  }

  private markOwners(ids: Iterable<string>): void {
    for (const id of ids) {
      const owner = this.owners.get(id);
      if (owner !== undefined) this.mark(owner);
    }
  }

  private markAll(): void {
    this.watches.ensure(this.places.all());
    for (const key of this.applications.keys()) this.mark(key);
  }

  /** Events come in bursts: Applications are looked at once for each burst. */
  private mark(key: string): void {
    this.dirty.add(key);
    this.look ??= setImmediate(() => this.lookAtDirty());
  }

  private lookAtDirty(): void {
    this.look = undefined;
    const keys = [...this.dirty];
    this.dirty.clear();
    for (const key of keys) {
      const observed = this.applications.get(key);
      if (observed === undefined || this.isTooEarly(observed)) continue;
      const application = this.controlPlane.view('Application').get(nameOf(key));
      if (application !== undefined) this.lookAt(key, application, observed);
    }
  }

  /** While a cluster begins to be observed each object is news, and nothing can be said before the last kind of them has come. */
  private isTooEarly({ owned: { tenant, inventory } }: Observed): boolean {
    const { watches } = this;
    return (
      this.unreachable === undefined && inventory.some((place) => watches.isStarting(watches.watchOf(place, tenant)))
    );
  }

  private lookAt(key: string, application: Application, { owned: { tenant }, lastInventory }: Observed): void {
    if (this.unreachable !== undefined) return this.reportUnknown(key, application, this.unreachable);
    const inventory = lastInventory ?? this.readInventory(key, application) ?? [];
    const byId = new Map(inventory.map((entry) => [objectKeyId(entry), entry]));
    const look = (id: string) => {
      const entry = byId.get(id);
      return this.seen.look(id, entry && this.watches.watchOf(entry, tenant));
    };
    const isDeleting = application.metadata.deletionTimestamp !== undefined;
    const mismatches = isDeleting ? new Map<string, Mismatch>() : findMismatches(inventory, look);
    this.reportDrift(key, application, mismatches);
    if (application.status.sync === undefined) return;
    const health = applicationHealth(inventory, look) ?? this.unknownHealth(inventory, tenant);
    if (health !== undefined)
      this.health.state(application, { health: statusOf(health), ...driftOf(application, mismatches) });
  }

  /** Of objects that no watch has shown yet: nothing, unless a watch says why it cannot. */
  private unknownHealth(inventory: readonly InventoryEntry[], tenant: string): Health | undefined {
    for (const entry of inventory) {
      const failure = this.watches.failureOf(this.watches.watchOf(entry, tenant));
      if (failure !== undefined)
        return {
          status: 'Unknown',
          message: `Nothing is known about its objects of kind ${entry.kind}: ${endSentence(failure.message)}`,
        };
    }
    return undefined;
  }

  private reportDrift(
    key: string,
    { metadata: { namespace, name }, status }: Application,
    mismatches: ReadonlyMap<string, Mismatch>,
  ): void {
    const wasDifferent = this.drift.has(key);
    this.drift.state(key, { namespace, name }, mismatches);
    // What was left different on purpose is as git says again: the Application has to hear that it is in sync.
    if (wasDifferent && mismatches.size === 0 && status.sync?.status === 'OutOfSync')
      this.drift.ask({ namespace, name });
  }

  private reportUnknown(key: string, application: Application, { message }: SpokeFailure): void {
    const { namespace, name } = application.metadata;
    this.drift.state(key, { namespace, name }, new Map());
    const why = `Nothing is known about its objects: ${endSentence(message)}`;
    this.health.state(application, { health: { status: 'Unknown', message: why } });
  }
}

/** Of what is known without the inventory: what objects there were, not how they were applied, so that nothing counts as drift. */
function entriesOf({ ids, owned }: Observed): InventoryEntry[] {
  return ids.flatMap((id) => {
    const key = parseObjectKeyId(id);
    const place = owned.inventory.find(({ group, kind }) => group === key?.group && kind === key.kind);
    return key === undefined || place === undefined ? [] : [{ ...key, version: place.version }];
  });
}

function whereabouts({ spec: { destination }, status: { cluster } }: Application): Whereabouts {
  return { destination, cluster };
}

function nameOf(key: string): { readonly namespace: string; readonly name: string } {
  const [namespace = '', name = ''] = key.split('/');
  return { namespace, name };
}

function statusOf({ status, message }: Health): NonNullable<ObservedFields['health']> {
  return message === '' ? { status } : { status, message };
}

/** Differences that stay, because nobody is allowed to undo them. */
function driftOf({ spec }: Application, mismatches: ReadonlyMap<string, Mismatch>): Pick<ObservedFields, 'drift'> {
  if (mismatches.size === 0 || readSyncDecisions(spec).selfHeal) return {};
  return { drift: { objects: [...mismatches.keys()].toSorted(), message: 'self-heal is off' } };
}
