import { objectKeyId, parseObjectKeyId } from '../../model/objects/object-key.ts';
import { hookId, type HookRecord } from '../../plan/hooks/hook-record.ts';
import type { ApplicationStatus } from '../../resources/application.ts';

type HookItem = NonNullable<ApplicationStatus['hooks']>[number];

/** The compact form of an Application's hooks in its status, sorted by phase and key; undefined when there are none. */
export function toHookItems(records: readonly HookRecord[]): HookItem[] | undefined {
  if (records.length === 0) return undefined;
  const sorted = records.toSorted((a, b) => (hookId(a) < hookId(b) ? -1 : 1));
  return sorted.map(({ version, phase, run, uid, outcome, ...key }) => ({
    id: objectKeyId(key),
    version,
    phase,
    run,
    ...(uid !== undefined && { uid }),
    ...(outcome !== undefined && { outcome }),
  }));
}

/** Inverse of {@link toHookItems}. Throws on an id of any other form. */
export function fromHookItems(items: readonly HookItem[] = []): HookRecord[] {
  return items.map(({ id, ...item }) => {
    const key = parseObjectKeyId(id);
    if (key === undefined) throw new Error(`the hooks hold ${JSON.stringify(id)}, which names no object`);
    return { ...key, ...item };
  });
}
