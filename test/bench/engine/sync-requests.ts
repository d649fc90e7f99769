import { countRequests, type RequestCounts, requestsBetween } from '../request-counts.ts';
import type { EngineWorld } from './engine-world.ts';
import { RESOURCES } from './manifests.ts';

/** What a sync of everything asked for, as the API servers counted it. */
export interface SyncRequests {
  /** Of all spokes together, without watches and lists. */
  readonly spokes: RequestCounts;
  /** Writes of Applications. */
  readonly management: RequestCounts;
  /** Of these writes, those of the observer. */
  readonly healthChanges: number;
}

/** Runs one sync and waits until everything that follows from it is written. */
export async function countSyncRequests<T>(
  engine: EngineWorld,
  sync: () => Promise<T>,
): Promise<readonly [T, SyncRequests]> {
  const before = await snapshot(engine);
  const value = await sync();
  // Health is written a moment after the sync.
  await engine.untilQuiet();
  const after = await snapshot(engine);
  const requests = {
    spokes: requestsBetween(before.spokes, after.spokes),
    management: requestsBetween(before.management, after.management),
    healthChanges: after.healthChanges - before.healthChanges,
  };
  return [value, requests];
}

export function describeRequests({ spokes, management, healthChanges }: SyncRequests): string {
  return `spokes: ${listOf(spokes)}; management: ${listOf(management)}, ${healthChanges} of them of health`;
}

async function snapshot({ world, healthChanges }: EngineWorld): Promise<SyncRequests> {
  const spokes = await Promise.all(
    [...world.fleet.spokes.values()].map((spoke) =>
      countRequests(spoke, ({ verb, resource }) => RESOURCES.has(resource) && !STREAMS.has(verb)),
    ),
  );
  const management = await countRequests(
    world.fleet.management,
    ({ verb, resource }) => resource === 'applications' && WRITES.has(verb),
  );
  return { spokes: added(spokes), management, healthChanges };
}

/** Watches are no requests for an object; API servers list their own Services and ServiceAccounts now and then. */
const STREAMS = new Set(['WATCH', 'LIST']);
const WRITES = new Set(['APPLY', 'PATCH', 'PUT', 'POST', 'DELETE']);

function added(all: readonly RequestCounts[]): RequestCounts {
  const total = new Map<string, number>();
  for (const counts of all) for (const [what, count] of counts) total.set(what, (total.get(what) ?? 0) + count);
  return total;
}

function listOf(counts: RequestCounts): string {
  return [...counts].map(([what, count]) => `${count} ${what}`).join(', ') || 'none';
}
