import { TemplateError } from './template-failure.ts';

/** How much one render may cost. A tenant writes templates and data, so each bound has its own error. */
export interface TemplateLimits {
  /** Longest text, of the output or of any value on the way. Unit: UTF-16 units. Default 1 MiB. */
  readonly outputLength: number;
  /** Nodes evaluated, elements visited and values copied. Default 1,000,000. */
  readonly steps: number;
  /** Nesting of templates, and of data that is printed, copied or compared. Default 100. */
  readonly depth: number;
}

export const defaultTemplateLimits: TemplateLimits = { outputLength: 1_048_576, steps: 1_000_000, depth: 100 };

/** Deepest nesting of blocks and parentheses over all templates under way: keeps the interpreter's own stack small. */
const deepestNesting = 400;

/** Counts what a render has used and stops it at the first limit. One per render. */
export class RenderBudget {
  readonly limits: TemplateLimits;
  #steps = 0;
  #depth = 0;
  #nesting = 0;

  constructor(limits: TemplateLimits) {
    this.limits = limits;
  }

  /** Charges work before it is done. */
  spend(steps: number): void {
    this.#steps += steps;
    if (this.#steps > this.limits.steps) this.#stop(`takes more than ${this.limits.steps} steps`);
  }

  /** Runs one level deeper: a template called, or a list or map inside another one. */
  deeper<T>(run: () => T): T {
    this.#depth += 1;
    if (this.#depth > this.limits.depth) this.#stop(`nests deeper than ${this.limits.depth} levels`);
    try {
      return run();
    } finally {
      this.#depth -= 1;
    }
  }

  /** Runs inside one more block or parenthesis. */
  nested<T>(run: () => T): T {
    this.#nesting += 1;
    if (this.#nesting > deepestNesting) this.#stop(`nests more than ${deepestNesting} blocks`);
    try {
      return run();
    } finally {
      this.#nesting -= 1;
    }
  }

  checkLength(length: number): void {
    if (length > this.limits.outputLength)
      this.#stop(`makes a text longer than ${this.limits.outputLength} characters`);
  }

  #stop(what: string): never {
    throw new TemplateError({ kind: 'limit', message: `the template ${what}; simplify it or its data` });
  }
}
