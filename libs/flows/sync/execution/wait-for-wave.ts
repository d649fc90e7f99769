import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import { describeObjectKey, type ObjectKey } from '#core/model/objects/object-key.ts';
import type { Blocker } from '#core/status/blocker.ts';
import type { TenantHealth } from '../../health/tenant-health.ts';
import type { Clock } from '../../ports/clock.port.ts';
import type { TenantSpoke } from '../../ports/clusters/cluster-access.port.ts';
import { interruptionOf } from '../operation/interruption.ts';
import type { StepOwner } from './own-uid.ts';
import { blockerOf } from './spoke-blocker.ts';
import { mapAtOnce, OBJECTS_AT_ONCE } from '../../loops/map-at-once.ts';

/** An object of a wave, with the version it is read in. */
export interface WaveMember {
  readonly key: ObjectKey;
  readonly version: string;
}

/** Where and for whom a wave waits. */
export interface WavePorts {
  readonly spoke: TenantSpoke;
  readonly owner: Pick<StepOwner, 'tenant'>;
  readonly clock: Clock;
  readonly health: Pick<TenantHealth, 'judge'>;
  readonly signal: AbortSignal;
  /** Aborts when something newer waits: nobody waits on then. */
  readonly newer: AbortSignal;
}

/** How long a worker stays with one wave. Afterwards the Application waits in the queue like others, and no slot is held. */
const LONGEST_WAIT_MS = 60_000;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2000;

/**
 * Waits until every object of a wave is healthy. Answers why the next wave cannot start:
 * an object is Degraded, or not healthy in time. Read as the tenant, each object again only while it is not healthy.
 */
export async function waitForWave(members: readonly WaveMember[], ports: WavePorts): Promise<Blocker | undefined> {
  const { clock, signal, newer } = ports;
  const either = AbortSignal.any([signal, newer]);
  const deadlineMs = clock.now() + LONGEST_WAIT_MS;
  let waiting = members;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const looks = await mapAtOnce(waiting, OBJECTS_AT_ONCE, (member) => look(member, ports));
    const blocker = looks.find((seen) => typeof seen === 'object');
    if (blocker !== undefined) return blocker;
    waiting = waiting.filter((_, index) => looks[index] !== 'healthy');
    if (waiting.length === 0) return undefined;
    if (either.aborted) return interruptionOf(either);
    if (clock.now() >= deadlineMs) return notHealthyYet(waiting);
    await clock.sleep(pauseMs, either);
  }
}

async function look(
  { key, version }: WaveMember,
  { spoke, owner, health: judges, signal }: WavePorts,
): Promise<'healthy' | 'waiting' | Blocker> {
  const read = await spoke.read(key, version, signal);
  if (!read.ok) return blockerOf(read.failure);
  if (read.value === undefined || isInstalling(read.value)) return 'waiting';
  const health = await judges.judge(owner.tenant, read.value);
  if (health?.status === 'Degraded') return degraded(key, health.message);
  return health === undefined || health.status === 'Healthy' ? 'healthy' : 'waiting';
}

/** A new definition says for some seconds that it is not established, which by Argo CD's rule is Degraded: it is on its way. */
function isInstalling({ kind, status }: JsonObject): boolean {
  if (kind !== 'CustomResourceDefinition' || !isJsonObject(status) || !Array.isArray(status['conditions']))
    return false;
  return status['conditions'].some(
    (condition) =>
      isJsonObject(condition) && condition['type'] === 'Established' && condition['reason'] === 'Installing',
  );
}

function degraded(key: ObjectKey, why: string): Blocker {
  const message = `${describeObjectKey(key)} is Degraded: ${why || 'its status gives no reason'}. The following sync waves wait for it; correct it in git.`;
  return { reason: 'WaveDegraded', message, retry: 'slowly' };
}

function notHealthyYet(members: readonly WaveMember[]): Blocker {
  const names = members.map(({ key }) => describeObjectKey(key)).toSorted();
  return {
    reason: 'WaveNotHealthy',
    message: `The following sync waves wait until these are healthy: ${listBriefly(names)}.`,
    retry: 'soon',
  };
}
