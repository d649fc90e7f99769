import type { ByteReader } from './byte-reader.ts';
import type { ShapeTable } from './shape-table.ts';
import { LATER_WORD, SHORT_WORDS, TAG, WORD } from './tags.ts';
import { timeText, uuidText } from './text-form.ts';
import type { WordTable } from './word-table.ts';

/** What all texts of one packer are read with. */
export interface ReadingTools {
  readonly words: WordTable;
  readonly shapes: ShapeTable;
  readonly bytes: ByteReader;
}

/** Reads the values of one text that a `JsonWriter` with the same tables wrote, when they are asked for. */
export class JsonReader {
  readonly #text: string;
  readonly #words: WordTable;
  readonly #shapes: ShapeTable;
  readonly #bytes: ByteReader;
  readonly #texts: string[] = [];
  #position = 0;

  constructor(text: string, { words, shapes, bytes }: ReadingTools) {
    this.#text = text;
    this.#words = words;
    this.#shapes = shapes;
    this.#bytes = bytes;
  }

  /** The next value. Others may have used the tools since the one before. */
  next(): unknown {
    this.#bytes.open(this.#text, this.#position);
    const value = this.#value();
    this.#position = this.#bytes.position;
    return value;
  }

  #value(): unknown {
    const tag = this.#bytes.byte();
    switch (tag) {
      case TAG.null:
        return null;
      case TAG.false:
        return false;
      case TAG.true:
        return true;
      case TAG.double:
        return this.#bytes.double();
      case TAG.count:
        return this.#bytes.count();
      case TAG.minus:
        return -this.#bytes.count();
      case TAG.list:
        return this.#list();
      case TAG.shaped:
        return this.#shaped();
      case TAG.loose:
        return this.#loose();
      default:
        return this.#textOf(tag);
    }
  }

  #list(): unknown[] {
    const items: unknown[] = [];
    for (let left = this.#bytes.count(); left > 0; left -= 1) items.push(this.#value());
    return items;
  }

  #shaped(): object {
    const object = {};
    for (const key of this.#shapes.keysOf(this.#bytes.count())) setMember(object, key, this.#value());
    return object;
  }

  #loose(): object {
    const object = {};
    for (let left = this.#bytes.count(); left > 0; left -= 1) {
      const key = this.#textOf(this.#bytes.byte());
      setMember(object, key, this.#value());
    }
    return object;
  }

  #textOf(tag: number): string {
    if (tag >= LATER_WORD) return this.#words.wordOf(SHORT_WORDS + ((tag - LATER_WORD) << 8) + this.#bytes.byte());
    if (tag >= WORD) return this.#words.wordOf(tag - WORD);
    if (tag === TAG.again) return this.#texts[this.#bytes.count()] ?? '';
    const text = this.#freshText(tag);
    this.#texts.push(text);
    return text;
  }

  #freshText(tag: number): string {
    switch (tag) {
      case TAG.uuid:
        return uuidText(this.#bytes.hex(16));
      case TAG.time:
        return timeText(this.#bytes.seconds());
      case TAG.hex:
        return this.#bytes.hex(this.#bytes.count());
      case TAG.parts:
        return this.#parts();
      case TAG.utf8:
        return this.#bytes.text('utf8');
      case TAG.utf16le:
        return this.#bytes.text('utf16le');
      default:
        throw new Error(`nothing begins with byte ${tag}`);
    }
  }

  #parts(): string {
    const parts: string[] = [];
    for (let left = this.#bytes.count(); left > 0; left -= 1) parts.push(this.#textOf(this.#bytes.byte()));
    return parts.join('/');
  }
}

/** A key that a tenant chose may be `__proto__`, to which nothing may be assigned. */
function setMember(object: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });
  else object[key] = value;
}
