import { objectKeyId } from '../model/objects/object-key.ts';
import type { StepResult } from '../status/operation/step-result.ts';
import type { ContentionRecord } from './contention-record.ts';

/** One Application remembers so many objects: those healed most often, which are the ones that matter. A status has its limits. */
const MOST_RECORDS = 200;

/** Adds what a sync has healed. Sorted by object. */
export function noteHeals(
  records: readonly ContentionRecord[],
  results: readonly StepResult[],
  nowMs: number,
): ContentionRecord[] {
  const known = new Map(records.map((record) => [record.id, record]));
  for (const { step, outcome } of results) {
    if (outcome !== 'created' && outcome !== 'configured') continue;
    if (step.action !== 'apply' || (step.reason !== 'drifted' && step.reason !== 'missing')) continue;
    const id = objectKeyId(step.key);
    const record = known.get(id) ?? { id, heals: [] };
    known.set(id, { ...record, heals: [...record.heals, nowMs] });
  }
  const often = [...known.values()].toSorted((a, b) => b.heals.length - a.heals.length).slice(0, MOST_RECORDS);
  return often.toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
