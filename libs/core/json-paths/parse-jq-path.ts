import type { JsonValue } from '#core/model/json.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import type { JsonPath, PathCondition, PathStep } from './path-step.ts';

/** Longest expression. Unit: characters. */
const longestPath = 1000;

/**
 * Reads the part of jq that names places: fields (`.spec.source`, `."a/b"`, `["a/b"]`), elements (`[0]`, `[-1]`), all elements (`[]`),
 * and after `[]` a choice of them (`| select(.name == "x")`, with `==` or `!=`, a text, number, `true`, `false` or `null`, joined by
 * `and`). `?` after a step is allowed and changes nothing: a missing place is never an error here. No functions, no other filters. The
 * failure is a sentence with the column.
 */
export function parseJqPath(text: string): Result<JsonPath, string> {
  if (text.length > longestPath) return fail(`the expression is longer than ${longestPath} characters`);
  const reader = new PathReader(text);
  const steps = reader.readPath();
  if (steps !== undefined && reader.isAtEnd) {
    const [first, ...others] = steps;
    return first ? succeed([first, ...others]) : fail('the expression names the whole Application: name a field in it');
  }
  const column = reader.position + 1;
  return fail(
    `column ${column}: fields (.a."b"), elements ([0], []) and "| select(.field == value)" after [] are understood, nothing else of jq`,
  );
}

const literals: ReadonlyMap<string, JsonValue> = new Map<string, JsonValue>([
  ['true', true],
  ['false', false],
  ['null', null],
]);

/** Reads from left to right without going back; every method answers undefined where the text is something else. */
class PathReader {
  position = 0;
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  get isAtEnd(): boolean {
    this.#take(/\s*/y);
    return this.position === this.#text.length;
  }

  readPath(): PathStep[] | undefined {
    const steps: PathStep[] = [];
    this.#take(/\s*/y);
    if (!this.#isNext('.')) return undefined;
    for (let step = this.#readStep(); step !== undefined; step = this.#readStep()) steps.push(step);
    if (steps.length === 0 && this.#take(/\./y) === undefined) return undefined;
    return steps;
  }

  #readStep(): PathStep | undefined {
    const step = this.#readBracket() ?? this.#readField();
    if (step !== undefined) this.#take(/\?+/y);
    return step?.kind === 'each' ? this.#readConditions() : step;
  }

  #readField(): PathStep | undefined {
    const plain = this.#take(/\s*(?:\|\s*)?\.\s*[A-Za-z_]\w*/y);
    if (plain !== undefined) return { kind: 'field', name: plain.replace(/^[\s|.]+/, '') };
    return this.#readQuoted(/\s*(?:\|\s*)?\.\s*"(?:[^"\\]|\\.)*"/y);
  }

  #readBracket(): PathStep | undefined {
    if (this.#take(/\s*(?:\|\s*)?\.?\s*\[\s*\]/y) !== undefined) return { kind: 'each', conditions: [] };
    const index = this.#take(/\s*(?:\|\s*)?\.?\s*\[\s*-?\d{1,9}\s*\]/y);
    if (index !== undefined) return { kind: 'index', index: Number(index.replace(/[^\d-]/g, '')) };
    return this.#readQuoted(/\s*(?:\|\s*)?\.?\s*\[\s*"(?:[^"\\]|\\.)*"\s*\]/y);
  }

  #readQuoted(pattern: RegExp): PathStep | undefined {
    const start = this.position;
    const found = this.#take(pattern);
    const name = found === undefined ? undefined : unquote(found.slice(found.indexOf('"'), found.lastIndexOf('"') + 1));
    if (name !== undefined) return { kind: 'field', name };
    this.position = start;
    return undefined;
  }

  /** What follows `[]`. */
  #readConditions(): PathStep | undefined {
    const conditions: PathCondition[] = [];
    while (this.#take(/\s*\|\s*select\s*\(/y) !== undefined) {
      do {
        const condition = this.#readCondition();
        if (condition === undefined) return undefined;
        conditions.push(condition);
      } while (this.#take(/\s*and\b/y) !== undefined);
      if (this.#take(/\s*\)/y) === undefined) return undefined;
    }
    return { kind: 'each', conditions };
  }

  #readCondition(): PathCondition | undefined {
    const fields: string[] = [];
    if (this.#take(/\s*(?=\.)/y) === undefined) return undefined;
    for (let field = this.#readField(); field?.kind === 'field'; field = this.#readField()) fields.push(field.name);
    if (fields.length === 0 && this.#take(/\./y) === undefined) return undefined;
    const operator = this.#take(/\s*[!=]=\s*/y);
    const value = operator === undefined ? undefined : this.#readLiteral();
    return value === undefined ? undefined : { fields, isEqual: operator?.trim() === '==', value };
  }

  #readLiteral(): JsonValue | undefined {
    const word = this.#take(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true\b|false\b|null\b/y);
    if (word === undefined) return undefined;
    if (literals.has(word)) return literals.get(word);
    return word.startsWith('"') ? unquote(word) : Number(word);
  }

  #isNext(character: string): boolean {
    return this.#text.startsWith(character, this.position);
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.position;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.position += found.length;
    return found;
  }
}

/** A text in quotes as JSON has it; jq's `\(…)` is no JSON and so refused. */
function unquote(quoted: string): string | undefined {
  try {
    const text: unknown = JSON.parse(quoted);
    return typeof text === 'string' ? text : undefined;
  } catch {
    return undefined;
  }
}
