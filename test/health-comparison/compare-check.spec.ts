import { afterAll, describe, expect, it } from 'vitest';
import { ThreadHealthScripts } from '#adapters/health-scripts/thread-health-scripts.ts';
import { compareCheck } from './compare-check.ts';

const scripts = new ThreadHealthScripts({ deadlineMs: 30_000 });
afterAll(() => scripts.close());

/** Says of a claim what it says itself, but for one phase. */
function scriptWith(lost: string): string {
  return `
    local known = { ["Bound"] = "Healthy", ["Pending"] = "Progressing", ["Lost"] = "${lost}" }
    return { status = known[obj.status ~= nil and obj.status.phase or ""] or "Unknown", message = "" }`;
}

function compare(script: string) {
  const examples = ['Pending', 'Bound'].map((phase) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    spec: { volumeName: 'disk' },
    status: { phase },
  }));
  return compareCheck({ name: '/PersistentVolumeClaim', script, examples }, scripts, { rounds: 300, seed: 1 });
}

describe('compareCheck', () => {
  it('finds nothing where both say the same', async () => {
    expect(await compare(scriptWith('Degraded'))).toEqual([]);
  });

  it('finds the one change of an example after which they differ', async () => {
    const object = {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      spec: { volumeName: 'disk' },
      status: { phase: 'Lost' },
    };
    expect(await compare(scriptWith('Suspended'))).toEqual([{ wanted: 'Suspended', got: 'Degraded', object }]);
  });

  it('takes what a script fails on for Unknown', async () => {
    const [difference] = await compare('return { status = obj.status.phase.reason.text }');
    expect(difference).toMatchObject({ wanted: expect.stringContaining('error: script:1:') });
  });
});
