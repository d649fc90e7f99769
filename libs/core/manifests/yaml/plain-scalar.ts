/** An unquoted scalar that YAML 1.1 gives a type; `undefined` stays text. */
type PlainValue = boolean | null | number | bigint;

/** Words and their values, exactly as the Go reader behind kubectl has them (go.yaml.in/yaml/v2, table of resolve.go). */
const words = new Map<string, PlainValue>([
  ...spellings(['y', 'yes', 'true', 'on'], true),
  ...spellings(['n', 'no', 'false', 'off'], false),
  ...spellings(['null'], null),
  ['', null],
  ['~', null],
  ...['.nan', '.NaN', '.NAN'].map((word): [string, number] => [word, Number.NaN]),
  ...['.inf', '.Inf', '.INF', '+.inf', '+.Inf', '+.INF'].map((word): [string, number] => [word, Infinity]),
  ...['-.inf', '-.Inf', '-.INF'].map((word): [string, number] => [word, -Infinity]),
]);

/** lower, Capitalised and UPPER case; nothing in between counts. */
function spellings(lower: string[], value: PlainValue): [string, PlainValue][] {
  return lower.flatMap((word) => {
    const capitalised = word.charAt(0).toUpperCase() + word.slice(1);
    return [word, capitalised, word.toUpperCase()].map((spelling): [string, PlainValue] => [spelling, value]);
  });
}

/** First characters of everything {@link resolvePlainScalar} may give a type; '' is the empty scalar. */
export const typedFirstCharacters = ['', ...'~.+-0123456789yYnNtTfFoO'.split('')];

const float = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
const integer = /^([-+]?)(?:0[xX]([0-9a-fA-F]+)|0[bB]([01]+)|0[oO]?([0-7]+)|(0|[1-9][0-9]*))$/;

const largestUnsigned = 2n ** 64n - 1n;
const smallestSigned = -(2n ** 63n);

/**
 * Types an unquoted scalar as sigs.k8s.io/yaml does: `yes`, `on`, `y` are booleans, `017` and `0o17` are 15, `1_000` is 1000;
 * no sexagesimals, and timestamps stay text. Integers of 64 bits keep their exact value: as bigint where a double cannot
 * hold them. Larger ones are floats, as in Go.
 */
export function resolvePlainScalar(text: string): PlainValue | undefined {
  const word = words.get(text);
  if (word !== undefined) return word;
  const first = text.charAt(0);
  if (first === '.') return float.test(text) ? finite(Number(text)) : undefined;
  if (!/^[-+0-9]/.test(text)) return undefined;
  const digits = text.replaceAll('_', '');
  return resolveInteger(digits) ?? (float.test(digits) ? finite(Number(digits)) : undefined);
}

function resolveInteger(digits: string): number | bigint | undefined {
  const match = integer.exec(digits);
  if (match === null) return undefined;
  const [, sign, hexadecimal, binary, octal, decimal] = match;
  const magnitude = BigInt(
    hexadecimal !== undefined
      ? `0x${hexadecimal}`
      : binary !== undefined
        ? `0b${binary}`
        : octal !== undefined
          ? `0o${octal}`
          : (decimal ?? ''),
  );
  const value = sign === '-' ? -magnitude : magnitude;
  // Go parses a signed text as int64 only; an unsigned one may fill all 64 bits.
  if (value < smallestSigned || value > largestUnsigned || (sign !== '' && value >= 2n ** 63n)) return undefined;
  return Number.isSafeInteger(Number(value)) ? Number(value) : value;
}

/** Go refuses a float that overflows and leaves it text. */
function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}
