interface Shared {
  readonly text: string;
  uses: number;
}

export interface SharedTextsOptions {
  /** A text is given a number the second time it is met, so that what only one has takes no place here; else the first time. */
  readonly fromSecond: boolean;
}

/** Of texts met once, so many are remembered: those that several have come close together. */
const REMEMBERED = 1024;
/** Numbers fit two bytes. */
const MOST = 0x1_00_00;

/** Numbers for texts that many have, counted: one that nobody uses any more is forgotten and its number given to another. */
export class SharedTexts {
  readonly #fromSecond: boolean;
  readonly #numbers = new Map<string, number>();
  readonly #shared: (Shared | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #once = new Set<string>();

  constructor({ fromSecond }: SharedTextsOptions) {
    this.#fromSecond = fromSecond;
  }

  /** How many have a number. */
  get size(): number {
    return this.#numbers.size;
  }

  /** A text's number for one more user, who releases it; undefined when it gets none. */
  use(text: string): number | undefined {
    const known = this.#numbers.get(text);
    const number = known ?? (this.#isWorthIt(text) ? this.#add(text) : undefined);
    const shared = number === undefined ? undefined : this.#shared[number];
    if (shared !== undefined) shared.uses += 1;
    return number;
  }

  /** Throws for a number that nobody uses. */
  textOf(number: number): string {
    const shared = this.#shared[number];
    if (shared === undefined) throw new Error(`no text has the number ${number}`);
    return shared.text;
  }

  release(number: number): void {
    const shared = this.#shared[number];
    if (shared === undefined) return;
    shared.uses -= 1;
    if (shared.uses > 0) return;
    this.#numbers.delete(shared.text);
    this.#shared[number] = undefined;
    this.#free.push(number);
  }

  #isWorthIt(text: string): boolean {
    if (this.#numbers.size === MOST) return false;
    if (!this.#fromSecond || this.#once.delete(text)) return true;
    this.#once.add(copyOf(text));
    const [oldest] = this.#once;
    if (this.#once.size > REMEMBERED && oldest !== undefined) this.#once.delete(oldest);
    return false;
  }

  #add(text: string): number {
    const number = this.#free.pop() ?? this.#shared.length;
    const copy = copyOf(text);
    this.#numbers.set(copy, number);
    this.#shared[number] = { text: copy, uses: 0 };
    return number;
  }
}

/** V8 lets a part of a text hold the whole of it. */
function copyOf(text: string): string {
  return Buffer.from(text).toString();
}
