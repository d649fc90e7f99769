import { joinJson, splitJson } from './json-shape.ts';
import { SharedTexts } from './shared-texts.ts';
import { decodeValues, encodeValues, type PackedValue } from './value-bytes.ts';

/** JSON escapes control characters, so it is in no value. */
const NAME = '\u0001';

/**
 * Packs resources of one kind: fields and values that several have are kept once, for all of them. Of an Application with four objects, 2.4 KB of
 * JSON, less than half a kilobyte is left, as much as deflate would leave; but a stream of deflate takes 270 KB until the next collection,
 * and thousands at once never give that back (docs/performance.md).
 */
export class ResourcePacker {
  readonly #shapes = new SharedTexts({ fromSecond: false });
  readonly #texts = new SharedTexts({ fromSecond: true });

  /** Texts that are kept for those packed now. */
  get size(): number {
    return this.#shapes.size + this.#texts.size;
  }

  /**
   * `json` as `JSON.stringify` gives it. The name stands in many of its values and has to be told again; the label can be asked for. To be
   * released when it is not kept any more.
   */
  pack(json: string, { name, label }: { readonly name: string; readonly label: string }): string {
    const { shape, values } = splitJson(json);
    const number = this.#shapes.use(shape);
    // More shapes than numbers: as it is.
    if (number === undefined) return encodeValues([label, json]);
    const nameless = values.map((value) => value.replaceAll(name, NAME));
    return encodeValues([label, number, ...this.#share(nameless)]);
  }

  hasLabel(packed: string, label: string): boolean {
    return packed.startsWith(encodeValues([label]));
  }

  unpack(packed: string, name: string): string {
    const [, shape = '', ...values] = decodeValues(packed);
    if (typeof shape === 'string') return shape;
    const nameless = values.map((value) => (typeof value === 'number' ? this.#texts.textOf(value) : value));
    const texts = nameless.map((value) => value.replaceAll(NAME, () => name));
    return joinJson({ shape: this.#shapes.textOf(shape), values: texts });
  }

  release(packed: string): void {
    const [, shape, ...values] = decodeValues(packed);
    if (typeof shape !== 'number') return;
    this.#shapes.release(shape);
    for (const value of values) if (typeof value === 'number') this.#texts.release(value);
  }

  /** What only this resource has counts once, though it have it several times: a number for it would be of use to nobody else. */
  #share(values: readonly string[]): PackedValue[] {
    const own = new Set<string>();
    return values.map((value) => {
      const number = own.has(value) ? undefined : this.#texts.use(value);
      if (number === undefined) own.add(value);
      return number ?? value;
    });
  }
}
