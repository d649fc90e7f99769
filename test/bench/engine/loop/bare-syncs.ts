import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_SYNC_CONCURRENCY } from '#adapters/config/env.schema.ts';
import { tenantUser } from '#adapters/kube/spokes/tenant-user.ts';
import type { Application } from '#core/resources/application.ts';
import type { Cluster } from '#core/resources/cluster.ts';
import { syncFieldsOf } from '#flows/sync/report/write-sync-fields.ts';
import type { LocalCluster } from '../../../fleet/kubernetes/local-cluster.ts';
import type { World } from '../../../world/world.ts';
import { type BareIdentity, type BareSync, runBareLoop, type StatusWrite } from './bare-loop.ts';
import { BARE_NAMESPACE, type BenchApplication, type EngineWorld, TENANT } from '../engine-world.ts';
import { Gate } from './gate.ts';
import type { Contender } from '../turns/turns.ts';

/**
 * The requests of a sync of every Application, as hub and worker would send them: signed in as they are, for the tenant, with the
 * field managers, bodies and number at once that they use.
 */
export class BareSyncs {
  private readonly engine: EngineWorld;
  private readonly tokens: ReadonlyMap<LocalCluster, string>;
  private readonly fieldManager: string;
  /** Of Nabe's Applications, by name. */
  private statuses: ReadonlyMap<string, Application> = new Map();

  private constructor(engine: EngineWorld, tokens: ReadonlyMap<LocalCluster, string>, fieldManager: string) {
    this.engine = engine;
    this.tokens = tokens;
    this.fieldManager = fieldManager;
  }

  /** For a Nabe that has synced everything and writes no more. */
  static async prepare(engine: EngineWorld): Promise<BareSyncs> {
    return new BareSyncs(engine, await readTokens(engine.world), await readFieldManager(engine));
  }

  /** What Nabe has made, without Nabe. */
  get world(): World {
    return this.engine.world;
  }

  /**
   * From now on the statuses that are written are those that Nabe has just written, but for one word: as long as they, whose histories grow
   * with each sync, and with as many changes to what is there.
   */
  imitate(applications: readonly Application[]): void {
    this.statuses = new Map(applications.map((application) => [application.metadata.name, application]));
  }

  /**
   * Objects that are new, in a namespace of the loop's own; the two status writes of a sync that creates, and the observer's, because they are
   * healthy no more or not yet.
   */
  creationOfAll(): Contender {
    return this.loop((application) => ({
      manifests: this.engine.manifestsOf(application, BARE_NAMESPACE, 'new'),
      before: [this.statusWrite(application, 'new')],
      after: [this.statusWrite(application, 'done'), this.healthWrite(application)],
    }));
  }

  /** The objects that Nabe made, with another value; the one status write of a sync that changes. */
  changeOfAll(value: string): Contender {
    return this.loop((application) => ({
      manifests: this.engine.manifestsOf(application, TENANT, value),
      before: [],
      after: [this.statusWrite(application, value)],
    }));
  }

  private loop(part: (application: BenchApplication) => Omit<BareSync, 'spoke'>): Contender {
    const { engine, fieldManager } = this;
    const { management } = engine.world.fleet;
    const syncs = engine.applications.map((application) => ({
      spoke: engine.world.spoke(application.cluster),
      ...part(application),
    }));
    const gate = new Gate();
    const identityOf = (cluster: LocalCluster) => this.identityOf(cluster);
    const options = { management, fieldManager, identityOf, concurrency: DEFAULT_SYNC_CONCURRENCY, gate };
    return { run: () => runBareLoop(syncs, options), hold: () => gate.close(), release: () => gate.open() };
  }

  private identityOf(cluster: LocalCluster): BareIdentity {
    const token = this.tokens.get(cluster) ?? '';
    return cluster === this.engine.world.fleet.management ? { token } : { token, impersonate: tenantUser(TENANT) };
  }

  private statusWrite({ name }: BenchApplication, summary: string): StatusWrite {
    const application = this.known(name);
    const status = { ...syncFieldsOf(application), summary: `Synced by the bare loop: ${summary}.` };
    return writeOf(application, 'nabe-sync', status);
  }

  private healthWrite({ name }: BenchApplication): StatusWrite {
    const health = { status: 'Progressing', message: 'Seen by the bare loop.' };
    return writeOf(this.known(name), 'nabe-observe', { health });
  }

  private known(name: string): Application {
    const application = this.statuses.get(name);
    if (application === undefined) throw new Error(`there is no Application ${name}`);
    return application;
  }
}

function writeOf({ metadata }: Application, fieldManager: string, status: object): StatusWrite {
  const { namespace, name } = metadata;
  return {
    path: `/apis/nabe.dev/v1alpha1/namespaces/${namespace}/applications/${name}/status`,
    object: { apiVersion: 'nabe.dev/v1alpha1', kind: 'Application', metadata: { namespace, name }, status },
    fieldManager,
  };
}

async function readTokens(world: World): Promise<Map<LocalCluster, string>> {
  const tokens = new Map([[world.fleet.management, readHubToken(world)]]);
  for (const [name, spoke] of world.fleet.spokes) {
    const cluster = await world.resource<Cluster>(`namespaces/nabe-system/clusters/${name}`);
    const path = `/api/v1/namespaces/nabe-system/secrets/${cluster?.spec.credentialsRef.name}`;
    const { body } = await world.get<{ readonly data?: { readonly token?: string } }>(path);
    tokens.set(spoke, Buffer.from(body.data?.token ?? '', 'base64').toString('utf8'));
  }
  return tokens;
}

function readHubToken({ fleet }: World): string {
  const text = readFileSync(join(fleet.folder, 'hub.kubeconfig'), 'utf8');
  const config: { readonly users: readonly { readonly user: { readonly token: string } }[] } = JSON.parse(text);
  return config.users[0]?.user.token ?? '';
}

async function readFieldManager({ world, applications: [first] }: EngineWorld): Promise<string> {
  const path = `/api/v1/namespaces/${TENANT}/serviceaccounts/${first?.name}`;
  const { body } = await world.spoke(first?.cluster ?? '').request<ManagedObject>('GET', path);
  const entry = body.metadata.managedFields.find(({ operation }) => operation === 'Apply');
  if (entry === undefined) throw new Error(`${path} was applied by nobody`);
  return entry.manager;
}

interface ManagedObject {
  readonly metadata: { readonly managedFields: readonly { readonly manager: string; readonly operation: string }[] };
}
