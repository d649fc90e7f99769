import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { computeKstatus } from './compute-kstatus.ts';

interface KstatusCase {
  readonly name: string;
  readonly object: JsonObject;
  /** null with `error`. */
  readonly status: string | null;
  readonly message: string;
  readonly error?: boolean;
}

const corpus = new URL('../../../../test/conformance/kstatus/cases.jsonl', import.meta.url);
const cases = readFileSync(corpus, 'utf8')
  .trim()
  .split('\n')
  .map((line): KstatusCase => JSON.parse(line));
const nowMs = Date.parse('2026-01-01T00:00:00Z');

describe('computeKstatus', () => {
  it.each(cases.filter(({ error }) => !error))('reads $name as cli-utils', ({ object, status, message }) => {
    expect(computeKstatus(object, nowMs)).toEqual({ ok: true, status, message });
  });

  it.each(cases.filter(({ error }) => error))('says why $name cannot be read', ({ object }) => {
    expect(computeKstatus(object, nowMs)).toEqual({ ok: false, why: expect.stringMatching(/\w/) });
  });

  it.each([
    { name: 'a pod just made', created: '2025-12-31T23:59:50Z', message: 'Pod has not been scheduled' },
    { name: 'a pod made a minute ago', created: '2025-12-31T23:59:00Z', message: 'Pod could not be scheduled' },
  ])('gives $name time to find a node', ({ created, message }) => {
    const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable' }];
    const pod = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { creationTimestamp: created },
      status: { phase: 'Pending', conditions },
    };
    expect(computeKstatus(pod, nowMs)).toMatchObject({ message });
  });
});
