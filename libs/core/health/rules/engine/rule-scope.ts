import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { conditionsOf } from './cel-environment.ts';
import { larger, sizeOf, toCel } from './cel-value.ts';
import type { Expression, Scope } from './compile-expression.ts';

/** A value that a rule gives a name. */
export interface Named {
  readonly name: string;
  /** Undefined where it could not be compiled. */
  readonly value: Expression | undefined;
}

export type OpenedScope = (Scope & { readonly ok: true }) | { readonly ok: false; readonly why: string };

/** What the cases of a rule see of an object: its parts, its conditions and the named values, each of which sees those before it. */
export function openScope(object: JsonObject, named: readonly Named[]): OpenedScope {
  const values = partsOf(object);
  let size = sizeOf(values);
  try {
    values['conditions'] = conditionsOf(values['status']);
  } catch (error) {
    return { ok: false, why: error instanceof Error ? `status: ${error.message}` : String(error) };
  }
  for (const { name, value } of named) {
    const evaluated = value?.({ values, size });
    if (evaluated?.ok === false) return evaluated;
    if (evaluated === undefined) continue;
    values[name] = evaluated.value;
    size = larger(size, evaluated.size);
  }
  return { ok: true, values, size };
}

function partsOf({ apiVersion = '', kind = '', ...object }: JsonObject): Record<string, unknown> {
  // Who wrote which field says nothing about health, and is long.
  const { managedFields: _, ...metadata } = isJsonObject(object['metadata']) ? object['metadata'] : {};
  const given = Object.entries({ apiVersion, kind, ...object, metadata }).filter(([, value]) => value !== null);
  const cel: Record<string, unknown> = Object.fromEntries(given.map(([field, value]) => [field, toCel(value)]));
  const mapOf = (field: string) => (isJsonObject(object[field]) ? cel[field] : {});
  return { object: cel, metadata: cel['metadata'], spec: mapOf('spec'), status: mapOf('status') };
}
