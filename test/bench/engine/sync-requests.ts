import { countRequests, type RequestCounts, requestsBetween } from '../request-counts.ts';
import { type AuditedRequest, AuditLog } from '../../world/audit-log.ts';
import type { EngineWorld } from './engine-world.ts';
import { RESOURCES } from './manifests.ts';

/** What a sync of everything asked for, as the API servers counted it. */
export interface SyncRequests {
  /** Of all spokes together, without watches and lists. */
  readonly spokes: RequestCounts;
  /** Writes of Applications. */
  readonly management: RequestCounts;
  /** Those of them that the observer made. */
  readonly healthWrites: number;
}

/** Runs one sync and waits until everything that follows from it is written. */
export async function countSyncRequests<T>(
  engine: EngineWorld,
  sync: () => Promise<T>,
): Promise<readonly [T, SyncRequests]> {
  const log = new AuditLog(engine.world.fleet.management);
  const before = await snapshot(engine);
  const value = await sync();
  // Health is written a moment after the sync.
  await engine.untilQuiet();
  const after = await snapshot(engine);
  const requests = {
    spokes: requestsBetween(before.spokes, after.spokes),
    management: requestsBetween(before.management, after.management),
    healthWrites: log.requests().filter(isOfHealth).length,
  };
  return [value, requests];
}

export function describeRequests({ spokes, management, healthWrites }: SyncRequests): string {
  return `spokes: ${listOf(spokes)}; management: ${listOf(management)}, ${healthWrites} of them of health`;
}

function isOfHealth({ resource, fieldManager }: AuditedRequest): boolean {
  return resource === 'applications/status' && fieldManager === 'nabe-observe';
}

async function snapshot({ world }: EngineWorld): Promise<Omit<SyncRequests, 'healthWrites'>> {
  const spokes = await Promise.all(
    [...world.fleet.spokes.values()].map((spoke) =>
      countRequests(spoke, ({ verb, resource }) => RESOURCES.has(resource) && !STREAMS.has(verb)),
    ),
  );
  const management = await countRequests(
    world.fleet.management,
    ({ verb, resource }) => resource === 'applications' && WRITES.has(verb),
  );
  return { spokes: added(spokes), management };
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
