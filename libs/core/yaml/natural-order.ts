/**
 * Orders keys as the YAML writer behind sigs.k8s.io/yaml does: numbers inside texts by value (`a2` before `a10`), letters
 * after everything else, but before it directly behind a digit.
 */
export function compareNaturally(a: string, b: string): number {
  const left = Array.from(a);
  const right = Array.from(b);
  const shared = Math.min(left.length, right.length);
  for (let at = 0; at < shared; at += 1) {
    if (left[at] !== right[at]) return compareFrom(left, right, at);
  }
  return left.length - right.length;
}

function compareFrom(left: readonly string[], right: readonly string[], at: number): number {
  const a = left[at] ?? '';
  const b = right[at] ?? '';
  const isLetterA = isLetter(a);
  if (isLetterA && isLetter(b)) return codeOf(a) - codeOf(b);
  if (isLetterA || isLetter(b)) return isLetterA === isDigit(left[at - 1] ?? '') ? -1 : 1;
  return compareNumbers(left, right, at) || codeOf(a) - codeOf(b);
}

function compareNumbers(left: readonly string[], right: readonly string[], at: number): number {
  const a = digitsFrom(left, at);
  const b = digitsFrom(right, at);
  // A zero behind other digits is part of a larger number, not a leading zero.
  const isInside = (left[at] === '0' || right[at] === '0') && /[1-9]/.test(digitsBefore(left, at));
  const prefix = isInside ? '1' : '0';
  const difference = BigInt(prefix + a) - BigInt(prefix + b);
  return difference === 0n ? a.length - b.length : difference < 0n ? -1 : 1;
}

function digitsFrom(chars: readonly string[], at: number): string {
  return /^\d*/.exec(chars.slice(at).join(''))?.[0] ?? '';
}

function digitsBefore(chars: readonly string[], at: number): string {
  return /\d*$/.exec(chars.slice(0, at).join(''))?.[0] ?? '';
}

function isLetter(char: string): boolean {
  return /^\p{L}$/u.test(char);
}

function isDigit(char: string): boolean {
  return /^\p{Nd}$/u.test(char);
}

function codeOf(char: string): number {
  return char.codePointAt(0) ?? 0;
}
