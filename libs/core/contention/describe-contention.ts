import { listBriefly } from '../model/text/list-briefly.ts';
import { describeObjectKey, parseObjectKeyId } from '../model/objects/object-key.ts';
import { type ContentionRecord, isContended } from './contention-record.ts';

/** What is fought for, with whom, and what to do about it; undefined when nothing is. Stable while the fight is the same. */
export function describeContention(records: readonly ContentionRecord[], nowMs: number): string | undefined {
  const fights = records.filter((record) => isContended(record, nowMs)).map(describeFight);
  if (fights.length === 0) return undefined;
  return (
    `Somebody else keeps changing what git says: ${listBriefly(fights)}. Nabe undoes that at most six times an hour now. ` +
    'Leave the field out of the manifest, or stop the other writer.'
  );
}

function describeFight({ id, field, manager }: ContentionRecord): string {
  const key = parseObjectKeyId(id);
  const object = key === undefined ? id : describeObjectKey(key);
  if (field !== undefined && manager !== undefined) return `${manager} writes ${field} of ${object}`;
  return `${object} is deleted or changed again and again`;
}
