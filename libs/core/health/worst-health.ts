import { listBriefly } from '#core/model/text/list-briefly.ts';
import { describeObjectKey, type ObjectKey, objectKeyId } from '#core/model/objects/object-key.ts';
import type { HealthStatus } from '#core/resources/application.ts';
import { type Health, health } from './health.ts';

/** From best to worst; Argo CD's order. */
const badness: Readonly<Record<HealthStatus, number>> = {
  Healthy: 0,
  Suspended: 1,
  Progressing: 2,
  Missing: 3,
  Degraded: 4,
  Unknown: 5,
};

export interface ObjectHealth {
  readonly key: ObjectKey;
  readonly health: Health;
}

/**
 * The health of an Application: that of its worst objects, which the message names with their reasons, sorted by key. Healthy
 * when there are none.
 */
export function worstHealth(objects: readonly ObjectHealth[]): Health {
  const statuses = objects.map((object) => object.health.status);
  const status = statuses.reduce((worst, next) => (badness[next] > badness[worst] ? next : worst), 'Healthy');
  if (status === 'Healthy') return health('Healthy');
  const worst = objects.filter((object) => object.health.status === status).toSorted(compareKeys);
  return health(status, listBriefly(worst.map(describeHealth)));
}

function describeHealth({ key, health: { message } }: ObjectHealth): string {
  return message === '' ? describeObjectKey(key) : `${describeObjectKey(key)}: ${message}`;
}

function compareKeys(a: ObjectHealth, b: ObjectHealth): number {
  return objectKeyId(a.key) < objectKeyId(b.key) ? -1 : 1;
}
