import type { ContentionRecord } from '../../contention/contention-record.ts';
import { formatTime } from '../../model/text/format-time.ts';
import type { ApplicationStatus } from '../../resources/application.ts';

type ContentionItem = NonNullable<ApplicationStatus['contention']>[number];

/** The form of the records in an Application's status; undefined when there are none. */
export function toContentionItems(records: readonly ContentionRecord[]): ContentionItem[] | undefined {
  if (records.length === 0) return undefined;
  return records.map(({ id, heals, left, field, manager }) => ({
    id,
    heals: heals.map(formatHeal),
    ...(left !== undefined && { left }),
    ...(field !== undefined && { field }),
    ...(manager !== undefined && { manager }),
  }));
}

/** Inverse of {@link toContentionItems}. */
export function fromContentionItems(items: readonly ContentionItem[] = []): ContentionRecord[] {
  return items.map(({ heals, ...item }) => ({ ...item, heals: heals.map((time) => Date.parse(time)) }));
}

/** Rounded up to the second: an hour that is counted from here is never shorter than one. */
function formatHeal(atMs: number): string {
  return formatTime(Math.ceil(atMs / 1000) * 1000);
}
