import { setTimeout as sleep } from 'node:timers/promises';
import { type AuditedRequest, AuditLog, describeRequest } from '../../world/audit-log.ts';
import type { Figure } from '../figures.ts';
import { type ProgramUse, readProgramUse } from '../program-use.ts';
import { EngineWorld, OBJECTS_EACH, tell } from './engine-world.ts';

const MINUTE_MS = 60_000;
/** What git and the walls of the renderers keep ready ends after a minute: the kernel then adds all that it ever read to its parent's bytes. */
const LEFT_READY_MS = 70_000;

/** Leaves a fleet alone on which everything is as it should be, and counts what hub and worker use meanwhile. */
export async function measureIdle(count: number, minutes: number): Promise<Figure[]> {
  const engine = await EngineWorld.start(count, { audit: 'all' });
  try {
    await engine.syncAll('wanted');
    await engine.untilQuiet();
    await sleep(LEFT_READY_MS);
    const { fleet } = engine.world;
    const logs = [fleet.management, ...fleet.spokes.values()].map((cluster) => new AuditLog(cluster));
    const before = usesOf(engine);
    tell(`${count * OBJECTS_EACH} objects are left alone for ${minutes} minutes`);
    await sleep(minutes * MINUTE_MS);
    const after = usesOf(engine);
    const requests = logs.flatMap((log) => log.requests());
    const others = requests.filter((request) => request.verb !== 'watch' && !isLease(request));
    for (const request of others.slice(0, 10)) tell(`unexpected: ${describeRequest(request)}`);
    return [
      { name: 'objects', value: count * OBJECTS_EACH, unit: '' },
      ...cpuOf(before, after, minutes),
      { name: 'requests beyond watches and Leases', value: others.length, unit: '', goal: { atMost: 0 } },
      { name: 'requests for Leases', value: requests.filter(isLease).length / minutes, unit: 'a minute' },
      { name: 'watches begun', value: requests.filter(({ verb }) => verb === 'watch').length, unit: '' },
      {
        name: 'bytes',
        value: (totalOf(after, 'bytes') - totalOf(before, 'bytes')) / 1024 / minutes,
        unit: 'KB a minute',
      },
    ];
  } finally {
    await engine.stop();
  }
}

function isLease({ resource }: AuditedRequest): boolean {
  return resource === 'leases';
}

type Uses = ReadonlyMap<string, ProgramUse>;

function usesOf({ programs }: EngineWorld): Uses {
  return new Map(programs.map((program) => [program.name, readProgramUse(program)]));
}

function cpuOf(before: Uses, after: Uses, minutes: number): Figure[] {
  return [...after].map(([name, { cpuSeconds }]) => ({
    name: `CPU of ${name}`,
    value: (cpuSeconds - (before.get(name)?.cpuSeconds ?? 0)) / minutes,
    unit: 's a minute',
  }));
}

function totalOf(uses: Uses, field: keyof ProgramUse): number {
  return [...uses.values()].reduce((sum, use) => sum + use[field], 0);
}
