import { type Result, fail, succeed } from '#core/model/result.ts';
import type { JsonPath, PathStep } from './path-step.ts';

/**
 * Reads a JSON pointer (RFC 6901): `/spec/sources/0/path`. A number stands for an element of a list or for the field of that name,
 * whichever the data has; here it is read as an index. The failure is a sentence about the pointer.
 */
export function parseJsonPointer(pointer: string): Result<JsonPath, string> {
  if (pointer === '') return fail('the pointer names the whole Application: name a field in it');
  if (!pointer.startsWith('/')) return fail(`a JSON pointer starts with a slash: /${pointer.replaceAll('.', '/')}`);
  if (/~(?![01])/.test(pointer)) return fail('a tilde in a JSON pointer is written ~0 (and a slash in a name ~1)');
  const [first, ...others] = pointer.slice(1).split('/').map(stepOf);
  return first ? succeed([first, ...others]) : fail('the pointer names nothing');
}

function stepOf(token: string): PathStep {
  if (/^(0|[1-9]\d{0,8})$/.test(token)) return { kind: 'index', index: Number(token) };
  return { kind: 'field', name: token.replaceAll('~1', '/').replaceAll('~0', '~') };
}
