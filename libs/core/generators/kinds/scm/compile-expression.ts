import { RE2JS, RE2JSException } from 're2js';
import { type Result, fail, succeed } from '#core/model/result.ts';

/** True where the expression is found anywhere in a text. */
export type TextTest = (text: string) => boolean;

/** A regular expression of a filter, in RE2's syntax: every search takes time linear in the text. An absent one always holds. */
function compileExpression(expression: string | undefined): Result<TextTest, string> {
  if (expression === undefined) return succeed(() => true);
  try {
    const compiled = RE2JS.compile(expression);
    return succeed((text) => compiled.matcher(text).find());
  } catch (error) {
    if (error instanceof RE2JSException) return fail(`not a regular expression: ${error.message}`);
    throw error;
  }
}

export interface FilterFailure {
  /** Place below the generator: `filters[0].branchMatch`. */
  readonly path: string;
  readonly message: string;
}

/** Compiles some expressions of one filter, in order. The failure tells which one is wrong. */
export function compileExpressions(
  expressions: Readonly<Record<string, string | undefined>>,
  path: string,
): Result<TextTest[], FilterFailure> {
  const tests: TextTest[] = [];
  for (const [key, expression] of Object.entries(expressions)) {
    const test = compileExpression(expression);
    if (!test.ok) return fail({ path: `${path}.${key}`, message: test.failure });
    tests.push(test.value);
  }
  return succeed(tests);
}
