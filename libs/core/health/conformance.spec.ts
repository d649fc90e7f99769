import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { assessHealth } from './assess-health.ts';

interface HealthCase {
  readonly name: string;
  readonly object: JsonObject;
  /** null: no check for this kind; '': the check gave nothing. */
  readonly status: string | null;
  readonly message: string;
  /** The message is a Go or Lua error; only the status counts. */
  readonly error?: boolean;
}

function readCases(file: string): HealthCase[] {
  const corpus = new URL(`../../../test/conformance/health/${file}`, import.meta.url);
  return readFileSync(corpus, 'utf8')
    .trim()
    .split('\n')
    .map((line): HealthCase => JSON.parse(line));
}
const cases = readCases('builtin.jsonl');
const ofOtherProjects = readCases('crds.jsonl');

describe('assessHealth', () => {
  it.each(cases.filter(({ status }) => status === null))('has no check for $name', ({ object }) => {
    expect(assessHealth(object)).toBeUndefined();
  });

  it.each(cases.filter(({ status, error }) => status !== null && !error))(
    'judges $name as Argo CD',
    ({ object, status, message }) => {
      expect(assessHealth(object)).toEqual({ status, message });
    },
  );

  it.each(cases.filter(({ error }) => error))('says why $name cannot be judged', ({ object, status }) => {
    const health = assessHealth(object);
    expect({ status: health?.status, explained: health?.message !== '' }).toEqual({ status, explained: true });
  });

  it.each(ofOtherProjects)('judges $name as Argo CD, in its own words', ({ object, status, message, error }) => {
    const health = assessHealth(object);
    const isSilent = message !== '' && !error && health?.message === '';
    expect({ status: health?.status, isSilent }).toEqual({ status: status || undefined, isSilent: false });
  });
});
