import { Agent, request } from 'undici';
import { z } from 'zod';
import { readJsonLines } from '#adapters/kube/watch/json-lines.ts';
import { readWatchEvent } from '#adapters/kube/watch/watch-event.ts';
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

/** Follows the Applications of a management cluster: cheaper for it than reading all of them again and again. */
export class ApplicationsWatch {
  private readonly synced = new Map<string, string>();
  private readonly healths = new Map<string, string>();
  private readonly agent: Agent;
  healthChanges = 0;

  private constructor(agent: Agent) {
    this.agent = agent;
  }

  static async open(management: LocalCluster): Promise<ApplicationsWatch> {
    const agent = new Agent({ connect: { ca: management.caPem }, bodyTimeout: 0 });
    const watch = new ApplicationsWatch(agent);
    const answer = await request(`${management.server}/apis/nabe.dev/v1alpha1/applications?watch=1`, {
      dispatcher: agent,
      headers: { authorization: `Bearer ${management.adminToken}` },
    });
    void watch.follow(answer.body).catch(() => undefined);
    return watch;
  }

  /** Applications that are synced, to this commit where one is named. */
  countSynced(commit?: string): number {
    if (commit === undefined) return this.synced.size;
    return [...this.synced.values()].filter((one) => one === commit).length;
  }

  close(): void {
    void this.agent.destroy();
  }

  private async follow(body: AsyncIterable<Buffer>): Promise<void> {
    for await (const line of readJsonLines(body)) {
      const event = readWatchEvent(line);
      if (event.type !== 'changed') continue;
      const { metadata, status } = Seen.parse(event.object);
      const health = JSON.stringify(status.health ?? {});
      if (this.healths.get(metadata.name) !== health) this.healthChanges += 1;
      this.healths.set(metadata.name, health);
      if (status.sync?.status === 'Synced') this.synced.set(metadata.name, status.sync.commit ?? '');
      else this.synced.delete(metadata.name);
    }
  }
}
