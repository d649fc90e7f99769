import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { type Handover, SyncWorker } from '#adapters/queue/jobs/sync-worker.ts';
import { WorkerSlots } from '#adapters/queue/dispatch/worker-slots.ts';
import { KubeClusterAccess } from '#adapters/kube/spokes/kube-cluster-access.ts';
import type { Metrics } from '#adapters/observability/metrics.ts';
import { SopsDecryptor } from '#adapters/render/decryption/sops-decryptor.ts';
import { ManifestParser } from '#adapters/render/manifest-parser.ts';
import { RendererTool } from '#adapters/render/renderer-tool.ts';
import { Sandbox } from '#adapters/render/sandbox/sandbox.ts';
import { SourceRenderer } from '#adapters/render/source-renderer.ts';
import { tenantOfNamespace } from '#core/resources/metadata.ts';
import type { TenantHealth } from '#flows/health/tenant-health.ts';
import type { ApplicationName } from '#flows/ports/sync-queue.port.ts';
import { fetchAhead } from '#flows/repositories/fetch-ahead.ts';
import { syncApplication } from '#flows/sync/sync-application.ts';
import type { SyncOutcome, SyncPorts } from '#flows/sync/sync-ports.ts';
import { digest } from '#runtime/digest.ts';
import type { Platform } from '#runtime/platform.ts';
import { followClaims } from '#flows/sync/claims/follow-claims.ts';
import { Siblings } from '#flows/sync/claims/siblings.ts';

/** Syncs under way get this long to end before they are handed to another worker. */
const STOP_GRACE_MS = 10_000;

/** A renderer keeps about one core busy; more at once only take turns, and memory. */
const RENDERINGS_AT_ONCE = availableParallelism();

interface SyncOptions {
  readonly syncConcurrency: number;
  readonly cacheFolder: string;
  /** Where helm and kustomize are looked for, as in PATH. */
  readonly searchPath: string;
  /** Who the worker is for key services of clouds. */
  readonly sopsEnvironment: Readonly<Record<string, string>>;
}

/** Takes sync jobs from the queue and runs each. */
export class SyncProcessor {
  private readonly platform: Platform;
  /** For whoever else has to do with Applications. */
  readonly ports: SyncPorts;
  private readonly parser = new ManifestParser();
  private readonly sandbox: Sandbox;
  private readonly worker: SyncWorker;
  private readonly withdrawSlots: () => Promise<void>;
  private readonly siblings: Siblings;
  private readonly endClaims: () => void;
  private readonly endFetching: () => void;

  constructor(
    platform: Platform,
    health: TenantHealth,
    { syncConcurrency: concurrency, cacheFolder, searchPath, sopsEnvironment }: SyncOptions,
  ) {
    this.platform = platform;
    const { connections, fieldManager, git, packages, redis, identity, clock, log, metrics } = platform;
    const { claims, stop } = followClaims(platform.controlPlane);
    this.endClaims = stop;
    this.endFetching = fetchAhead(platform);
    this.sandbox = new Sandbox({
      cacheFolder: join(cacheFolder, `worker-${identity}`),
      concurrency: RENDERINGS_AT_ONCE,
    });
    const renderer = new SourceRenderer({
      git,
      parser: this.parser,
      helm: new RendererTool('helm', this.sandbox, searchPath),
      kustomize: new RendererTool('kustomize', this.sandbox, searchPath),
      decryptor: new SopsDecryptor(new RendererTool('sops', this.sandbox, searchPath), sopsEnvironment),
      charts: packages,
      onRendered: ({ kind, ok, durationMs }) => {
        metrics.renderings.inc({ kind, outcome: ok ? 'rendered' : 'failed' });
        log.debug({ kind, ok, durationMs: Math.round(durationMs) }, 'a source was rendered');
      },
    });
    const clusters = new KubeClusterAccess(connections, fieldManager);
    this.siblings = new Siblings(platform.controlPlane);
    this.ports = { ...platform, clusters, renderer, claims, siblings: this.siblings, health, digest };
    this.withdrawSlots = new WorkerSlots(redis).announce(identity, concurrency);
    this.worker = new SyncWorker({
      link: redis,
      identity,
      concurrency,
      keys: () => platform.queueKeys,
      clock,
      log,
      sync: (application, signal, handover) => this.sync(application, signal, handover),
      onQuarantined: (reason) => metrics.quarantinedJobs.inc({ reason }),
    });
  }

  async stop(): Promise<void> {
    await this.withdrawSlots();
    await this.worker.stop(STOP_GRACE_MS);
    await this.sandbox.close();
    await this.parser.close();
    this.endFetching();
    this.endClaims();
    this.siblings.stop();
  }

  private async sync(application: ApplicationName, signal: AbortSignal, handover: Handover): Promise<string> {
    const { log, metrics } = this.platform;
    const startedAt = performance.now();
    const { version = '', ...result } = await syncApplication(application, this.ports, signal, handover);
    const durationMs = Math.round(performance.now() - startedAt);
    countSync(metrics, tenantOfNamespace(application.namespace) ?? '', result);
    metrics.syncDuration.observe({ outcome: result.outcome }, durationMs / 1000);
    const level = result.outcome === 'unchanged' || result.outcome === 'gone' ? 'debug' : 'info';
    log[level]({ application: `${application.namespace}/${application.name}`, ...result, durationMs }, 'sync ended');
    return version;
  }
}

function countSync(metrics: Metrics, tenant: string, result: SyncOutcome): void {
  const { outcome, trigger, applied, pruned, healed, isNewlyContended } = result;
  metrics.syncOperations.inc({ tenant, outcome });
  if (trigger !== undefined) metrics.syncTriggers.inc({ trigger, outcome });
  if (applied > 0) metrics.objectsChanged.inc({ tenant, change: 'applied' }, applied);
  if (pruned > 0) metrics.objectsChanged.inc({ tenant, change: 'pruned' }, pruned);
  if (healed > 0) metrics.driftRepaired.inc({ tenant }, healed);
  if (isNewlyContended === true) metrics.contentions.inc({ tenant });
}
