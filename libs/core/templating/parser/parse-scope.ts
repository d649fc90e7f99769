import type { Node } from './nodes.ts';
import type { TokenReader } from './token-reader.ts';

/** Deepest nesting of blocks and parentheses. Far above what people write, far below what exhausts the stack. */
const deepestNesting = 200;

/** What the parser knows while it walks. */
export class ParseScope {
  readonly reader: TokenReader;
  readonly functionNames: ReadonlySet<string>;
  readonly definitions: Map<string, readonly Node[]>;
  /** Variables in sight, innermost last. */
  variables: string[] = ['$'];
  rangeDepth = 0;
  #depth = 0;

  constructor(reader: TokenReader, functionNames: ReadonlySet<string>, definitions: Map<string, readonly Node[]>) {
    this.reader = reader;
    this.functionNames = functionNames;
    this.definitions = definitions;
  }

  /** Runs one level of nesting deeper. */
  deeper<T>(parse: () => T): T {
    this.#depth += 1;
    if (this.#depth > deepestNesting) this.reader.refuse(`nested deeper than ${deepestNesting} levels`);
    const parsed = parse();
    this.#depth -= 1;
    return parsed;
  }

  /** Parses with fresh variables, as the body of a define or block is. */
  isolated<T>(parse: () => T): T {
    const { variables, rangeDepth } = this;
    this.variables = ['$'];
    this.rangeDepth = 0;
    const parsed = parse();
    this.variables = variables;
    this.rangeDepth = rangeDepth;
    return parsed;
  }

  /** Adds a named body. A body of nothing but white space never replaces one, and may always be replaced. */
  define(name: string, body: readonly Node[]): void {
    const before = this.definitions.get(name);
    if (before === undefined || isEmpty(before)) this.definitions.set(name, body);
    else if (!isEmpty(body)) this.reader.refuse(`template: multiple definition of template ${JSON.stringify(name)}`);
  }
}

function isEmpty(body: readonly Node[]): boolean {
  return body.every((node) => node.type === 'text' && node.text.trim() === '');
}
