import { setTimeout as sleep } from 'node:timers/promises';
import type { Manifest } from '#core/model/objects/manifest.ts';
import type { LocalCluster } from '../../fleet/kubernetes/local-cluster.ts';
import { type Figure, quantile } from '../figures.ts';
import { type BenchApplication, EngineWorld, OBJECTS_EACH, TENANT, tell } from './engine-world.ts';
import { manifestPath } from './manifests.ts';

/** Of all objects so many are changed by hand: one in a hundred. */
const PART = 100;
const LOOK_MS = 20;
/** What is not repaired by then was missed. */
const MISSED_MS = 30_000;
const MERGE_PATCH = { 'content-type': 'application/merge-patch+json' };

/** Edits, scales and deletes one object in a hundred by hand, one after the other on each spoke, and times each repair. */
export async function measureDrift(count: number): Promise<Figure[]> {
  const engine = await EngineWorld.start(count);
  try {
    await engine.syncAll('wanted');
    await engine.untilQuiet();
    tell(`${count * OBJECTS_EACH} objects are there`);
    const victims = chooseVictims(engine);
    const bySpoke = Map.groupBy(victims, ({ spoke }) => spoke);
    const times = (await Promise.all([...bySpoke.values()].map(repairTimes))).flat();
    const repaired = times.filter((ms) => ms < MISSED_MS);
    return [
      { name: 'objects', value: count * OBJECTS_EACH, unit: '' },
      { name: 'changed by hand', value: victims.length, unit: '' },
      { name: 'repaired, p50', value: quantile(repaired, 0.5), unit: 'ms' },
      { name: 'repaired, p99', value: quantile(repaired, 0.99), unit: 'ms', goal: { atMost: 1000 } },
      { name: 'missed', value: times.length - repaired.length, unit: '', goal: { atMost: 0 } },
    ];
  } finally {
    await engine.stop();
  }
}

interface Victim {
  readonly spoke: LocalCluster;
  readonly path: string;
  /** Changes the object as a person would. */
  readonly change: () => Promise<void>;
  readonly isRepaired: (object: LiveObject | undefined) => boolean;
}

interface LiveObject {
  readonly metadata: { readonly annotations?: Readonly<Record<string, string>>; readonly deletionTimestamp?: string };
  readonly spec?: { readonly replicas?: number };
}

/** Spread over all Applications; each kind of change to every kind of object that takes it. */
function chooseVictims(engine: EngineWorld): Victim[] {
  const { applications } = engine;
  const wanted = Math.max(1, Math.floor((applications.length * OBJECTS_EACH) / PART));
  const step = applications.length / wanted;
  return Array.from({ length: wanted }, (_, index) => {
    const application = applications[Math.floor(index * step)];
    if (application === undefined) throw new Error('there are fewer Applications than objects to change');
    return victimOf(engine, application, index);
  });
}

function victimOf(engine: EngineWorld, application: BenchApplication, index: number): Victim {
  const spoke = engine.world.spoke(application.cluster);
  const manifests = engine.manifestsOf(application, TENANT, 'wanted');
  const manifest = manifests[Math.floor(index / 3) % manifests.length];
  const deployment = manifests.find(({ kind }) => kind === 'Deployment');
  if (manifest === undefined || deployment === undefined) throw new Error('the Application has no objects');
  return (
    [edited, deleted, scaled][index % 3]?.(spoke, index % 3 === 2 ? deployment : manifest) ?? edited(spoke, manifest)
  );
}

function edited(spoke: LocalCluster, manifest: Manifest): Victim {
  const path = manifestPath(manifest);
  const patch = { metadata: { annotations: { 'example.com/value': 'by hand' } } };
  const change = () => send(spoke, 'PATCH', path, patch);
  return {
    spoke,
    path,
    change,
    isRepaired: (object) => object?.metadata.annotations?.['example.com/value'] === 'wanted',
  };
}

function scaled(spoke: LocalCluster, manifest: Manifest): Victim {
  const path = manifestPath(manifest);
  const change = () => send(spoke, 'PATCH', `${path}/scale`, { spec: { replicas: 3 } });
  return { spoke, path, change, isRepaired: (object) => object?.spec?.replicas === 0 };
}

function deleted(spoke: LocalCluster, manifest: Manifest): Victim {
  const path = manifestPath(manifest);
  const change = () => send(spoke, 'DELETE', path);
  return {
    spoke,
    path,
    change,
    isRepaired: (object) => object?.metadata.deletionTimestamp === undefined && object !== undefined,
  };
}

async function send(spoke: LocalCluster, method: 'PATCH' | 'DELETE', path: string, body?: object): Promise<void> {
  const { status } = await spoke.request(method, path, body, MERGE_PATCH);
  if (status >= 300) throw new Error(`cannot change ${path} on ${spoke.name} by hand: ${status}`);
}

/** Milliseconds from the answer to the change by hand until its repair, one after the other. */
async function repairTimes(victims: readonly Victim[]): Promise<number[]> {
  const times: number[] = [];
  for (const victim of victims) {
    await victim.change();
    times.push(await repairTime(victim));
  }
  return times;
}

async function repairTime({ spoke, path, isRepaired }: Victim): Promise<number> {
  const start = performance.now();
  for (;;) {
    const { status, body } = await spoke.request<LiveObject>('GET', path);
    const ms = performance.now() - start;
    if (isRepaired(status === 200 ? body : undefined) || ms > MISSED_MS) return ms;
    await sleep(LOOK_MS);
  }
}
