import { SyncWorker } from '#adapters/queue/jobs/sync-worker.ts';
import { WorkerSlots } from '#adapters/queue/dispatch/worker-slots.ts';
import { KubeClusterAccess } from '#adapters/kube/spokes/kube-cluster-access.ts';
import { DirectoryRenderer } from '#adapters/render/render-directory.ts';
import { ManifestParser } from '#adapters/render/manifest-parser.ts';
import type { ApplicationName } from '#flows/ports/sync-queue.port.ts';
import { syncApplication } from '#flows/sync/sync-application.ts';
import type { SyncPorts } from '#flows/sync/sync-ports.ts';
import { digest } from '#runtime/digest.ts';
import type { Platform } from '#runtime/platform.ts';
import { followClaims } from '#flows/sync/claims/follow-claims.ts';

/** Syncs under way get this long to end before they are handed to another worker. */
const STOP_GRACE_MS = 10_000;

/** Takes sync jobs from the queue and runs each. */
export class SyncProcessor {
  private readonly platform: Platform;
  private readonly ports: SyncPorts;
  private readonly parser = new ManifestParser();
  private readonly worker: SyncWorker;
  private readonly withdrawSlots: () => Promise<void>;
  private readonly endClaims: () => void;

  constructor(platform: Platform, concurrency: number) {
    this.platform = platform;
    const { connections, fieldManager, git, redis, identity, clock, log, metrics } = platform;
    const { claims, stop } = followClaims(platform.controlPlane);
    this.endClaims = stop;
    const renderer = new DirectoryRenderer(git, this.parser);
    this.ports = { ...platform, clusters: new KubeClusterAccess(connections, fieldManager), renderer, claims, digest };
    this.withdrawSlots = new WorkerSlots(redis).announce(identity, concurrency);
    this.worker = new SyncWorker({
      link: redis,
      identity,
      concurrency,
      keys: () => platform.queueKeys,
      clock,
      log,
      sync: (application, signal, isTakenOver) => this.sync(application, signal, isTakenOver),
      onQuarantined: (reason) => metrics.quarantinedJobs.inc({ reason }),
    });
  }

  async stop(): Promise<void> {
    await this.withdrawSlots();
    await this.worker.stop(STOP_GRACE_MS);
    await this.parser.close();
    this.endClaims();
  }

  private async sync(application: ApplicationName, signal: AbortSignal, isTakenOver: boolean): Promise<void> {
    const { log, metrics } = this.platform;
    const startedAt = performance.now();
    const result = await syncApplication(application, this.ports, signal, { isTakenOver });
    const durationMs = Math.round(performance.now() - startedAt);
    metrics.syncOperations.inc({ outcome: result.outcome });
    metrics.syncDuration.observe({ outcome: result.outcome }, durationMs / 1000);
    metrics.driftRepaired.inc(result.healed);
    const level = result.outcome === 'unchanged' || result.outcome === 'gone' ? 'debug' : 'info';
    log[level]({ application: `${application.namespace}/${application.name}`, ...result, durationMs }, 'sync ended');
  }
}
