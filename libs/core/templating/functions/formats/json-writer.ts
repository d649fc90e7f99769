import { FunctionError } from '../../template-failure.ts';
import type { RenderBudget } from '../../template-limits.ts';
import { GoList, GoMap, type GoValue } from '../../values/go-value.ts';
import { GoComplex, GoInt } from '../../values/go-numbers.ts';

export interface JsonStyle {
  /** Write `<`, `>` and `&` as escapes, as Go does by default. */
  readonly escapesHtml: boolean;
  /** Two spaces a level, or everything on one line. */
  readonly isIndented: boolean;
}

/** A value as Go's encoding/json writes it: sorted keys. Throws `FunctionError` for NaN, infinities and complex numbers. */
export function writeJson(value: GoValue, style: JsonStyle, budget: RenderBudget): string {
  return new JsonWriter(style, budget).write(value, '\n');
}

class JsonWriter {
  readonly #style: JsonStyle;
  readonly #budget: RenderBudget;
  #length = 0;

  constructor(style: JsonStyle, budget: RenderBudget) {
    this.#style = style;
    this.#budget = budget;
  }

  /** `lineBreak` ends with the indentation of the line the value stands on. */
  write(value: GoValue, lineBreak: string): string {
    this.#budget.spend(1);
    if (value === undefined || value === null) return 'null';
    if (value instanceof GoList) return this.#budget.deeper(() => this.#writeList(value, lineBreak));
    if (value instanceof GoMap) return this.#budget.deeper(() => this.#writeMap(value, lineBreak));
    const text = this.#writeScalar(value, lineBreak);
    this.#grow(text.length);
    return text;
  }

  #grow(length: number): void {
    this.#length += length;
    this.#budget.checkLength(this.#length);
  }

  #writeScalar(value: Exclude<GoValue, undefined | null | GoList | GoMap>, lineBreak: string): string {
    if (typeof value === 'string') return this.#quote(value);
    if (typeof value === 'number') return numberText(value);
    if (typeof value === 'boolean') return String(value);
    if (value instanceof GoInt) return String(value.value);
    if (value instanceof GoComplex) throw new FunctionError('json: unsupported type: complex128');
    return this.write(value.shape.json(), lineBreak);
  }

  #writeList({ items }: GoList, lineBreak: string): string {
    const inner = this.#style.isIndented ? `${lineBreak}  ` : '';
    return this.#enclose(
      '[',
      ']',
      lineBreak,
      items.map((item) => this.write(item, inner)),
    );
  }

  #writeMap(map: GoMap, lineBreak: string): string {
    const inner = this.#style.isIndented ? `${lineBreak}  ` : '';
    const colon = this.#style.isIndented ? ': ' : ':';
    const pairs = map.sortedKeys().map((key) => this.#quote(key) + colon + this.write(map.entries.get(key), inner));
    return this.#enclose('{', '}', lineBreak, pairs);
  }

  #enclose(open: string, close: string, lineBreak: string, parts: readonly string[]): string {
    if (parts.length === 0) return open + close;
    this.#grow((lineBreak.length + 3) * parts.length);
    if (!this.#style.isIndented) return open + parts.join(',') + close;
    return `${open}${lineBreak}  ${parts.join(`,${lineBreak}  `)}${lineBreak}${close}`;
  }

  #quote(text: string): string {
    const escaped = Array.from(text, (char) => {
      const code = char.codePointAt(0) ?? 0;
      if (code >= 0xd800 && code <= 0xdfff) return '\\ufffd';
      if (code === 0x2028 || code === 0x2029 || (this.#style.escapesHtml && '<>&'.includes(char)))
        return unicodeEscape(code);
      return code < 0x20 || char === '"' || char === '\\' ? JSON.stringify(char).slice(1, -1) : char;
    });
    return `"${escaped.join('')}"`;
  }
}

function unicodeEscape(code: number): string {
  return `\\u${code.toString(16).padStart(4, '0')}`;
}

/** JavaScript and Go write the digits of JSON numbers alike, except for negative zero. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) {
    throw new FunctionError(`json: unsupported value: ${Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf'}`);
  }
  return Object.is(value, -0) ? '-0' : String(value);
}
