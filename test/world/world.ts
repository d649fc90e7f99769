import { writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SystemClock } from '#adapters/observability/system-clock.ts';
import type { Application } from '#core/resources/application.ts';
import { installManagement } from '#flows/install-management.ts';
import type { KubeApi } from '#flows/ports/clusters/kube-api.port.ts';
import { registerCluster } from '#flows/register-cluster.ts';
import { type Fleet, type FleetOptions, startFleet } from '../fleet/fleet.ts';
import type { LocalCluster } from '../fleet/kubernetes/local-cluster.ts';
import { findFreePorts } from '../fleet/processes/free-ports.ts';
import type { Program } from '../fleet/processes/program.ts';
import { waitUntil } from '../fleet/processes/wait-until.ts';
import { runCli, type CliAnswer } from './cli.ts';
import { COMPILE_CACHE } from './compile-cache.ts';
import { makeManagementIdentity } from './management-identity.ts';
import { rendererFolders } from '../setup/binaries.ts';

export interface WorldSpoke extends Omit<FleetOptions['spokes'][number], 'name'> {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

export interface WorldOptions {
  readonly spokes: readonly WorldSpoke[];
  readonly management?: FleetOptions['management'];
  /** How often repositories are polled. Default 1s. */
  readonly interval?: string;
  readonly onStep?: (text: string) => void;
}

export interface TenantSpec {
  readonly sourceRepos: readonly string[];
  readonly destinations: readonly object[];
  readonly configSources?: readonly object[];
  readonly [field: string]: unknown;
}

const GROUP = '/apis/nabe.dev/v1alpha1';
const dist = fileURLToPath(new URL('../../dist/apps/', import.meta.url));
const clock = new SystemClock();

/**
 * A whole Nabe on a local fleet, for the demo and the end-to-end tests: real API servers, Redis and git, the built hub and workers
 * as processes of their own, clusters registered as the command line does it.
 */
export class World {
  readonly fleet: Fleet;
  readonly apiUrl: string;
  readonly hubs: Program[] = [];
  readonly workers: Program[] = [];
  private readonly options: WorldOptions;
  private readonly kubeconfig: string;
  private readonly hubPort: number;

  private constructor(fleet: Fleet, options: WorldOptions, hubPort: number, kubeconfig: string) {
    this.fleet = fleet;
    this.options = options;
    this.hubPort = hubPort;
    this.kubeconfig = kubeconfig;
    this.apiUrl = `http://127.0.0.1:${hubPort}`;
  }

  /** Starts the fleet, installs Nabe's kinds and registers the spokes; no hub and no worker yet. */
  static async start(options: WorldOptions): Promise<World> {
    const { management = {}, onStep } = options;
    const spokes = options.spokes.map(({ labels: _, ...spoke }) => spoke);
    const fleet = await startFleet({ management, spokes, redis: true, git: true, ...(onStep && { onStep }) });
    try {
      const installed = await installManagement({ management: apiOf(fleet.management), clock });
      if (!installed.ok) throw new Error(installed.failure.message);
      const kubeconfig = join(fleet.folder, 'hub.kubeconfig');
      writeFileSync(kubeconfig, await makeManagementIdentity(fleet.management), { mode: 0o600 });
      const [hubPort = 0] = await findFreePorts(1);
      const world = new World(fleet, options, hubPort, kubeconfig);
      await Promise.all(options.spokes.map((spoke) => world.register(spoke)));
      return world;
    } catch (error) {
      await fleet.stop();
      throw error;
    }
  }

  /** Starts a hub. The first one serves `apiUrl`; further ones stand by. Waits until it answers there (`/readyz`: and has read everything). */
  async startHub(
    until: '/readyz' | '/healthz' = '/readyz',
    env: Readonly<Record<string, string>> = {},
  ): Promise<Program> {
    const number = this.hubs.length;
    const port =
      number === 0 || this.hubs.every(({ end }) => end !== undefined) ? this.hubPort : (await findFreePorts(1))[0];
    const program = this.run('hub', number, { NABE_LISTEN_PORT: String(port), NABE_SWEEP_INTERVAL: '10s', ...env });
    this.hubs.push(program);
    await this.untilHealthy(`http://127.0.0.1:${port}${until}`, program);
    return program;
  }

  async startWorker(env: Readonly<Record<string, string>> = {}): Promise<Program> {
    const program = this.run('worker', this.workers.length, { NABE_LISTEN_PORT: '0', ...env });
    this.workers.push(program);
    return program;
  }

  spoke(name: string): LocalCluster {
    const cluster = this.fleet.spokes.get(name);
    if (cluster === undefined) throw new Error(`there is no spoke ${name}`);
    return cluster;
  }

  async register({ name, labels }: Pick<WorldSpoke, 'name' | 'labels'>): Promise<void> {
    const spoke = this.spoke(name);
    const registered = await registerCluster({
      name,
      server: spoke.server,
      caData: Buffer.from(spoke.caPem).toString('base64'),
      labels,
      spoke: apiOf(spoke),
      management: apiOf(this.fleet.management),
      clock,
      tokenWaitMs: this.options.spokes.some((option) => option.name === name && option.controllers) ? 10_000 : 200,
    });
    if (!registered.ok) throw new Error(`cannot register ${name}: ${registered.failure.message}`);
  }

  /** Sets labels of a registered cluster; null removes one. */
  async labelCluster(name: string, labels: Readonly<Record<string, string | null>>): Promise<void> {
    const path = `${GROUP}/namespaces/nabe-system/clusters/${name}`;
    const headers = { 'content-type': 'application/merge-patch+json' };
    const { status, body } = await this.fleet.management.request<{ message?: string }>(
      'PATCH',
      path,
      { metadata: { labels } },
      headers,
    );
    if (status !== 200) throw new Error(`cannot label cluster ${name}: ${body.message ?? status}`);
  }

  async addTenant(name: string, spec: TenantSpec): Promise<void> {
    await this.put(`${GROUP}/tenants/${name}`, {
      apiVersion: 'nabe.dev/v1alpha1',
      kind: 'Tenant',
      metadata: { name },
      spec,
    });
  }

  /** Makes a repository with its first commit and registers it with the tenant, once the hub has made the tenant's namespace. */
  async addRepository(tenant: string, name: string, files: (url: string) => Record<string, string>): Promise<string> {
    const namespace = `tenant-${tenant}`;
    const { url, username, password } = await this.fleet.git.createRepository(name);
    await this.fleet.git.commit(name, { files: files(url), message: `Start ${name}` });
    await waitUntil(async () => (await this.get(`/api/v1/namespaces/${namespace}`)).status === 200, {
      what: `the hub has made namespace ${namespace}`,
      deadlineMs: 30_000,
      explain: () => this.logs(),
    });
    const secret = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { namespace, name: `${name}-git` },
      stringData: { username, password },
    };
    await this.put(`/api/v1/namespaces/${namespace}/secrets/${name}-git`, secret);
    await this.put(`${GROUP}/namespaces/${namespace}/repositories/${name}`, {
      apiVersion: 'nabe.dev/v1alpha1',
      kind: 'Repository',
      metadata: { namespace, name },
      spec: { url, credentialsRef: { name: `${name}-git` }, interval: this.options.interval ?? '1s' },
    });
    return url;
  }

  commit(repository: string, files: Record<string, string | null>, message: string): Promise<string> {
    return this.fleet.git.commit(repository, { files, message });
  }

  /** All Applications as the management cluster has them. */
  async applications(): Promise<Application[]> {
    const { body } = await this.get<{ items: Application[] }>(`${GROUP}/applications`);
    return body.items;
  }

  async application(tenant: string, name: string): Promise<Application | undefined> {
    const { status, body } = await this.get<Application>(`${GROUP}/namespaces/tenant-${tenant}/applications/${name}`);
    return status === 200 ? body : undefined;
  }

  /** One of our own resources. */
  async resource<Body>(path: string): Promise<Body | undefined> {
    const { status, body } = await this.get<Body>(`${GROUP}/${path}`);
    return status === 200 ? body : undefined;
  }

  get<Body>(path: string) {
    return this.fleet.management.request<Body>('GET', path);
  }

  /** Server-side apply on the management cluster. */
  async put(path: string, object: object): Promise<void> {
    const headers = { 'content-type': 'application/apply-patch+yaml' };
    const answer = await this.fleet.management.request<{ message?: string }>(
      'PATCH',
      `${path}?fieldManager=platform-team&force=true`,
      object,
      headers,
    );
    if (answer.status >= 300) throw new Error(`cannot write ${path}: ${answer.body.message ?? answer.status}`);
  }

  /** Runs the command line against this world's hub. */
  nabe(...args: string[]): Promise<CliAnswer> {
    return runCli(args, { NABE_SERVER: this.apiUrl, NABE_KUBECONFIG: this.fleet.management.kubeconfigPath });
  }

  /** Waits for what hubs and workers do by themselves; when it does not come, their logs say why. */
  until<T>(what: string, check: () => Promise<T | undefined | false>, deadlineMs = 60_000): Promise<T> {
    return waitUntil(check, { what, deadlineMs, explain: () => this.logs() });
  }

  /** The ends of the logs of hubs and workers, for error messages. */
  logs(): string {
    return [...this.hubs, ...this.workers].map((program) => `--- ${program.name}\n${program.logTail()}`).join('\n');
  }

  async stop(): Promise<void> {
    await this.fleet.stop();
  }

  private run(component: 'hub' | 'worker', number: number, env: Readonly<Record<string, string>>): Program {
    const name = `${component}-${number}`;
    const shared = {
      PATH: [...rendererFolders(), process.env['PATH']].join(delimiter),
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      NABE_KUBECONFIG: this.kubeconfig,
      NABE_REDIS_URL: this.fleet.redis.url,
      NABE_CACHE_FOLDER: join(this.fleet.folder, 'cache'),
      NABE_IDENTITY: name,
      NABE_LOG_LEVEL: 'info',
    };
    return this.fleet.run({
      name,
      command: process.execPath,
      args: [join(dist, component, 'src', 'main.js')],
      env: { ...shared, ...env },
    });
  }

  private async untilHealthy(url: string, program: Program): Promise<void> {
    await waitUntil(async () => (await fetch(url)).ok, {
      what: `${program.name} answers at ${url}`,
      deadlineMs: 120_000,
      hopeless: () => program.end,
      explain: () => program.logTail(),
    });
  }
}

/** A cluster of the fleet as the registration flows use it, with the administrator's rights. */
function apiOf(cluster: LocalCluster): KubeApi {
  return {
    request: (method, path, body, type = 'application/json') =>
      cluster.request(method, path, body, { 'content-type': type }),
  };
}
