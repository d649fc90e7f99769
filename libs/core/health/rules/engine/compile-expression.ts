import type { ASTNode, Environment } from '@marcbachmann/cel-js';
import { type Size, sizeOf } from './cel-value.ts';

/** What an expression reads. */
export interface Scope {
  readonly values: Readonly<Record<string, unknown>>;
  /** Of all values. */
  readonly size: Size;
}

/** What an expression gives, or why it gives nothing. */
type Evaluated =
  | { readonly ok: true; readonly value: unknown; readonly size: Size }
  | { readonly ok: false; readonly why: string };

export type Expression = (scope: Scope) => Evaluated;

export type Compiled =
  | { readonly ok: true; readonly expression: Expression }
  | { readonly ok: false; readonly why: string };

/** About a third of a second on a slow machine. */
const MOST_STEPS = 100_000_000;
/** Members of a list, characters of a text. */
const LONGEST_VALUE = 1_000_000;
const LOOPS = new Set(['all', 'exists', 'exists_one', 'map', 'filter']);

/** How much work an expression is at most. */
interface Shape {
  readonly nodes: number;
  /** Loops inside loops. */
  readonly depth: number;
  /** Each may double a list. */
  readonly sums: number;
  readonly functions: ReadonlySet<string>;
}

/**
 * Reads a CEL expression once; `type` is what it has to give. CEL has no endless loop, and what loops can cost at most follows from
 * their nesting and the longest list they are given: an evaluation that could take more than {@link MOST_STEPS} is refused.
 */
export function compileExpression(text: string, type: 'bool' | 'string' | 'dyn', environment: Environment): Compiled {
  try {
    const parsed = environment.parse(text);
    const shape = shapeOf(parsed.ast);
    const misuse = findMisuse(shape);
    if (misuse !== undefined) return failed(misuse);
    const checked = parsed.check();
    if (!checked.valid) return failed(firstLine(checked.error));
    if (type !== 'dyn' && checked.type !== type && checked.type !== 'dyn') {
      return failed(`gives ${checked.type ?? 'nothing'}, not ${type}`);
    }
    return { ok: true, expression: (scope) => evaluate(() => parsed({ ...scope.values }), type, shape, scope.size) };
  } catch (error) {
    return failed(firstLine(error));
  }
}

function findMisuse({ functions, depth }: Shape): string | undefined {
  if (functions.has('matches')) return 'matches can take for ever: write matchesRe2';
  // What it gives is longer than any list it is given: the cost of a loop over it shows only when it is a value of its own.
  if (functions.has('allConditions') && depth > 0) return 'allConditions stands in a loop: give it a name under let';
  return undefined;
}

function evaluate(run: () => unknown, type: string, shape: Shape, { list, text }: Size): Evaluated {
  const longest = Math.max(10, list, shape.functions.has('split') ? text : 0) * (shape.sums + 1);
  if (shape.nodes * longest ** (shape.depth + 1) > MOST_STEPS) return failed('the object is too large for the rule');
  try {
    const value = run();
    const isAsWanted = type === 'dyn' || (type === 'bool' ? typeof value === 'boolean' : typeof value === 'string');
    if (!isAsWanted) return failed(`gives no ${type}`);
    const size = sizeOf(value);
    const isTooLong = Math.max(size.list, size.text) > LONGEST_VALUE;
    return isTooLong ? failed('a value is too long') : { ok: true, value, size };
  } catch (error) {
    return failed(firstLine(error));
  }
}

function shapeOf(node: unknown): Shape {
  if (Array.isArray(node)) return together(node.map(shapeOf));
  if (!isNode(node)) return together([]);
  const inner = node.op === 'rcall' ? shapeOfMethod(node.args) : shapeOf(node.args);
  const name = (node.op === 'call' || node.op === 'rcall') && typeof node.args[0] === 'string' ? [node.args[0]] : [];
  return {
    nodes: inner.nodes + 1,
    depth: inner.depth,
    sums: inner.sums + (node.op === '+' ? 1 : 0),
    functions: new Set([...inner.functions, ...name]),
  };
}

/** The list that a loop goes over is worked out once, before it. */
function shapeOfMethod([name, receiver, args]: readonly [string, ASTNode, readonly ASTNode[]]): Shape {
  const list = shapeOf(receiver);
  const body = shapeOf(args);
  return together([list, { ...body, depth: body.depth + (LOOPS.has(name) ? 1 : 0) }]);
}

function together(shapes: readonly Shape[]): Shape {
  return {
    nodes: shapes.reduce((sum, { nodes }) => sum + nodes, 0),
    depth: Math.max(0, ...shapes.map(({ depth }) => depth)),
    sums: shapes.reduce((sum, { sums }) => sum + sums, 0),
    functions: new Set(shapes.flatMap(({ functions }) => [...functions])),
  };
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}

function failed(why: string): { readonly ok: false; readonly why: string } {
  return { ok: false, why };
}

/** The library adds an excerpt of the expression on further lines. */
function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
}
