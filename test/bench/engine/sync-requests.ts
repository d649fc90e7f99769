import { countRequests, type RequestCounts, requestsBetween } from '../request-counts.ts';
import type { EngineWorld } from './engine-world.ts';
import { RESOURCES } from './manifests.ts';

/** What a sync of everything asked for, as the API servers counted it. */
export interface SyncRequests {
  /** Of all spokes together, without watches and lists. */
  readonly spokes: RequestCounts;
  /** Writes of Applications. */
  readonly management: RequestCounts;
  /** Applications whose health the observer wrote: one of the writes above each, at least. */
  readonly healthWrites: number;
}

/** Runs one sync and waits until everything that follows from it is written. */
export async function countSyncRequests<T>(
  engine: EngineWorld,
  sync: () => Promise<T>,
): Promise<readonly [T, SyncRequests]> {
  const startedAt = Date.now();
  const before = await snapshot(engine);
  const value = await sync();
  // Health is written a moment after the sync.
  await engine.untilQuiet();
  const after = await snapshot(engine);
  const requests = {
    spokes: requestsBetween(before.spokes, after.spokes),
    management: requestsBetween(before.management, after.management),
    healthWrites: await countHealthWrites(engine, startedAt),
  };
  return [value, requests];
}

export function describeRequests({ spokes, management, healthWrites }: SyncRequests): string {
  return `spokes: ${listOf(spokes)}; management: ${listOf(management)}, ${healthWrites} of them of health`;
}

async function countHealthWrites({ world }: EngineWorld, sinceMs: number): Promise<number> {
  const { body } = await world.get<{ readonly items: readonly ManagedObject[] }>(
    '/apis/nabe.dev/v1alpha1/applications',
  );
  // The API server keeps whole seconds.
  const isNew = ({ manager, time }: ManagedFields) =>
    manager === 'nabe-observe' && Date.parse(time) >= sinceMs - (sinceMs % 1000);
  return body.items.filter(({ metadata }) => metadata.managedFields.some(isNew)).length;
}

interface ManagedObject {
  readonly metadata: { readonly managedFields: readonly ManagedFields[] };
}

interface ManagedFields {
  readonly manager: string;
  readonly time: string;
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
