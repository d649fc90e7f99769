import { ByteReader } from './byte-reader.ts';
import { JsonReader, type ReadingTools } from './json-reader.ts';
import { JsonWriter } from './json-writer.ts';
import { ShapeTable } from './shape-table.ts';
import { WordTable } from './word-table.ts';

/**
 * Packs values that look alike, such as all resources of one kind: what many of them hold is kept once, and the rest in as few bytes as
 * is cheap to read. An Application of four objects takes an eighth of the memory that it takes unpacked.
 */
export class JsonPacker {
  readonly #tools: ReadingTools = { words: new WordTable(), shapes: new ShapeTable(), bytes: new ByteReader() };
  readonly #writer = new JsonWriter(this.#tools.words, this.#tools.shapes);

  /** From now on nothing new is kept once for all. */
  get isFull(): boolean {
    return this.#tools.words.isFull;
  }

  /** One character for each byte. `resource` names what the values belong to. Members that are undefined are left out. */
  pack(values: readonly unknown[], resource: string): string {
    return this.#writer.write(values, resource);
  }

  /** Reads the values one by one: equal ones, and new ones at each reading. */
  unpack(text: string): { next(): unknown } {
    return new JsonReader(text, this.#tools);
  }
}
