import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { metadataOf, textOf } from '../watch/watch-event.ts';

/** The parts of a `coordination.k8s.io/v1` Lease that an election needs. */
export interface LeaseRecord {
  /** '' when nobody holds it. */
  readonly holder: string;
  readonly durationSeconds: number;
  readonly transitions: number;
  /** Changes with every write: by it a candidate sees that the holder is alive, without comparing clocks. */
  readonly resourceVersion: string;
}

export function readLease(object: JsonObject): LeaseRecord {
  const spec = isJsonObject(object['spec']) ? object['spec'] : {};
  const { leaseDurationSeconds, leaseTransitions } = spec;
  return {
    holder: textOf(spec['holderIdentity']),
    durationSeconds: typeof leaseDurationSeconds === 'number' ? leaseDurationSeconds : 0,
    transitions: typeof leaseTransitions === 'number' ? leaseTransitions : 0,
    resourceVersion: textOf(metadataOf(object)['resourceVersion']),
  };
}

export interface LeaseWrite {
  readonly namespace: string;
  readonly name: string;
  /** '' releases it. */
  readonly holder: string;
  readonly durationSeconds: number;
  readonly transitions: number;
  /** Precondition of the update; '' for a new Lease. */
  readonly resourceVersion: string;
  readonly labels?: Readonly<Record<string, string>> | undefined;
  /** RFC 3339 with microseconds, as the API wants it. */
  readonly now: string;
}

export function leaseObject(write: LeaseWrite): JsonObject {
  const { namespace, name, resourceVersion, holder, now, labels } = write;
  return {
    apiVersion: 'coordination.k8s.io/v1',
    kind: 'Lease',
    metadata: { namespace, name, ...(labels && { labels }), ...(resourceVersion !== '' && { resourceVersion }) },
    spec: {
      holderIdentity: holder,
      // A released Lease is free at once: the shortest duration the API takes.
      leaseDurationSeconds: holder === '' ? 1 : write.durationSeconds,
      leaseTransitions: write.transitions,
      renewTime: now,
      ...(holder === '' ? {} : { acquireTime: now }),
    },
  };
}

/** The API's MicroTime. */
export function microTime(nowMs: number): string {
  return new Date(nowMs).toISOString().replace('Z', '000Z');
}
