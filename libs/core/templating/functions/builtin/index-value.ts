import { FunctionError } from '../../template-failure.ts';
import { GoList, GoMap, type GoValue } from '../../values/go-value.ts';
import { GoInt } from '../../values/go-numbers.ts';
import { toBytes } from '../../values/text-bytes.ts';
import { typeName } from '../../values/type-name.ts';

/** Go's `index`: follows keys and positions into a value. A missing key gives the zero value of the map. */
export function indexValue(value: GoValue, keys: readonly GoValue[]): GoValue {
  if (value === undefined || value === null) throw new FunctionError('index of untyped nil');
  return keys.reduce(indexOnce, value);
}

function indexOnce(value: GoValue, key: GoValue): GoValue {
  if (value === undefined || value === null) throw new FunctionError('index of nil pointer');
  if (value instanceof GoList) return value.items[position(key, value.items.length)];
  if (value instanceof GoMap) {
    const name = mapKey(key);
    return value.entries.has(name) ? value.entries.get(name) : value.zeroValue;
  }
  if (typeof value !== 'string') throw new FunctionError(`can't index item of type ${typeName(value)}`);
  const bytes = toBytes(value);
  return new GoInt('uint8', BigInt(bytes[position(key, bytes.length)] ?? 0));
}

function mapKey(key: GoValue): string {
  if (key === undefined || key === null) throw new FunctionError('value is nil; should be of type string');
  if (typeof key !== 'string') throw new FunctionError(`value has type ${typeName(key)}; should be string`);
  return key;
}

function position(key: GoValue, length: number): number {
  if (key === undefined || key === null) throw new FunctionError('cannot index slice/array with nil');
  if (!(key instanceof GoInt)) throw new FunctionError(`cannot index slice/array with type ${typeName(key)}`);
  if (key.value < 0n || key.value >= BigInt(length)) throw new FunctionError(`index out of range: ${key.value}`);
  return Number(key.value);
}
