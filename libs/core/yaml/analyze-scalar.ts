import { resolvePlainScalar } from '#core/manifests/yaml/plain-scalar.ts';

/** In which styles a text can be written in a block collection. */
export interface ScalarStyles {
  readonly isMultiline: boolean;
  readonly allowsPlain: boolean;
  readonly allowsSingleQuotes: boolean;
  readonly allowsLiteral: boolean;
}

const lineBreak = /[\n\r\u0085\u2028\u2029]/;
const blank = /^[\s\0]?$/;

/** Finds the styles the emitter behind sigs.k8s.io/yaml allows. */
export function analyzeScalar(text: string): ScalarStyles {
  const isSpecial = Array.from(text).some((char) => !isPrintable(char)) || / [\n\r\u0085\u2028\u2029]/.test(text);
  const hasBreakSpace = /[\n\r\u0085\u2028\u2029] /.test(text);
  const isMultiline = lineBreak.test(text);
  const hasOuterSpace = /^[ \n\u0085\u2028\u2029]|[ \n\u0085\u2028\u2029]$/.test(text);
  return {
    isMultiline,
    allowsPlain: text !== '' && !isSpecial && !hasBreakSpace && !isMultiline && !hasOuterSpace && !hasIndicators(text),
    allowsSingleQuotes: !isSpecial && !hasBreakSpace,
    allowsLiteral: !isSpecial && !text.endsWith(' '),
  };
}

/** Would YAML 1.1 read the text as something else than a text? Sexagesimal numbers and timestamps count too. */
export function looksTyped(text: string): boolean {
  return resolvePlainScalar(text) !== undefined || sexagesimal.test(text) || isTimestamp(text);
}

const sexagesimal = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;
const timestamp =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt](\d{1,2}:){2}\d{1,2}(?:\.\d+)?(?:Z|[-+]\d\d:\d\d)| (\d{1,2}:){2}\d{1,2}(?:\.\d+)?)?$/;

function isTimestamp(text: string): boolean {
  const [, year, month, day] = timestamp.exec(text) ?? [];
  const monthNumber = Number(month);
  if (year === undefined || monthNumber < 1 || monthNumber > 12) return false;
  const leap = Number(year) % 4 === 0 && (Number(year) % 100 !== 0 || Number(year) % 400 === 0);
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][monthNumber - 1] ?? 0;
  return Number(day) >= 1 && Number(day) <= days;
}

/** Characters the emitter writes as they are: not tabs, other controls, the byte order mark, or beyond the basic plane. */
export function isPrintable(char: string): boolean {
  return /^[\n\u0020-\u007e\u0085\u00a0-\ud7ff\ue000-\ufefe\uff00-\ufffd]$/.test(char);
}

/** Does something in the text have a meaning in YAML where it stands? */
function hasIndicators(text: string): boolean {
  if (/^(?:---|\.\.\.)/.test(text) || /^[#,[\]{}&*!|>'"%@`]/.test(text)) return true;
  if (/^[-?:]/.test(text) && blank.test(text.charAt(1))) return true;
  return /:(?:[\s\0]|$)/.test(text) || /[\s\0]#/.test(text);
}
