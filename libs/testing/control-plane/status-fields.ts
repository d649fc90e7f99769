import { isJsonObject } from '#core/model/json.ts';

export type StatusFields = Readonly<Record<string, unknown>>;

/**
 * A status after a manager's apply: fields it stated before and leaves out now are given up, those of others stay. Conditions are
 * owned one by one.
 */
export function mergeStatus(before: StatusFields, owned: StatusFields, stated: StatusFields): StatusFields {
  const present = Object.entries(stated).filter(([, value]) => value !== undefined);
  const kept = Object.entries(before).filter(([field]) => !Object.hasOwn(owned, field));
  const merged = Object.fromEntries([...kept, ...present]);
  const types = typesOf(owned);
  const own = typesOf(stated);
  const others = conditionsOf(before).filter(({ type }) => !types.has(type) && !own.has(type));
  const conditions = [...others, ...conditionsOf(stated)];
  const { conditions: _, ...rest } = merged;
  return conditions.length === 0 ? rest : { ...rest, conditions };
}

function typesOf(fields: StatusFields): Set<unknown> {
  return new Set(conditionsOf(fields).map(({ type }) => type));
}

function conditionsOf({ conditions }: StatusFields): Record<string, unknown>[] {
  return Array.isArray(conditions) ? conditions.filter((condition: unknown) => isJsonObject(condition)) : [];
}
