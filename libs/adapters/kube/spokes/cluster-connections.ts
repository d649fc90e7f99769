import { fail, type Result, succeed } from '#core/model/result.ts';
import type { Cluster } from '#core/resources/cluster.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { SpokeFailure } from '#flows/ports/clusters/cluster-access.port.ts';
import type { ControlPlane, ResourceName } from '#flows/ports/control-plane.port.ts';
import { ClusterConnection, type OnAnswer, type ShareOfBudget, type SpokePace } from './cluster-connection.ts';

export interface ClusterConnectionsOptions {
  readonly controlPlane: Pick<ControlPlane, 'view' | 'readSecret'>;
  readonly clock: Clock;
  /** `nabe/<version>`. */
  readonly userAgent: string;
  readonly onAnswer?: OnAnswer | undefined;
  /** At the start; all of it when absent. */
  readonly share?: ShareOfBudget | undefined;
}

/** The connections of this process to the registered spokes; each ends when its Cluster is gone. */
export class ClusterConnections {
  readonly #options: ClusterConnectionsOptions;
  readonly #connections = new Map<string, ClusterConnection>();
  readonly #unsubscribe: () => void;
  #share: ShareOfBudget;

  constructor(options: ClusterConnectionsOptions) {
    this.#options = options;
    this.#share = options.share ?? ((budget) => budget);
    this.#unsubscribe = options.controlPlane.view('Cluster').onChange((name, cluster) => this.#follow(name, cluster));
  }

  get(name: string): Result<ClusterConnection, SpokeFailure> {
    const known = this.#connections.get(name);
    if (known !== undefined) return succeed(known);
    const view = this.#options.controlPlane.view('Cluster');
    const cluster = view.get({ namespace: SYSTEM_NAMESPACE, name });
    if (cluster === undefined) return fail(view.complete ? notRegistered(name) : notReadYet(name));
    const { controlPlane, ...shared } = this.#options;
    const connection = new ClusterConnection({
      ...shared,
      share: this.#share,
      name,
      spec: cluster.spec,
      secrets: controlPlane,
    });
    this.#connections.set(name, connection);
    return succeed(connection);
  }

  /** Our part of the spokes' budgets from now on. */
  divide(share: ShareOfBudget): void {
    this.#share = share;
    for (const connection of this.#connections.values()) connection.divide(share);
  }

  /** How the spokes that were used are worked at present, by name. */
  *paces(): Generator<readonly [string, SpokePace]> {
    for (const [name, { pace }] of this.#connections) if (pace !== undefined) yield [name, pace];
  }

  /** Calls back when the Cluster is deleted, until the answered function is called. */
  onGone(name: string, listener: () => void): () => void {
    const gone = (changed: ResourceName, cluster: Cluster | undefined): void => {
      if (isCluster(changed, name) && cluster === undefined && !this.#isUnreadable(changed)) listener();
    };
    return this.#options.controlPlane.view('Cluster').onChange(gone);
  }

  async close(): Promise<void> {
    this.#unsubscribe();
    await Promise.all([...this.#connections.values()].map((connection) => connection.close()));
    this.#connections.clear();
  }

  #follow(name: ResourceName, cluster: Cluster | undefined): void {
    const connection = this.#connections.get(name.name);
    if (connection === undefined || !isCluster(name, connection.name)) return;
    if (cluster !== undefined) {
      void connection.update(cluster.spec);
      return;
    }
    if (this.#isUnreadable(name)) return;
    this.#connections.delete(name.name);
    void connection.close();
  }

  /** A Cluster that somebody broke is still registered: what was known of it before goes on. */
  #isUnreadable({ namespace, name }: ResourceName): boolean {
    return this.#options.controlPlane.view('Cluster').unreadable.has(`${namespace}/${name}`);
  }
}

function isCluster({ namespace, name }: ResourceName, cluster: string): boolean {
  return namespace === SYSTEM_NAMESPACE && name === cluster;
}

function notRegistered(name: string): SpokeFailure {
  return { kind: 'not-found', message: `Cluster ${name} is not registered; the platform team has to register it` };
}

function notReadYet(name: string): SpokeFailure {
  return { kind: 'unreachable', message: `Cluster ${name} is not known yet: the list of clusters is still being read` };
}
