import { z } from 'zod';
import { KubeConnection } from '#adapters/kube/transport/kube-connection.ts';
import { type ObjectName, ResourceWatch, type ResourceWatchHandler } from '#adapters/kube/watch/resource-watch.ts';
import { WatchConnection } from '#adapters/kube/watch/watch-connection.ts';
import { openWatchStream } from '#adapters/kube/watch/watch-stream.ts';
import type { JsonObject } from '#core/model/json.ts';
import { SystemClock } from '#adapters/observability/system-clock.ts';
import type { LocalCluster } from '../../fleet/kubernetes/local-cluster.ts';

/** What is read of an Application. */
const Seen = z.object({
  metadata: z.object({ name: z.string() }),
  status: z
    .object({
      sync: z.object({ status: z.string(), commit: z.string().optional() }).optional(),
      health: z.object({ status: z.string(), message: z.string().optional() }).optional(),
    })
    .default({}),
});

/**
 * Follows the Applications of a management cluster: cheaper for it than reading all of them again and again. An API server ends watches
 * whose reader falls behind, as the benchmark does while both cores are busy, so it is a watch that goes on by itself.
 */
export class ApplicationsWatch implements ResourceWatchHandler {
  private readonly synced = new Map<string, string>();
  private readonly healths = new Map<string, string>();
  private readonly connection: KubeConnection;
  private readonly watches: WatchConnection;
  private readonly watch: ResourceWatch;
  healthChanges = 0;

  constructor(management: LocalCluster) {
    const settings = {
      title: 'the management cluster',
      server: management.server,
      tls: { ca: management.caPem },
      authorization: async () => `Bearer ${management.adminToken}`,
      requestsInFlight: 1,
      userAgent: 'nabe/bench',
    };
    const clock = new SystemClock();
    this.connection = new KubeConnection(settings);
    this.watches = new WatchConnection(() => settings, clock);
    this.watch = new ResourceWatch({
      send: (request) => this.connection.send(request),
      openStream: (request, signal) => openWatchStream(this.watches, request, clock, signal),
      clock,
      path: '/apis/nabe.dev/v1alpha1/applications',
      metadataOnly: false,
      handler: this,
    });
  }

  /** Applications that are synced, to this commit where one is named. */
  countSynced(commit?: string): number {
    if (commit === undefined) return this.synced.size;
    return [...this.synced.values()].filter((one) => one === commit).length;
  }

  async close(): Promise<void> {
    this.watch.stop();
    this.watches.close();
    await this.connection.close();
  }

  seen(object: JsonObject): void {
    const { metadata, status } = Seen.parse(object);
    const health = JSON.stringify(status.health ?? {});
    if (this.healths.get(metadata.name) !== health) this.healthChanges += 1;
    this.healths.set(metadata.name, health);
    if (status.sync?.status === 'Synced') this.synced.set(metadata.name, status.sync.commit ?? '');
    else this.synced.delete(metadata.name);
  }

  gone({ name }: ObjectName): void {
    this.synced.delete(name);
  }

  /** What is read anew is compared with what was known. */
  relisting(): void {
    return undefined;
  }

  /** Nobody deletes an Application here. */
  held(): Iterable<string> {
    return [];
  }

  allSeen(): void {
    return undefined;
  }

  interrupted(): void {
    return undefined;
  }
}
