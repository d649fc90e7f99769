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
});
