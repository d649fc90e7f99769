import { parseGoFloat, parseGoInteger } from '../values/parse-number.ts';
import { unquoteCharacter } from './unquote.ts';

/** A number as written: which of Go's types it can be. */
export interface NumberLiteral {
  readonly text: string;
  readonly integer?: bigint | undefined;
  readonly float?: number | undefined;
  /** Imaginary and real part of a complex literal. */
  readonly complex?: readonly [number, number] | undefined;
  /** Does it stand for a float when nothing else decides? */
  readonly isFloatByDefault: boolean;
}

const smallestInteger = -(2n ** 63n);
const largestUnsigned = 2n ** 64n - 1n;

/** Reads a numeric token. Answers what is wrong as a text. */
export function parseNumberLiteral(kind: 'number' | 'complex' | 'character', text: string): NumberLiteral | string {
  if (kind === 'character') return parseCharacter(text);
  if (kind === 'complex' || text.endsWith('i')) return parseComplex(text);
  const integer = parseGoInteger(text, 0);
  if (integer !== undefined && integer >= smallestInteger && integer <= largestUnsigned) {
    return { text, integer, float: Number(integer), isFloatByDefault: false };
  }
  const float = parseGoFloat(text);
  if (float === undefined || !Number.isFinite(float)) return `illegal number syntax: ${JSON.stringify(text)}`;
  if (!/[.eEpP]/.test(text)) return `integer overflow: ${JSON.stringify(text)}`;
  const isIntegral = Number.isInteger(float) && Math.abs(float) < 2 ** 63;
  return { text, float, ...(isIntegral && { integer: BigInt(float) }), isFloatByDefault: true };
}

function parseCharacter(text: string): NumberLiteral | string {
  const code = unquoteCharacter(text);
  if (code === undefined) return `malformed character constant: ${text}`;
  return { text, integer: BigInt(code), float: code, isFloatByDefault: false };
}

function parseComplex(text: string): NumberLiteral | string {
  const split = Math.max(text.lastIndexOf('+'), text.lastIndexOf('-'));
  const hasReal = split > 0 && !/[eEpP]/.test(text.charAt(split - 1));
  const real = hasReal ? parsePart(text.slice(0, split)) : 0;
  const imaginary = parsePart(text.slice(hasReal ? split : 0, -1));
  if (real === undefined || imaginary === undefined) return `illegal number syntax: ${JSON.stringify(text)}`;
  return { text, complex: [real, imaginary], isFloatByDefault: false };
}

function parsePart(text: string): number | undefined {
  const integer = parseGoInteger(text, 0);
  return integer === undefined ? parseGoFloat(text) : Number(integer);
}
