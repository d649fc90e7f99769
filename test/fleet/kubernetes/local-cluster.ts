import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Binaries } from '../../setup/binaries.ts';
import { startOnFreePorts } from '../processes/free-ports.ts';
import type { Guard } from '../processes/guard.ts';
import { Program } from '../processes/program.ts';
import { waitUntil } from '../processes/wait-until.ts';
import { type ApiAnswer, ApiClient } from './api-client.ts';
import { apiServerFlags, auditPolicy } from './api-server-flags.ts';
import { controllerManagerFlags, kwokFlags, schedulerFlags } from './control-plane-flags.ts';
import { type ClusterCredentials, formatKubeconfig, makeCredentials } from './credentials.ts';
import { addNodes, areNodesReady, hasDefaultServiceAccount } from './first-objects.ts';
import { kwokStages } from './kwok-stages.ts';

export interface ClusterOptions {
  /** Also its prefix in etcd. */
  readonly name: string;
  /** Runs kube-controller-manager: Deployments make pods, namespaces end, owned objects are collected. Default: no. */
  readonly controllers?: boolean;
  /** Runs kube-scheduler. Default: no. */
  readonly scheduler?: boolean;
  /** Nodes that kwok pretends to run. Default: none, and no kwok. */
  readonly kwokNodes?: number;
  /** Writes one line of JSON per answered request, and per watch that begins, to `auditLog`. Default: no. */
  readonly audit?: boolean;
}

export interface ClusterSurroundings {
  readonly binaries: Binaries;
  readonly etcdUrl: string;
  /** The cluster's own folder inside the fleet's; it is made. */
  readonly folder: string;
  readonly logFolder: string;
  readonly guard: Guard;
}

const readyDeadlineMs = 120_000;

/** One Kubernetes cluster of the fleet: an API server and, where asked for, controllers, a scheduler and pretended nodes. */
export class LocalCluster {
  readonly name: string;
  readonly server: string;
  readonly adminToken: string;
  readonly kubeconfigPath: string;
  /** Path of the audit log (JSON lines), when asked for. */
  readonly auditLog: string | undefined;
  readonly #options: ClusterOptions;
  readonly #around: ClusterSurroundings;
  readonly #port: number;
  readonly #credentials: ClusterCredentials;
  readonly #others: Program[] = [];
  #apiServer: Program | undefined;
  #client: ApiClient | undefined;

  private constructor(options: ClusterOptions, around: ClusterSurroundings, port: number) {
    this.#options = options;
    this.#around = around;
    this.#port = port;
    this.name = options.name;
    this.server = `https://127.0.0.1:${port}`;
    this.#credentials = makeCredentials(around.folder);
    this.adminToken = this.#credentials.adminToken;
    this.kubeconfigPath = join(around.folder, 'kubeconfig.json');
    this.auditLog = options.audit === true ? join(around.folder, 'audit.log') : undefined;
  }

  /** Starts the cluster; resolves when its API server, its controllers and its nodes are ready. */
  static async start(options: ClusterOptions, around: ClusterSurroundings): Promise<LocalCluster> {
    mkdirSync(around.folder, { recursive: true, mode: 0o700 });
    const cluster = await startOnFreePorts(1, async ([port = 0]) => {
      const candidate = new LocalCluster(options, around, port);
      await candidate.start();
      return candidate;
    });
    await cluster.#startOthers();
    return cluster;
  }

  /** The API server's own certificate, which is also the authority that vouches for it. PEM. */
  get caPem(): string {
    return readFileSync(this.#caFile, 'utf8');
  }

  /** Starts the API server again, on the same port and with the same data, and waits until it is ready; does nothing while it runs. */
  async start(): Promise<void> {
    if (this.#apiServer !== undefined && this.#apiServer.end === undefined) return;
    this.#apiServer = this.#run('kube-apiserver', this.#around.binaries.kubeApiserver, this.#apiServerFlags());
    await this.waitReady(readyDeadlineMs).catch(async (error: unknown) => {
      await this.kill();
      throw error;
    });
  }

  /** Ends the API server in good order; its port then refuses connections. */
  async stop(): Promise<void> {
    await this.#apiServer?.stop('SIGTERM');
    await this.#forgetClient();
  }

  /** Ends the API server at once (SIGKILL), as a crash would. */
  async kill(): Promise<void> {
    await this.#apiServer?.stop('SIGKILL');
    await this.#forgetClient();
  }

  /** Sends one request as the admin. See `ApiClient.request`. */
  request<Body = unknown>(...request: Parameters<ApiClient['request']>): Promise<ApiAnswer<Body>> {
    this.#client ??= new ApiClient(this.server, this.caPem, this.adminToken);
    return this.#client.request<Body>(...request);
  }

  /** Waits until the API server says of itself that it is ready; fails when it ends or at the deadline. */
  async waitReady(deadlineMs: number): Promise<void> {
    const apiServer = this.#apiServer;
    await waitUntil(() => this.#answersReady(), {
      what: `kube-apiserver of ${this.name} is ready`,
      deadlineMs,
      hopeless: () => (apiServer === undefined ? `kube-apiserver of ${this.name} was never started` : apiServer.end),
      explain: () => apiServer?.logTail() ?? '',
    });
  }

  async #answersReady(): Promise<boolean> {
    try {
      return (await this.request('GET', '/readyz')).status === 200;
    } catch (error) {
      // The client may have been made while kube-apiserver was still writing its certificate: the next one reads it anew.
      await this.#forgetClient();
      throw error;
    }
  }

  /** Process ids of everything the cluster runs now, by program name. */
  get pids(): ReadonlyMap<string, number> {
    const running = [this.#apiServer, ...this.#others].filter((program) => program?.end === undefined);
    return new Map(running.flatMap((program) => (program?.pid === undefined ? [] : [[program.name, program.pid]])));
  }

  async #startOthers(): Promise<void> {
    const { name, server, caPem, adminToken } = this;
    const { controllers, scheduler, kwokNodes = 0 } = this.#options;
    writeFileSync(this.kubeconfigPath, formatKubeconfig({ name, server, caPem, token: adminToken }), { mode: 0o600 });
    if (kwokNodes > 0) this.#startKwok();
    if (controllers === true) this.#startControllerManager();
    if (scheduler === true) this.#startScheduler();
    if (kwokNodes > 0) await addNodes(this, kwokNodes);
    const hasServiceAccount = async () => controllers !== true || (await hasDefaultServiceAccount(this));
    await this.#waitForOthers('the default ServiceAccount exists', hasServiceAccount);
    await this.#waitForOthers('the nodes are ready', () => areNodesReady(this, controllers === true));
  }

  #startKwok(): void {
    const stages = join(this.#around.folder, 'kwok-stages.yaml');
    writeFileSync(stages, kwokStages);
    this.#others.push(this.#run('kwok', this.#around.binaries.kwok, kwokFlags(this.kubeconfigPath, stages)));
  }

  #startControllerManager(): void {
    const flags = controllerManagerFlags(this.kubeconfigPath, this.#caFile, this.#credentials);
    this.#others.push(this.#run('kube-controller-manager', this.#around.binaries.kubeControllerManager, flags));
  }

  #startScheduler(): void {
    const flags = schedulerFlags(this.kubeconfigPath);
    this.#others.push(this.#run('kube-scheduler', this.#around.binaries.kubeScheduler, flags));
  }

  #waitForOthers(what: string, check: () => Promise<boolean>): Promise<boolean> {
    const ended = () => this.#others.find((program) => program.end !== undefined);
    return waitUntil(check, {
      what: `${what} in cluster ${this.name}`,
      deadlineMs: readyDeadlineMs,
      intervalMs: 100,
      hopeless: () => ended()?.end,
      explain: () => (ended() ?? this.#others[0])?.logTail() ?? '',
    });
  }

  #run(program: string, command: string, args: string[]): Program {
    const name = `${this.name}-${program}`;
    const logFile = join(this.#around.logFolder, `${name}.log`);
    return new Program({ name, command, args, logFile, guard: this.#around.guard });
  }

  #apiServerFlags(): string[] {
    const policyFile = join(this.#around.folder, 'audit-policy.json');
    writeFileSync(policyFile, auditPolicy);
    return apiServerFlags({
      name: this.name,
      port: this.#port,
      etcdUrl: this.#around.etcdUrl,
      certificateFolder: this.#around.folder,
      credentials: this.#credentials,
      hasControllers: this.#options.controllers === true,
      ...(this.auditLog === undefined ? {} : { audit: { policyFile, logFile: this.auditLog } }),
    });
  }

  async #forgetClient(): Promise<void> {
    await this.#client?.close();
    this.#client = undefined;
  }

  get #caFile(): string {
    return join(this.#around.folder, 'apiserver.crt');
  }
}
