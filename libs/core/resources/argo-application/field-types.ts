/** What a field of an Application may hold, as Argo CD's types have it. `any` is free JSON, such as `helm.valuesObject`. */
export type FieldType =
  | { readonly kind: 'text' | 'flag' | 'whole' | 'whole-or-text' | 'any' }
  | { readonly kind: 'map'; readonly of: FieldType }
  | { readonly kind: 'list'; readonly of: FieldType; readonly patch: 'replace' | 'merge' }
  | { readonly kind: 'object'; readonly fields: ReadonlyMap<string, Field> };

export interface Field {
  readonly type: FieldType;
  /** What it is for, in a sentence: editors show it. */
  readonly description: string;
  /**
   * When the field is written to JSON. `if-filled`: not when it is empty, `false` or `0`. `if-given`: unless it is absent or null.
   * `always`: with an empty value where it is absent.
   */
  readonly written: 'if-filled' | 'if-given' | 'always';
}

export const text: FieldType = { kind: 'text' };
export const flag: FieldType = { kind: 'flag' };
export const whole: FieldType = { kind: 'whole' };
export const wholeOrText: FieldType = { kind: 'whole-or-text' };
export const anyJson: FieldType = { kind: 'any' };

export function mapOf(of: FieldType): FieldType {
  return { kind: 'map', of };
}

/** A list that a patch replaces. */
export function listOf(of: FieldType): FieldType {
  return { kind: 'list', of, patch: 'replace' };
}

/** A list of scalars that a patch adds to. */
export function mergedListOf(of: FieldType): FieldType {
  return { kind: 'list', of, patch: 'merge' };
}

type DescribedType = readonly [type: FieldType, description: string];
type FieldsByWriting = Partial<Record<Field['written'], Readonly<Record<string, DescribedType>>>>;

/** Fields of an object, by when they are written. */
export function fieldsOf(fields: FieldsByWriting): ReadonlyMap<string, Field> {
  const entries = (['always', 'if-given', 'if-filled'] as const).flatMap((written) =>
    Object.entries(fields[written] ?? {}).map(
      ([name, [type, description]]) => [name, { type, description, written }] as const,
    ),
  );
  return new Map(entries);
}

export function objectOf(fields: FieldsByWriting): FieldType {
  return { kind: 'object', fields: fieldsOf(fields) };
}
