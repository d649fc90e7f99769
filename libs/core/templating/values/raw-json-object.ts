import { canonicalJson } from '#core/model/canonical-json.ts';
import type { JsonValue } from '#core/model/json.ts';
import { GoObject, type GoValue } from './go-value.ts';
import { toBytes } from './text-bytes.ts';

/** Kubernetes' type for undecoded JSON: a struct whose one field `Raw` holds the bytes. `decode` gives the value for JSON. */
export function rawJsonObject(value: JsonValue, decode: (value: JsonValue) => GoValue): GoObject {
  const text = canonicalJson(value);
  const printed = `[${toBytes(text).join(' ')}]`;
  return new GoObject(
    {
      typeName: 'v1.JSON',
      kind: 'struct',
      fields: new Map([['Raw', () => text]]),
      methods: new Map(),
      text: () => `{${printed}}`,
      json: () => decode(value),
    },
    text,
  );
}
