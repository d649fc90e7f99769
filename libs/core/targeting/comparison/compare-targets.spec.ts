import { describe, expect, it } from 'vitest';
import { Application } from '#core/resources/application.ts';
import { applicationBody } from './application-body.ts';
import { type TargetChanges, compareTargets } from './compare-targets.ts';
import type { WantedApplication } from '../judge-application.ts';

function wanted(name: string, more: Partial<WantedApplication> = {}): WantedApplication {
  const source = { repoURL: 'https://git.example.com/red/app', path: 'web', targetRevision: 'main' };
  const spec = { project: 'red', source, destination: { name: 'prod', namespace: 'red-web' } };
  return { name, labels: {}, annotations: {}, finalizers: ['nabe.dev/resources'], spec, ...more };
}

/** The Application as the API server has it after the hub applied it. */
function stored(target: WantedApplication, set = 'fleet', more: object = {}): Application {
  const { metadata, spec } = applicationBody(target, { tenant: 'red', set });
  return Application.parse({ metadata: { name: target.name, namespace: 'tenant-red', ...metadata, ...more }, spec });
}

/** Names by what happens to them. */
function summarize(changes: TargetChanges) {
  return {
    create: changes.create.map(({ name }) => name),
    update: changes.update.map(({ wanted: { name } }) => name),
    delete: changes.delete.map(({ metadata }) => metadata.name),
    unchanged: changes.unchanged,
    terminating: changes.terminating,
  };
}

const nothing = { create: [], update: [], delete: [], unchanged: [], terminating: [] };
const base = { tenant: 'red', set: 'fleet', refused: [] };
const label = wanted('a', { labels: { team: 'x' } });

describe('compareTargets', () => {
  it.each([
    { name: 'creates what is missing', input: { wanted: [wanted('a')], existing: [] }, changes: { create: ['a'] } },
    {
      name: 'leaves what is equal',
      input: { wanted: [wanted('a')], existing: [stored(wanted('a'))] },
      changes: { unchanged: ['a'] },
    },
    {
      name: 'deletes what is no longer wanted',
      input: { wanted: [], existing: [stored(wanted('a'))] },
      changes: { delete: ['a'] },
    },
    {
      name: "leaves another set's Applications",
      input: { wanted: [], existing: [stored(wanted('a'), 'other')] },
      changes: {},
    },
    {
      name: 'updates a changed spec',
      input: { wanted: [wanted('a', { spec: { ...label.spec, project: 'x' } })], existing: [stored(wanted('a'))] },
      changes: { update: ['a'] },
    },
    {
      name: 'updates for a new label of the template',
      input: { wanted: [label], existing: [stored(wanted('a'))] },
      changes: { update: ['a'] },
    },
    {
      name: 'updates when the template drops a label',
      input: { wanted: [wanted('a')], existing: [stored(label)] },
      changes: { update: ['a'] },
    },
    {
      name: 'updates when the finalizer is no longer wanted',
      input: { wanted: [wanted('a', { finalizers: [] })], existing: [stored(wanted('a'))] },
      changes: { update: ['a'] },
    },
    {
      name: 'does not mind what others added',
      input: {
        wanted: [wanted('a')],
        existing: [
          stored(wanted('a'), 'fleet', {
            annotations: { ...stored(wanted('a')).metadata.annotations, note: 'by hand' },
          }),
        ],
      },
      changes: { unchanged: ['a'] },
    },
    {
      name: 'waits for one that is being deleted, wanted or not',
      input: {
        wanted: [wanted('a')],
        existing: ['a', 'b'].map((name) =>
          stored(wanted(name), 'fleet', { deletionTimestamp: '2026-01-01T00:00:00Z' }),
        ),
      },
      changes: { terminating: ['a'] },
    },
    {
      name: 'keeps what could not be judged',
      input: { wanted: [], refused: ['a'], existing: [stored(wanted('a'))] },
      changes: {},
    },
  ])('$name', ({ input, changes }) => {
    expect(summarize(compareTargets({ ...base, ...input }))).toEqual({ ...nothing, ...changes });
  });

  it.each([
    { policy: 'create-only' as const, changes: { create: ['new'], unchanged: ['changed'] } },
    { policy: 'create-update' as const, changes: { create: ['new'], update: ['changed'] } },
    { policy: 'create-delete' as const, changes: { create: ['new'], unchanged: ['changed'], delete: ['gone'] } },
    { policy: 'sync' as const, changes: { create: ['new'], update: ['changed'], delete: ['gone'] } },
  ])('does only what applicationsSync $policy permits', ({ policy, changes }) => {
    const existing = [stored(wanted('changed')), stored(wanted('gone'))];
    const input = { ...base, wanted: [wanted('new'), wanted('changed', { labels: { a: 'b' } })], existing, policy };
    expect(summarize(compareTargets(input))).toEqual({ ...nothing, ...changes });
  });

  it.each([
    { policy: 'sync' as const, deletions: { planned: 1, keptByPolicy: 0, of: 2 } },
    { policy: 'create-update' as const, deletions: { planned: 0, keptByPolicy: 1, of: 2 } },
  ])('counts what $policy takes away, of the set alone', ({ policy, deletions }) => {
    const going = stored(wanted('going'), 'fleet', { deletionTimestamp: '2026-01-01T00:00:00Z' });
    const existing = [stored(wanted('a')), stored(wanted('gone')), stored(wanted('foreign'), 'other'), going];
    expect(compareTargets({ ...base, wanted: [wanted('a')], existing, policy }).deletions).toEqual(deletions);
  });

  it('updates with what the options of the set keep', () => {
    const live = stored(wanted('a', { labels: { team: 'by hand' } }));
    const keep = { preservedFields: { labels: ['team'] } };
    const target = wanted('a', { labels: { team: 'x' }, annotations: { note: 'new' } });
    const { update } = compareTargets({ ...base, wanted: [target], existing: [live], keep });
    expect(update).toEqual([{ existing: live, wanted: { ...target, labels: { team: 'by hand' } } }]);
    const written = update.map((one) => stored(one.wanted));
    expect(compareTargets({ ...base, wanted: [target], existing: written, keep }).unchanged).toEqual(['a']);
  });

  it('never takes over an Application of another set or of nobody', () => {
    const byHand = Application.parse({ metadata: { name: 'b', namespace: 'tenant-red' }, spec: wanted('b').spec });
    const changes = compareTargets({
      ...base,
      wanted: [wanted('a'), wanted('b')],
      existing: [stored(wanted('a'), 'other'), byHand],
    });
    expect(summarize(changes)).toEqual(nothing);
    expect(changes.collisions).toEqual([
      'ApplicationSet fleet wants an Application a, but the one of that name belongs to ApplicationSet other; rename one of them or delete the other',
      'ApplicationSet fleet wants an Application b, but the one of that name belongs to no ApplicationSet; rename one of them or delete the other',
    ]);
  });
});
