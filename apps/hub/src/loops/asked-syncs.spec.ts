import { describe, expect, it } from 'vitest';
import type { Application } from '#core/resources/application.ts';
import { buildApplication } from '#testing/control-plane/resource-builders.ts';
import { AskedSyncs } from './asked-syncs.ts';

const KEY = 'tenant-red/web';
const WANTED = 'inputs-2';

/** After an operation that began so. */
function after(startedAt: string): Application {
  const application = buildApplication('red', 'web');
  return { ...application, status: { ...application.status, operation: { phase: 'Succeeded', startedAt } } };
}

describe('AskedSyncs', () => {
  const before = after('2026-01-01T00:00:00Z');

  it('says that an Application waits for a worker until its next operation is seen', () => {
    const asked = new AskedSyncs();
    asked.ask(KEY, WANTED, before);
    asked.hear(KEY, before);
    const waits = asked.isQueued(KEY);
    asked.hear(KEY, after('2026-01-01T00:00:05Z'));
    expect([waits, asked.isQueued(KEY)]).toEqual([true, false]);
  });

  it('remembers what an operation was asked for after it was seen', () => {
    const asked = new AskedSyncs();
    asked.ask(KEY, WANTED, before);
    const later = after('2026-01-01T00:00:05Z');
    asked.hear(KEY, later);
    expect([
      asked.isAnswered(KEY, WANTED, before),
      asked.isAnswered(KEY, WANTED, later),
      asked.isAnswered(KEY, 'inputs-3', later),
    ]).toEqual([false, true, false]);
  });

  it('knows nothing of an Application that it has forgotten', () => {
    const asked = new AskedSyncs();
    asked.ask(KEY, WANTED, before);
    asked.forget(KEY);
    expect([asked.isQueued(KEY), asked.isAnswered(KEY, WANTED, after('2026-01-01T00:00:05Z'))]).toEqual([false, false]);
  });

  it('knows an Application that has got what it was asked for', () => {
    const synced = syncedFrom(WANTED);
    expect(wasFulfilledBy(synced)).toBe(true);
    expect(new AskedSyncs().isFulfilled(KEY, synced)).toBe(false);
  });

  it.each<[string, Application]>([
    ['synced from other inputs', syncedFrom('inputs-3')],
    [
      'not through',
      { ...syncedFrom(WANTED), status: { ...syncedFrom(WANTED).status, operation: { phase: 'Waiting' } } },
    ],
    ['asked for by a person', { ...syncedFrom(WANTED), operation: { sync: {} } }],
    ['fought for', { ...syncedFrom(WANTED), status: { ...syncedFrom(WANTED).status, contention: [] } }],
    ['changed', withMetadata({ generation: 2 })],
    ['annotated', withMetadata({ annotations: { 'nabe.dev/note': 'new' } })],
    ['being deleted', withMetadata({ deletionTimestamp: '2026-01-01T00:00:06Z' })],
  ])('has one looked at that is %s', (_how, application) => {
    expect(wasFulfilledBy(application)).toBe(false);
  });
});

function wasFulfilledBy(application: Application): boolean {
  const asked = new AskedSyncs();
  asked.ask(KEY, WANTED, after('2026-01-01T00:00:00Z'));
  return asked.isFulfilled(KEY, application);
}

function syncedFrom(inputsDigest: string): Application {
  const application = after('2026-01-01T00:00:05Z');
  const metadata = { ...application.metadata, resourceVersion: '999' };
  return { ...application, metadata, status: { ...application.status, sync: { status: 'Synced', inputsDigest } } };
}

function withMetadata(change: Partial<Application['metadata']>): Application {
  const application = syncedFrom(WANTED);
  return { ...application, metadata: { ...application.metadata, ...change } };
}
