import { ByteWriter } from './byte-writer.ts';
import type { ShapeTable } from './shape-table.ts';
import { LATER_WORD, SHORT_WORDS, TAG, WORD } from './tags.ts';
import { formOf, secondsOf } from './text-form.ts';
import type { WordTable } from './word-table.ts';

/** Writes JSON values as bytes; see `JsonPacker`. */
export class JsonWriter {
  readonly #words: WordTable;
  readonly #shapes: ShapeTable;
  readonly #bytes = new ByteWriter();
  /** Texts of the value that is written now that are no words, by the order in which they ended. */
  readonly #texts = new Map<string, number>();
  #resource = '';

  constructor(words: WordTable, shapes: ShapeTable) {
    this.#words = words;
    this.#shapes = shapes;
  }

  /** Several values, one after the other. */
  write(values: readonly unknown[], resource: string): string {
    this.#resource = resource;
    this.#texts.clear();
    for (const value of values) this.#value(value);
    return this.#bytes.take();
  }

  #value(value: unknown): void {
    if (typeof value === 'string') this.#text(value, true);
    else if (typeof value === 'number') this.#number(value);
    else if (value === null || value === undefined) this.#bytes.byte(TAG.null);
    else if (typeof value === 'boolean') this.#bytes.byte(value ? TAG.true : TAG.false);
    else if (Array.isArray(value)) this.#list(value);
    else if (typeof value === 'object') this.#object(value);
    else throw new Error(`a ${typeof value} is no JSON`);
  }

  #number(value: number): void {
    if (!Number.isSafeInteger(value) || Object.is(value, -0)) {
      this.#bytes.byte(TAG.double);
      this.#bytes.double(value);
    } else {
      this.#bytes.byte(value < 0 ? TAG.minus : TAG.count);
      this.#bytes.count(Math.abs(value));
    }
  }

  #list(items: readonly unknown[]): void {
    this.#bytes.byte(TAG.list);
    this.#bytes.count(items.length);
    for (const item of items) this.#value(item);
  }

  #object(object: object): void {
    const keys = Object.keys(object);
    const values: readonly unknown[] = Object.values(object);
    if (values.includes(undefined)) return this.#object(withoutUndefined(object));
    const shape = this.#shapes.numberOf(keys);
    this.#bytes.byte(shape === undefined ? TAG.loose : TAG.shaped);
    this.#bytes.count(shape ?? keys.length);
    for (let index = 0; index < keys.length; index += 1) {
      if (shape === undefined) this.#text(keys[index] ?? '', true);
      this.#value(values[index]);
    }
  }

  #text(text: string, mayHaveParts: boolean): void {
    const number = this.#words.numberOf(text);
    if (number !== undefined) return this.#word(number);
    const before = this.#texts.get(text);
    if (before !== undefined) {
      this.#bytes.byte(TAG.again);
      return this.#bytes.count(before);
    }
    this.#freshText(text, mayHaveParts);
  }

  #freshText(text: string, mayHaveParts: boolean): void {
    const wanted = formOf(text);
    const form = wanted === 'parts' && !mayHaveParts ? 'utf8' : wanted;
    // Shorter than the number of a word, or never the same for two resources.
    const word = form === 'time' || form === 'uuid' ? undefined : this.#words.note(text, this.#resource);
    if (word !== undefined) return this.#word(word);
    this.#bytes.byte(TAG[form]);
    if (form === 'uuid') this.#bytes.hex(text.replaceAll('-', ''));
    else if (form === 'time') this.#bytes.seconds(secondsOf(text));
    else if (form === 'hex') this.#hex(text);
    else if (form === 'parts') this.#parts(text.split('/'));
    else this.#bytes.text(text, form);
    this.#texts.set(text, this.#texts.size);
  }

  #hex(digits: string): void {
    this.#bytes.count(digits.length / 2);
    this.#bytes.hex(digits);
  }

  #parts(parts: readonly string[]): void {
    this.#bytes.count(parts.length);
    for (const part of parts) this.#text(part, false);
  }

  #word(number: number): void {
    const later = number - SHORT_WORDS;
    if (later < 0) return this.#bytes.byte(WORD + number);
    this.#bytes.byte(LATER_WORD + (later >> 8));
    this.#bytes.byte(later & 255);
  }
}

function withoutUndefined(object: object): object {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined));
}
