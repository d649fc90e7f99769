import { FunctionError } from '../../template-failure.ts';
import { GoInt } from '../../values/go-numbers.ts';
import type { GoValue } from '../../values/go-value.ts';
import { typeName } from '../../values/type-name.ts';
import { fixed, type TemplateFunction, variadic } from '../template-function.ts';
import { lowerText } from './letter-case.ts';

/** Longest name of a Kubernetes object (a DNS subdomain). */
const longestName = 253;

/** Longest slug unless the template says otherwise, as in Argo CD. */
const defaultSlugLength = 50;

/** The functions Argo CD adds for names. */
export const slugFunctions: Readonly<Record<string, TemplateFunction>> = {
  normalize: fixed(['string'], normalizeName),
  slugify: variadic([], 'any', (args) => slugifyArguments(args)),
};

/** Lower case, `-` for what a DNS subdomain may not hold, at most 253 characters, no `-` or `.` at the ends. */
export function normalizeName(text: string): string {
  const replaced = lowerText(text).replace(/[^-a-z0-9.]/gu, '-');
  return replaced.slice(0, longestName).replace(/^[-.]+|[-.]+$/g, '');
}

/** `slugify [length] [smart] text`. Smart shortening cuts at a `-`, never inside a word. */
function slugifyArguments(args: readonly GoValue[]): string {
  if (args.length === 0 || args.length > 3) return '';
  const text = args.at(-1);
  const [length, isSmart] = args.slice(0, -1);
  if (length !== undefined && !(length instanceof GoInt && length.kind === 'int')) return refuseType(length, 'int');
  if (isSmart !== undefined && typeof isSmart !== 'boolean') return refuseType(isSmart, 'bool');
  if (typeof text !== 'string') return refuseType(text, 'string');
  return slugify(text, length === undefined ? defaultSlugLength : Number(length.value), isSmart ?? true);
}

function refuseType(value: GoValue, wanted: string): never {
  throw new FunctionError(`interface conversion: interface {} is ${typeName(value)}, not ${wanted}`);
}

function slugify(text: string, length: number, isSmart: boolean): string {
  const name = normalizeName(text);
  if (!isSmart) return makeSlug(cutHard(name, length));
  const slug = makeSlug(name);
  if (length <= 0 || slug.length <= length) return slug;
  const dash = slug.lastIndexOf('-', length);
  return slug.slice(0, dash < 0 ? length : dash);
}

/** Cuts before dashes are joined, as Argo CD's library does; 0 leaves nothing. */
function cutHard(name: string, length: number): string {
  if (length < 0) throw new FunctionError(`slice bounds out of range [:${length}]`);
  return name.slice(0, length);
}

function makeSlug(name: string): string {
  return trimDashes(name.replace(/[^a-z0-9]+/g, '-'));
}

function trimDashes(text: string): string {
  return text.replace(/^-+|-+$/g, '');
}
