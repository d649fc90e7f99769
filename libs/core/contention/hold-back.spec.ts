import { describe, expect, it } from 'vitest';
import type { Sighting } from '../plan/plan.ts';
import type { ContentionRecord } from './contention-record.ts';
import { holdBack } from './hold-back.ts';

const NOW = 10 * 3_600_000;
const key = { group: '', kind: 'ConfigMap', namespace: 'red', name: 'web' };
const id = '/ConfigMap/red/web';
const manifest = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'red' } };
const often = [5, 4, 3, 2, 1].map((minutes) => NOW - minutes * 60_000);
const longAgo = often.map((atMs) => atMs - 10 * 60_000);

interface Case {
  readonly name: string;
  readonly sighting?: Sighting;
  readonly record?: Omit<ContentionRecord, 'id'>;
  /** Hash of the manifest that was applied last. */
  readonly applied?: string;
  readonly healed: Sighting | undefined;
  readonly after: Omit<ContentionRecord, 'id'> | undefined;
}

const cases: Case[] = [
  { name: 'lets drift be undone that is new', sighting: 'changed', healed: 'changed', after: undefined },
  {
    name: 'leaves drift that was undone too often',
    sighting: 'changed',
    record: { heals: often },
    healed: undefined,
    after: { heals: often, left: 'changed' },
  },
  {
    name: 'leaves what was left even when it was not sighted again',
    record: { heals: often, left: 'missing', field: 'data.A', manager: 'other' },
    healed: undefined,
    after: { heals: often, left: 'missing', field: 'data.A', manager: 'other' },
  },
  {
    name: 'heals what was left when its time has come',
    record: { heals: longAgo, left: 'changed' },
    healed: 'changed',
    after: { heals: longAgo },
  },
  {
    name: 'has no say when a commit changes the object',
    sighting: 'changed',
    record: { heals: often, left: 'changed' },
    applied: 'before',
    healed: 'changed',
    after: { heals: often },
  },
  { name: 'forgets heals of an hour ago', record: { heals: [NOW - 3_600_000] }, healed: undefined, after: undefined },
];

describe('holdBack', () => {
  it.each(cases)('$name', ({ sighting, record, applied = 'now', healed, after }) => {
    const held = holdBack({
      desired: [{ key, manifest, hash: 'now' }],
      inventory: [{ ...key, version: 'v1', uid: 'u', desiredHash: applied, entryHash: 'e' }],
      sightings: new Map(sighting === undefined ? [] : [[id, sighting]]),
      records: record === undefined ? [] : [{ id, ...record }],
      nowMs: NOW,
    });
    expect({ healed: held.sightings.get(id), records: held.records }).toEqual({
      healed,
      records: after === undefined ? [] : [{ id, ...after }],
    });
  });
});
