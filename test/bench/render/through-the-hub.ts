import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findFreePorts } from '../../fleet/processes/free-ports.ts';
import { deliverPush, followWebhooks } from '../pushed-repository.ts';
import { Team } from '../../world/team.ts';
import { World } from '../../world/world.ts';
import { type Figure, median, quantile } from '../figures.ts';
import { APPLICATIONS, changeOf, CLUSTER, repositoryFiles, TEAM } from './push-repository.ts';

const PUSHES = 9;
/** One address may send 1,200 in a minute. */
const FLOOD = 1_000;
const FLOOD_AT_ONCE = 20;
/** Deliveries of the flood that are timed. */
const TIMED_EACH = 10;
/** As docs/performance.md recommends it: Node gives 128 MB to objects that have just been made, whether they need it or not. */
const youngGeneration = '--max-semi-space-size=16';
const FIRST_SYNC_DEADLINE_MS = 300_000;

/**
 * A real hub and a real worker with Redis, a git server, a management cluster and a spoke: how long a push takes until what it
 * changed is rendered, what else it renders, how much memory the worker takes, and how fast webhooks are answered in a flood.
 */
export async function measureThroughTheHub(): Promise<Figure[]> {
  const world = await World.start({ spokes: [{ name: CLUSTER, labels: {} }], interval: '1h' });
  try {
    await world.startHub();
    const [port = 0] = await findFreePorts(1);
    await world.startWorker({ NABE_LOG_LEVEL: 'debug', NABE_LISTEN_PORT: String(port), NODE_OPTIONS: youngGeneration });
    const hub = new PushedHub(world, await registerRepository(world), `http://127.0.0.1:${port}`);
    await hub.untilFirstSync();
    const first = await hub.renderings();
    const memory = await hub.workerMegabytes();
    const times = await hub.pushOneByOne();
    const rendered = (await hub.renderings()) - first;
    const answers = await hub.flood();
    return [
      { name: 'renderings of the first sync', value: first, unit: 'renderings' },
      {
        name: 'renderings for a commit that touches one',
        value: rendered / PUSHES,
        unit: 'renderings',
        goal: { atMost: 1 },
      },
      { name: 'webhook to rendered, median', value: median(times), unit: 'ms', goal: { atMost: 300 } },
      { name: 'webhook to rendered, slowest', value: Math.max(...times), unit: 'ms' },
      { name: 'memory of the worker', value: memory, unit: 'MB', goal: { atMost: 300 } },
      { name: 'answer to a webhook in a flood, median', value: median(answers), unit: 'ms', goal: { atMost: 50 } },
      { name: 'answer to a webhook in a flood, p99', value: quantile(answers, 0.99), unit: 'ms' },
    ];
  } finally {
    await world.stop();
  }
}

async function registerRepository(world: World): Promise<string> {
  const { url } = await Team.add(world, { name: TEAM, files: repositoryFiles });
  await followWebhooks(world, TEAM, url);
  return url;
}

function workerLog(world: World): string {
  return readFileSync(join(world.fleet.logFolder, 'worker-0.log'), 'utf8');
}

class PushedHub {
  private readonly world: World;
  private readonly url: string;
  private readonly worker: string;

  constructor(world: World, url: string, worker: string) {
    this.world = world;
    this.url = url;
    this.worker = worker;
  }

  async untilFirstSync(): Promise<void> {
    const areSynced = async () => {
      const applications = await this.world.applications();
      return applications.filter(({ status }) => status.sync?.status === 'Synced').length === APPLICATIONS;
    };
    await this.world.until(`${APPLICATIONS} Applications are synced`, areSynced, FIRST_SYNC_DEADLINE_MS);
  }

  renderings(): Promise<number> {
    return this.counted('nabe_renderings_total');
  }

  async workerMegabytes(): Promise<number> {
    return (await this.counted('nabe_process_resident_memory_bytes')) / 1e6;
  }

  /** Milliseconds from the webhook of each push until its change is rendered. */
  async pushOneByOne(): Promise<number[]> {
    const times: number[] = [];
    for (let push = 1; push <= PUSHES; push += 1) {
      const commit = await this.world.commit(TEAM, changeOf(push * 97, `push ${push}`), `Push ${push}`);
      const seen = renderedAt(workerLog(this.world)).length;
      const sentAt = Date.now();
      await this.deliver(commit);
      const done = await this.world.until(
        `push ${push} is rendered`,
        async () => renderedAt(workerLog(this.world))[seen],
      );
      times.push(done - sentAt);
      await this.untilQuiet(commit);
    }
    return times;
  }

  /** Milliseconds that single deliveries take while many others arrive. */
  async flood(): Promise<number[]> {
    const times: number[] = [];
    const numbers = Array.from({ length: FLOOD }, (_, number) => number).values();
    const lane = async () => {
      for (const number of numbers) {
        const startedAt = performance.now();
        await this.deliver(`flood ${number}`);
        if (number % TIMED_EACH === 0) times.push(performance.now() - startedAt);
      }
    };
    await Promise.all(Array.from({ length: FLOOD_AT_ONCE }, lane));
    return times;
  }

  private deliver(after: string): Promise<void> {
    return deliverPush(this.world, this.url, after);
  }

  /** The push has been applied, and a poll may follow it at once. */
  private async untilQuiet(commit: string): Promise<void> {
    const isApplied = async () => {
      const applications = await this.world.applications();
      return applications.some(({ status }) => status.sync?.commit === commit);
    };
    await this.world.until(`commit ${commit} is applied`, isApplied);
    await new Promise((resolve) => setTimeout(resolve, 1_100));
  }

  private async counted(metric: string): Promise<number> {
    const text = await (await fetch(`${this.worker}/metrics`)).text();
    const lines = text.split('\n').filter((line) => line.startsWith(`${metric}{`) || line.startsWith(`${metric} `));
    return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
  }
}

/** When each rendering ended, in order. Unit: milliseconds since 1970. */
function renderedAt(log: string): number[] {
  const lines = log.split('\n').filter((line) => line.includes('"a source was rendered"'));
  return lines.map((line) => Date.parse(String(JSON.parse(line).time)) || Number(JSON.parse(line).time));
}
