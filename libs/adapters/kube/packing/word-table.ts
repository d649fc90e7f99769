/** Words in one table; a number of a word takes two bytes at most. */
export const MOST_WORDS = 6000;
const MOST_CANDIDATES = 2000;
const LONGEST_WORD = 256;

/**
 * Numbers for texts that many resources hold, such as a commit or the name of a cluster. A text becomes a word when the second resource
 * uses it: what only one holds, such as its name, would fill the table.
 */
export class WordTable {
  readonly #numbers = new Map<string, number>();
  readonly #words: string[] = [];
  /** Texts that one resource has used, with the key of that. */
  readonly #candidates = new Map<string, string>();

  get isFull(): boolean {
    return this.#words.length >= MOST_WORDS;
  }

  /** Undefined when it is no word, or not yet. */
  numberOf(text: string): number | undefined {
    return this.#numbers.get(text);
  }

  wordOf(number: number): string {
    const word = this.#words[number];
    if (word === undefined) throw new Error(`there is no word ${number} among ${this.#words.length}`);
    return word;
  }

  /** Notes that a resource uses a text that is no word so far. Answers its number when it has become one. */
  note(text: string, resource: string): number | undefined {
    if (text.length > LONGEST_WORD || this.isFull) return undefined;
    const first = this.#candidates.get(text);
    if (first !== undefined && first !== resource) return this.#add(text);
    if (this.#candidates.size >= MOST_CANDIDATES) this.#candidates.clear();
    this.#candidates.set(text, resource);
    return undefined;
  }

  #add(text: string): number {
    this.#candidates.delete(text);
    this.#numbers.set(text, this.#words.length);
    return this.#words.push(text) - 1;
  }
}
