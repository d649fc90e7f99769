import { GoMap, GoObject, type GoValue } from '../values/go-value.ts';
import { typeName } from '../values/type-name.ts';
import type { Checked } from './check-argument.ts';
import type { MissingKey } from './render-state.ts';

/** Looks up a key of a map or a field of a struct. Methods are called elsewhere. */
export function lookUpField(receiver: GoValue, name: string, hasArguments: boolean, missingKey: MissingKey): Checked {
  if (receiver === undefined) {
    return missingKey === 'error' ? { problem: `nil data; no entry for key "${name}"` } : { value: undefined };
  }
  if (receiver === null) return { problem: `nil pointer evaluating interface {}.${name}` };
  if (receiver instanceof GoMap) return lookUpKey(receiver, name, hasArguments, missingKey);
  const field = receiver instanceof GoObject ? receiver.shape.fields.get(name) : undefined;
  if (field === undefined) return { problem: `can't evaluate field ${name} in type ${typeName(receiver)}` };
  return hasArguments ? { problem: `${name} has arguments but cannot be invoked as function` } : { value: field() };
}

function lookUpKey(map: GoMap, name: string, hasArguments: boolean, missingKey: MissingKey): Checked {
  if (hasArguments) return { problem: `${name} is not a method but has arguments` };
  if (map.entries.has(name)) return { value: map.entries.get(name) };
  if (missingKey === 'error') return { problem: `map has no entry for key "${name}"` };
  return { value: missingKey === 'zero' ? map.zeroValue : undefined };
}
