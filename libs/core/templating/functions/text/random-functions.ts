import { FunctionError } from '../../template-failure.ts';
import { goInt } from '../../values/go-numbers.ts';
import { type CallContext, fixed, type TemplateFunction } from '../template-function.ts';
import { bytesToBase64 } from '../formats/base64.ts';

const digits = '0123456789';
const letters = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const visible = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');

/** sprig's functions of chance. Each render gives new answers, so results differ from sync to sync. */
export const randomFunctions: Readonly<Record<string, TemplateFunction>> = {
  randAlphaNum: randomText(letters + digits),
  randAlpha: randomText(letters),
  randNumeric: randomText(digits),
  randAscii: randomText(visible),
  randBytes: fixed(['int'], function (count) {
    return bytesToBase64(randomBytes(this, count));
  }),
  randInt: fixed(['int', 'int'], function (low, high) {
    if (high <= low) throw new FunctionError('invalid argument to Intn');
    return goInt(low + randomBelow(this, high - low));
  }),
  shuffle: fixed(['string'], function (text) {
    return shuffled(this, text);
  }),
  uuidv4: fixed([], function () {
    return randomUuid(this);
  }),
};

function randomBytes({ budget, environment }: CallContext, count: number): Uint8Array {
  if (count < 0) throw new FunctionError('cannot make a negative number of random bytes');
  budget.checkLength(count);
  return environment.randomBytes(count);
}

function randomText(alphabet: string): TemplateFunction {
  return fixed(['int'], function (count) {
    if (count < 0) return '';
    this.budget.checkLength(count);
    this.budget.spend(count);
    return Array.from({ length: count }, () => alphabet.charAt(randomBelow(this, alphabet.length))).join('');
  });
}

/** An even choice below `bound`, from 53 random bits. */
function randomBelow({ environment }: CallContext, bound: number): number {
  const bytes = environment.randomBytes(7);
  const fraction = bytes.reduce(
    (sum, byte, index) => sum + (index === 0 ? byte & 0x1f : byte) * 2 ** (8 * (6 - index)),
    0,
  );
  return Math.floor((fraction / 2 ** 53) * bound);
}

function shuffled(context: CallContext, text: string): string {
  const chars = Array.from(text);
  context.budget.spend(chars.length);
  for (let last = chars.length - 1; last > 0; last -= 1) {
    const other = randomBelow(context, last + 1);
    [chars[last], chars[other]] = [chars[other] ?? '', chars[last] ?? ''];
  }
  return chars.join('');
}

/** Version 4, variant 10 (RFC 9562). */
function randomUuid({ environment }: CallContext): string {
  const bytes = Array.from(environment.randomBytes(16));
  const marked = bytes.map((byte, index) =>
    index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte,
  );
  const hex = marked.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');
}
