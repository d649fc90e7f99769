import { canonicalJson } from '#core/model/canonical-json.ts';
import type { Cluster } from '#core/resources/cluster.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import { findCluster } from '#core/sync-target/locate-target.ts';
import { KeyedLoop, type RunOutcome } from '#flows/loops/keyed-loop.ts';
import type { ResourceName } from '#flows/ports/control-plane.port.ts';
import type { SpokeIdentities } from '#flows/ports/clusters/spoke-identities.port.ts';
import { type ApplicationPlace, ApplicationPlaces } from '#flows/spokes/application-places.ts';
import {
  desiredSpokeAccess,
  reconcileSpokeAccess,
  type SpokeAccessPorts,
} from '#flows/spokes/reconcile-spoke-access.ts';
import type { Platform } from '#runtime/platform.ts';

const AT_ONCE = 8;
/** Somebody else has to create a namespace; nobody tells us when. */
const MISSING_AGAIN_MS = 30_000;
const FAILED_AGAIN_MS = 3000;

/** What was last brought about on a spoke. */
interface Prepared {
  readonly desired: string;
  /** Namespaces of Applications (on the management cluster and on the spoke) whose rights were looked after. */
  readonly covered: ReadonlySet<string>;
  readonly isWhole: boolean;
}

/**
 * Keeps the tenants' identities and bindings on every spoke that is Ready. A spoke is looked at when it becomes Ready, when what it
 * should hold changes, and when a tenant was refused there; otherwise it gets no request.
 */
export class SpokesReconciler {
  readonly loop: KeyedLoop;
  private readonly prepared = new Map<string, Prepared>();
  private readonly platform: Platform;
  private readonly ports: SpokeAccessPorts;
  private readonly places: ApplicationPlaces;
  private readonly onPrepared: () => void;

  constructor(platform: Platform, identities: SpokeIdentities, onPrepared: () => void) {
    const { controlPlane } = platform;
    this.platform = platform;
    this.places = new ApplicationPlaces(controlPlane.view('Application'));
    this.ports = { controlPlane, identities, places: this.places };
    this.onPrepared = onPrepared;
    const onError = (key: string, error: unknown) =>
      platform.log.error({ cluster: key, err: error }, 'cannot prepare a cluster for its tenants: trying again');
    this.loop = new KeyedLoop({ clock: platform.clock, concurrency: AT_ONCE, run: (key) => this.run(key), onError });
  }

  /** Answers what ends it. */
  follow(): () => void {
    this.requestAll();
    return () => this.places.stop();
  }

  requestAll(): void {
    for (const name of this.names()) this.loop.request(name);
  }

  /** Requests those that were not looked at since the last sweep. */
  sweep(): void {
    this.loop.sweep(this.names());
  }

  /** Looks at the spoke itself, even if nothing changed here: somebody may have changed it there. */
  requestAnew(cluster: string): void {
    this.prepared.delete(cluster);
    this.loop.request(cluster);
  }

  /**
   * Whether the rights of an Application were looked after, so that its sync does not run ahead of them. True as well for one that
   * gets none: its sync will say why.
   */
  isPrepared(cluster: string, place: ApplicationPlace): boolean {
    return this.prepared.get(cluster)?.covered.has(coverOf(place)) === true;
  }

  /** Answered without the Application itself, of which there are thousands; undefined where there is none. */
  placeOf(name: ResourceName): ApplicationPlace | undefined {
    return this.places.of(name);
  }

  private names(): string[] {
    return this.platform.controlPlane
      .view('Cluster')
      .list()
      .map(({ metadata }) => metadata.name);
  }

  private async run(name: string): Promise<RunOutcome | void> {
    const { controlPlane } = this.platform;
    const cluster = controlPlane.view('Cluster').get({ namespace: SYSTEM_NAMESPACE, name });
    if (cluster === undefined) return void this.prepared.delete(name);
    if (cluster.status.phase !== 'Ready') return;
    const views = [controlPlane.view('Tenant'), controlPlane.view('Application')];
    if (views.some(({ complete }) => !complete)) return { againInMs: FAILED_AGAIN_MS };
    const mayDelete = views.every(({ unreadable }) => unreadable.size === 0);
    const covered = new Set(this.coversOn(cluster));
    const desired = await desiredSpokeAccess(cluster, this.ports);
    if (!desired.ok) return this.failed(name, desired.failure);
    const wanted = { desired: desired.value, mayDelete };
    const text = canonicalJson(wanted);
    const before = this.prepared.get(name);
    if (before?.desired === text && before.isWhole) return this.finish(name, { ...before, covered });
    const reconciled = await reconcileSpokeAccess(name, wanted, this.ports);
    if (!reconciled.ok) return this.failed(name, reconciled.failure);
    const { steps, missingNamespaces, refused } = reconciled.value;
    if (steps > 0) this.platform.log.info({ cluster: name, steps }, 'cluster prepared for its tenants');
    for (const { kind, message } of refused)
      this.platform.log.warn(
        { cluster: name, failure: kind, problem: message },
        'a tenant lacks rights on a cluster: trying again',
      );
    const isWhole = missingNamespaces.length === 0 && refused.length === 0;
    this.finish(name, { desired: text, covered, isWhole });
    return isWhole ? undefined : { againInMs: MISSING_AGAIN_MS };
  }

  private finish(cluster: string, prepared: Prepared): void {
    this.prepared.set(cluster, prepared);
    this.onPrepared();
  }

  /** Of the Applications on a cluster. */
  private coversOn({ metadata: { name } }: Cluster): IteratorObject<string> {
    const clusters = this.platform.controlPlane.view('Cluster').list();
    return this.places
      .all()
      .filter(({ destination }) => findCluster(clusters, destination)?.metadata.name === name)
      .map(coverOf);
  }

  private failed(cluster: string, { kind, message }: { readonly kind: string; readonly message: string }): RunOutcome {
    this.platform.log.warn(
      { cluster, failure: kind, problem: message },
      'cannot prepare a cluster for its tenants: trying again',
    );
    return { againInMs: FAILED_AGAIN_MS };
  }
}

function coverOf({ namespace, destination }: ApplicationPlace): string {
  return `${namespace}/${destination.namespace}`;
}
