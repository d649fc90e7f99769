import {
  type Arbitrary,
  array,
  assert,
  constant,
  constantFrom,
  dictionary,
  property,
  record,
  uniqueArray,
} from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Application } from '#core/resources/application.ts';
import { applicationBody } from './application-body.ts';
import { compareTargets } from './compare-targets.ts';
import type { WantedApplication } from '../judge-application.ts';

const owner = { tenant: 'red', set: 'fleet' };
const name = constantFrom('a', 'b', 'c', 'd', 'e');
const texts = dictionary(constantFrom('team', 'tier', 'zone'), constantFrom('x', 'y'));

const wantedApplication: Arbitrary<WantedApplication> = record({
  name,
  labels: texts,
  annotations: texts,
  finalizers: constantFrom([], ['nabe.dev/resources']),
  spec: record({ project: constant('red'), destination: record({ name, namespace: name }) }),
});
const wantedSet = uniqueArray(wantedApplication, { selector: (target) => target.name });

function store(wanted: readonly WantedApplication[]): Application[] {
  return wanted.map((target) => {
    const { metadata, spec } = applicationBody(target, owner);
    return Application.parse({ metadata: { name: target.name, namespace: 'tenant-red', ...metadata }, spec });
  });
}

describe('compareTargets, whatever is wanted and whatever exists', () => {
  it('finds nothing to do once its changes are made', () => {
    assert(
      property(wantedSet, wantedSet, (before, wanted) => {
        const changes = compareTargets({ ...owner, wanted, refused: [], existing: store(before) });
        const untouched = before.filter((target) => changes.unchanged.includes(target.name));
        const written = [...changes.create, ...changes.update.map((update) => update.wanted)];
        const after = compareTargets({ ...owner, wanted, refused: [], existing: store([...untouched, ...written]) });
        expect({ ...after, unchanged: after.unchanged.toSorted() }).toEqual({
          create: [],
          update: [],
          delete: [],
          deletions: { planned: 0, keptByPolicy: 0, of: wanted.length },
          unchanged: wanted.map((target) => target.name).toSorted(),
          terminating: [],
          collisions: [],
        });
      }),
    );
  });

  it('never deletes what is wanted or could not be judged', () => {
    assert(
      property(wantedSet, wantedSet, array(name), (before, wanted, refused) => {
        const changes = compareTargets({ ...owner, wanted, refused, existing: store(before) });
        const kept = new Set([...wanted.map((target) => target.name), ...refused]);
        expect(changes.delete.filter(({ metadata }) => kept.has(metadata.name))).toEqual([]);
      }),
    );
  });
});
