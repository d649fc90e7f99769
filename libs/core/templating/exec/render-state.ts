import type { CallContext, FunctionTable } from '../functions/template-function.ts';
import type { Span, Template } from '../parser/nodes.ts';
import { placeOf } from '../parser/place.ts';
import { FunctionError, TemplateError } from '../template-failure.ts';
import type { GoValue } from '../values/go-value.ts';

/** What a missing key of a map gives: nothing, the zero value, or an error. */
export type MissingKey = 'default' | 'zero' | 'error';

/** One variable in sight. */
interface Variable {
  readonly name: string;
  value: GoValue;
}

/** Everything a render in progress knows. A called template gets its own variables and shares the rest. */
export class RenderState {
  readonly template: Template;
  readonly functions: FunctionTable;
  readonly context: CallContext;
  readonly missingKey: MissingKey;
  readonly output: OutputText;
  /** Name of the template under way. */
  readonly current: string;
  readonly #variables: Variable[];

  constructor(parts: RenderParts, current: string, dot: GoValue) {
    this.template = parts.template;
    this.functions = parts.functions;
    this.context = parts.context;
    this.missingKey = parts.missingKey;
    this.output = parts.output;
    this.current = current;
    this.#variables = [{ name: '$', value: dot }];
  }

  /** The state of a template called from this one. */
  called(name: string, dot: GoValue): RenderState {
    return new RenderState(this, name, dot);
  }

  declare(name: string, value: GoValue): void {
    this.#variables.push({ name, value });
  }

  assign(name: string, value: GoValue): boolean {
    const variable = this.#find(name);
    if (variable !== undefined) variable.value = value;
    return variable !== undefined;
  }

  lookUp(name: string): GoValue {
    return this.#find(name)?.value;
  }

  /** Forgets the variables declared while `run` ran. */
  scoped<T>(run: () => T): T {
    const visible = this.#variables.length;
    const result = run();
    this.#variables.length = visible;
    return result;
  }

  #find(name: string): Variable | undefined {
    return this.#variables.findLast((variable) => variable.name === name);
  }

  sourceOf({ start, end }: Span): string {
    return this.template.text.slice(start, end);
  }

  /** Ends the render with an error at a node. */
  refuse(span: Span, problem: string): never {
    const { line, column } = placeOf(this.template.text, span.start);
    const source = this.sourceOf(span);
    const shown = source.length > 40 ? `${source.slice(0, 40)}...` : source;
    const message = `template: ${this.template.name}:${line}:${column - 1}: executing "${this.current}" at <${shown}>: ${problem}`;
    throw new TemplateError({ kind: 'execution', message, line, column });
  }

  /** Runs a function of the template; its refusals become errors at the node. */
  guard<T>(span: Span, name: string, run: () => T): T {
    try {
      return run();
    } catch (error) {
      if (error instanceof FunctionError) return this.refuse(span, `error calling ${name}: ${error.message}`);
      throw error;
    }
  }
}

export type RenderParts = Pick<RenderState, 'template' | 'functions' | 'context' | 'missingKey' | 'output'>;

/** The text a render has produced, bounded by the budget. */
export class OutputText {
  readonly #context: CallContext;
  readonly #parts: string[] = [];
  #length = 0;

  constructor(context: CallContext) {
    this.#context = context;
  }

  write(text: string): void {
    this.#length += text.length;
    this.#context.budget.checkLength(this.#length);
    this.#parts.push(text);
  }

  toString(): string {
    return this.#parts.join('');
  }
}
