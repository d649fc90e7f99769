import type { RenderBudget } from '../template-limits.ts';
import { GoInt } from '../values/go-numbers.ts';
import type { GoValue } from '../values/go-value.ts';
import { typeName } from '../values/type-name.ts';
import type { FormatFlags } from './format-flags.ts';
import { formatArgument } from './format-value.ts';

/** Widths, precisions and argument numbers beyond this are errors, as in Go. */
const largestNumber = 1_000_000;

/** Go's Sprintf. Mistakes in the format show in the text (`%!d(string=x)`, `%!(EXTRA …)`), they are no errors. */
export function printf(format: string, args: readonly GoValue[], budget: RenderBudget): string {
  return new FormatRun(format, args, budget).run();
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** One walk over a format. */
class FormatRun {
  readonly #format: string;
  readonly #args: readonly GoValue[];
  readonly #budget: RenderBudget;
  readonly #parts: string[] = [];
  #length = 0;
  #at = 0;
  #argument = 0;
  #isReordered = false;
  #isArgumentGood = true;
  /** Was the last thing read an index like `[3]`? */
  #isAfterIndex = false;

  constructor(format: string, args: readonly GoValue[], budget: RenderBudget) {
    this.#format = format;
    this.#args = args;
    this.#budget = budget;
  }

  run(): string {
    for (;;) {
      const percent = this.#format.indexOf('%', this.#at);
      this.#write(this.#format.slice(this.#at, percent < 0 ? undefined : percent));
      if (percent < 0) break;
      this.#at = percent + 1;
      if (!this.#directive()) break;
    }
    if (!this.#isReordered && this.#argument < this.#args.length) this.#writeExtra();
    return this.#parts.join('');
  }

  #write(text: string): void {
    this.#length += text.length;
    this.#budget.checkLength(this.#length);
    this.#parts.push(text);
  }

  /** Answers false at the end of the format. */
  #directive(): boolean {
    this.#isArgumentGood = true;
    this.#isAfterIndex = false;
    const flags = this.#readFlags();
    this.#readIndex();
    this.#readWidth(flags);
    this.#readPrecision(flags);
    if (!this.#isAfterIndex) this.#readIndex();
    const verb = String.fromCodePoint(this.#format.codePointAt(this.#at) ?? 0);
    if (this.#at >= this.#format.length) {
      this.#write('%!(NOVERB)');
      return false;
    }
    this.#at += verb.length;
    this.#writeVerb(verb, flags);
    return true;
  }

  #readFlags(): Mutable<FormatFlags> {
    const flags: Mutable<FormatFlags> = {};
    for (;;) {
      const char = this.#format.charAt(this.#at);
      if (char === '#') flags.sharp = true;
      else if (char === '0') flags.zero = true;
      else if (char === '+') flags.plus = true;
      else if (char === '-') flags.minus = true;
      else if (char === ' ') flags.space = true;
      else return flags;
      this.#at += 1;
    }
  }

  /** Reads `[n]`, which chooses the argument. */
  #readIndex(): void {
    this.#isAfterIndex = false;
    if (this.#format.charAt(this.#at) !== '[') return;
    this.#isReordered = true;
    const close = this.#format.indexOf(']', this.#at);
    const index = close < 0 ? '' : this.#format.slice(this.#at + 1, close);
    const number = /^\d+$/.test(index) ? Number(index) : 0;
    this.#at = close < 0 ? this.#at + 1 : close + 1;
    this.#isAfterIndex = number > 0 || /^\d+$/.test(index);
    if (number >= 1 && number <= this.#args.length) this.#argument = number - 1;
    else this.#isArgumentGood = false;
  }

  #readWidth(flags: Mutable<FormatFlags>): void {
    if (this.#format.charAt(this.#at) !== '*') {
      flags.width = this.#readNumber();
      if (this.#isAfterIndex && flags.width !== undefined) this.#isArgumentGood = false;
      return;
    }
    this.#at += 1;
    const width = this.#integerArgument();
    this.#isAfterIndex = false;
    if (width === undefined) this.#write('%!(BADWIDTH)');
    else flags.width = Math.abs(width);
    if (width !== undefined && width < 0) Object.assign(flags, { minus: true, zero: false });
  }

  #readPrecision(flags: Mutable<FormatFlags>): void {
    if (this.#format.charAt(this.#at) !== '.' || this.#at + 1 >= this.#format.length) return;
    this.#at += 1;
    if (this.#isAfterIndex) this.#isArgumentGood = false;
    this.#readIndex();
    if (this.#format.charAt(this.#at) !== '*') {
      flags.precision = this.#readNumber() ?? 0;
      return;
    }
    this.#at += 1;
    const precision = this.#integerArgument();
    this.#isAfterIndex = false;
    if (precision === undefined || precision < 0) this.#write('%!(BADPREC)');
    else flags.precision = precision;
  }

  #readNumber(): number | undefined {
    const digits = /^\d*/.exec(this.#format.slice(this.#at, this.#at + 20))?.[0] ?? '';
    this.#at += digits.length;
    if (digits === '') return undefined;
    const number = Number(digits);
    if (number <= largestNumber) return number;
    // Go gives up on the rest of the format here.
    this.#at = this.#format.length;
    return undefined;
  }

  /** The next argument as a number for `*`. */
  #integerArgument(): number | undefined {
    if (this.#argument >= this.#args.length) return undefined;
    const value = this.#args[this.#argument];
    this.#argument += 1;
    const number = value instanceof GoInt ? Number(value.value) : undefined;
    return number !== undefined && Math.abs(number) <= largestNumber ? number : undefined;
  }

  #writeVerb(verb: string, flags: FormatFlags): void {
    if (verb === '%') this.#write('%');
    else if (!this.#isArgumentGood) this.#write(`%!${verb}(BADINDEX)`);
    else if (this.#argument >= this.#args.length) this.#write(`%!${verb}(MISSING)`);
    else this.#writeArgument(verb, flags);
  }

  #writeArgument(verb: string, flags: FormatFlags): void {
    const value = this.#args[this.#argument];
    this.#argument += 1;
    const used = verb === 'v' ? { ...flags, goSyntax: flags.sharp ?? false, sharp: false, plus: false } : flags;
    this.#write(formatArgument(value, verb, used, this.#budget));
  }

  #writeExtra(): void {
    const extra = this.#args.slice(this.#argument).map((value) => {
      if (value === undefined || value === null) return '<nil>';
      return `${typeName(value)}=${formatArgument(value, 'v', {}, this.#budget)}`;
    });
    this.#write(`%!(EXTRA ${extra.join(', ')})`);
  }
}
