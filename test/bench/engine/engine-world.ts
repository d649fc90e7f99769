import { execFileSync } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { digest } from '#runtime/digest.ts';
import { markOwnership } from '#core/ownership/mark-ownership.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import type { Program } from '../../fleet/processes/program.ts';
import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { deliverPush, followWebhooks } from '../pushed-repository.ts';
import { Team } from '../../world/team.ts';
import { World } from '../../world/world.ts';
import { readCpuSeconds } from '../program-use.ts';
import { manifestsOf } from './manifests.ts';
import { QueueWatch } from './queue-watch.ts';
import type { Contender } from './turns/turns.ts';

export const TENANT = 'bench';
/** Where the bare loop makes objects of its own: the tenant may, and nothing of Nabe's is there. */
export const BARE_NAMESPACE = 'bare';
const checkout = fileURLToPath(new URL('../../../', import.meta.url));
const SPOKES = ['one', 'two', 'three', 'four'];
export const OBJECTS_EACH = 4;
const SYNC_DEADLINE_MS = 30 * 60_000;
const LOOK_SECONDS = 2;
/** For the end of a sync of everything: a few thousandths of its time. */
const END_LOOK_MS = 100;
/** Of a core: timers, Leases and polling git alone use less. */
const QUIET_SHARE = 0.3;

/** Nabe on four real spokes with one tenant, whose repository gives each Application a directory of its own, `apps/<cluster>/<name>`. */
export class EngineWorld {
  readonly world: World;
  applications: readonly BenchApplication[];
  private readonly team: Team;
  private readonly queue: QueueWatch;

  private constructor(world: World, team: Team, applications: readonly BenchApplication[]) {
    this.world = world;
    this.team = team;
    this.applications = applications;
    this.queue = new QueueWatch(world.fleet.redis.url);
  }

  /** Everything runs; the Applications exist, are synced, and have no objects yet. */
  static async start(count: number, { audit = 'management' }: { audit?: Audit } = {}): Promise<EngineWorld> {
    // What runs is what was built: an old build would be measured otherwise.
    execFileSync('npm', ['run', '-s', 'build'], { cwd: checkout, stdio: 'inherit' });
    const spokes = SPOKES.map((name) => ({ name, labels: {}, audit: audit === 'all' }));
    const world = await World.start({ spokes, management: { audit: true }, onStep: (text) => tell(text) });
    try {
      await Promise.all(SPOKES.map((name) => makeNamespace(world, name, BARE_NAMESPACE)));
      await startHub(world);
      await world.startWorker();
      const applications = namesOf(count);
      const files = (url: string) => ({ 'appsets/bench.yaml': appSet(url), ...readmes(applications) });
      const rules = { destinations: [{ clusterSelector: {}, namespaces: [TENANT, BARE_NAMESPACE] }] };
      const team = await Team.add(world, { name: TENANT, files, rules });
      await followWebhooks(world, TENANT, team.url);
      return await EngineWorld.whenSynced(new EngineWorld(world, team, applications));
    } catch (error) {
      await world.stop();
      throw error;
    }
  }

  private static async whenSynced(engine: EngineWorld): Promise<EngineWorld> {
    try {
      await engine.untilSynced();
      await engine.untilQuiet();
      return engine;
    } catch (error) {
      await engine.queue.close();
      throw error;
    }
  }

  /** Adds Applications, without objects, until there are so many. */
  async grow(count: number): Promise<void> {
    this.applications = namesOf(count);
    const growth = await this.prepare(readmes(this.applications), `Grow to ${count} Applications`);
    await growth.deliver();
    await this.untilSynced();
  }

  /** Gives every object this value and waits until every Application is synced to it. */
  async syncAll(value: string): Promise<void> {
    const change = await this.changeOfAll(value);
    await change.deliver();
    await this.untilSynced(change.commit);
  }

  /** Has every object deleted; the Applications stay. */
  async removeAll(): Promise<void> {
    const paths = this.applications.flatMap((application) => filesOf(application, '').map(([path]) => path));
    const removal = await this.prepare(Object.fromEntries(paths.map((path) => [path, null])), 'Remove everything');
    await removal.deliver();
    await this.untilSynced(removal.commit);
    await this.untilQuiet();
  }

  /** A commit that gives every object this value. */
  changeOfAll(value: string): Promise<PreparedChange> {
    const files = this.applications.flatMap((application) => filesOf(application, value));
    return this.prepare(Object.fromEntries(files), `Set ${value}`);
  }

  /** A commit that nobody knows yet; it runs from the webhook of its push until the last Application is synced. */
  async prepare(files: Record<string, string | null>, message: string): Promise<PreparedChange> {
    const { world, team, queue, applications } = this;
    const commit = await team.commit(files, message);
    const deliver = () => deliverPush(world, team.url, commit);
    const run = async () => {
      const jobs = (await queue.countJobs()) + applications.length;
      await deliver();
      await this.until(`the last of ${applications.length} syncs has ended`, END_LOOK_MS, async () => {
        return (await queue.countJobs()) >= jobs && (await queue.isEmpty());
      });
    };
    const hold = () => this.programs.forEach((program) => program.hold());
    const release = () => this.programs.forEach((program) => program.release());
    return { commit, deliver, run, hold, release };
  }

  /** Throws when an Application is not synced to the commit, although the queue is empty. */
  async assertSynced(commit: string): Promise<void> {
    const count = await this.countSynced(commit);
    if (count !== this.applications.length)
      throw new Error(`only ${count} of ${this.applications.length} Applications are synced to ${commit}`);
  }

  /** What a worker sends to the spoke for one Application. */
  manifestsOf({ name }: BenchApplication, namespace: string, value: string): Manifest[] {
    const owner = { tenant: TENANT, application: name, digest };
    return manifestsOf(name, namespace, value).map((manifest) => markOwnership(manifest, owner));
  }

  /** Ends hubs and workers in good order. */
  async stopPrograms(): Promise<void> {
    const { hubs, workers } = this.world;
    await Promise.all([...workers, ...hubs].map((program) => program.stop('SIGTERM')));
  }

  /** Hubs and workers that run now. */
  get programs(): readonly Program[] {
    return [...this.world.hubs, ...this.world.workers].filter(({ end }) => end === undefined);
  }

  /** Waits until hub and worker have nothing to do. */
  async untilQuiet(): Promise<void> {
    const used = () => this.programs.reduce((sum, program) => sum + readCpuSeconds(program).cpuSeconds, 0);
    let before = used();
    const isQuiet = async () => {
      const now = used();
      const share = (now - before) / LOOK_SECONDS;
      before = now;
      return share < QUIET_SHARE;
    };
    await sleep(LOOK_SECONDS * 1000);
    await this.until('hub and worker are idle', LOOK_SECONDS * 1000, isQuiet);
  }

  async stop(): Promise<void> {
    try {
      await this.queue.close();
    } finally {
      await this.world.stop();
    }
  }

  private async untilSynced(commit?: string): Promise<void> {
    const { applications } = this;
    const areSynced = async () => (await this.countSynced(commit)) === applications.length;
    await this.until(`${applications.length} Applications are synced`, LOOK_SECONDS * 1000, areSynced);
  }

  /** Applications that are synced, to this commit where one is named. */
  private async countSynced(commit?: string): Promise<number> {
    const applications = await this.world.applications();
    const syncs = applications.map(({ status }) => status.sync);
    return syncs.filter((sync) => sync?.status === 'Synced' && (commit === undefined || sync.commit === commit)).length;
  }

  private async until(what: string, intervalMs: number, check: () => Promise<boolean>): Promise<void> {
    await waitUntil(check, { what, deadlineMs: SYNC_DEADLINE_MS, intervalMs, explain: () => this.world.logs() });
  }
}

/** Which API servers keep a log of what they were asked. */
type Audit = 'management' | 'all';

/** A commit to all Applications that is there, but not delivered. */
export interface PreparedChange extends Contender {
  readonly commit: string;
  /** Sends its webhook. */
  deliver(): Promise<void>;
}

/** With the intervals that users have: those of the tests are short. */
export function startHub(world: World, env: Readonly<Record<string, string>> = {}): Promise<Program> {
  return world.startHub('/readyz', { NABE_SWEEP_INTERVAL: '60s', ...env });
}

export interface BenchApplication {
  readonly name: string;
  readonly cluster: string;
}

export function tell(text: string): void {
  process.stderr.write(`${text}\n`);
}

function namesOf(count: number): BenchApplication[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `app-${String(index).padStart(5, '0')}`,
    cluster: SPOKES[index % SPOKES.length] ?? '',
  }));
}

function directoryOf({ cluster, name }: BenchApplication): string {
  return `apps/${cluster}/${name}`;
}

function readmes(applications: readonly BenchApplication[]): Record<string, string> {
  return Object.fromEntries(applications.map((one) => [`${directoryOf(one)}/README.md`, `${one.name}\n`]));
}

function filesOf(application: BenchApplication, value: string): [string, string][] {
  return manifestsOf(application.name, TENANT, value).map((manifest) => [
    `${directoryOf(application)}/${manifest.kind.toLowerCase()}.json`,
    `${JSON.stringify(manifest, undefined, 2)}\n`,
  ]);
}

/** One Application for each directory, on the cluster that the path names. */
function appSet(repoURL: string): string {
  const template = {
    metadata: { name: '{{ .path.basename }}' },
    spec: {
      source: { repoURL, targetRevision: 'main', path: '{{ .path.path }}' },
      destination: { name: '{{ index .path.segments 1 }}', namespace: TENANT },
      syncPolicy: {
        automated: { prune: true, selfHeal: true, allowEmpty: true },
        syncOptions: ['CreateNamespace=true'],
      },
    },
  };
  const generators = [{ git: { repoURL, revision: 'main', directories: [{ path: 'apps/*/*' }] } }];
  const spec = { goTemplate: true, generators, template };
  return `${JSON.stringify({ apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata: { name: 'bench' }, spec }, undefined, 2)}\n`;
}

async function makeNamespace(world: World, spoke: string, name: string): Promise<void> {
  const object = { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
  const { status } = await world.spoke(spoke).request('POST', '/api/v1/namespaces', object);
  if (status !== 201) throw new Error(`cannot create namespace ${name} on ${spoke}: ${status}`);
}
