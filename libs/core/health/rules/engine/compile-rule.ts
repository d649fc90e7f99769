import type { JsonObject } from '#core/model/json.ts';
import { type Health, type HealthCheck, health } from '../../health.ts';
import { kstatusHealth } from '../../kstatus/kstatus-health.ts';
import { HealthRule, type Judgement } from '../health-rule.ts';
import { findNameProblem, makeEnvironment } from './cel-environment.ts';
import { compileExpression, type Expression, type Scope } from './compile-expression.ts';
import { type Named, openScope } from './rule-scope.ts';

/** Characters. */
const LONGEST_MESSAGE = 1000;

export type CompiledRule =
  | { readonly ok: true; readonly check: HealthCheck }
  /** What is wrong where, such as `cases[1].when: Unknown variable: fase`. */
  | { readonly ok: false; readonly problems: readonly string[] };

type Case = Pick<Judgement, 'status' | 'message'> & {
  readonly when: Expression | undefined;
  readonly messageExpression: Expression | undefined;
};

/** Makes the check of a rule; all its expressions are read here, once. The rule is the platform's or a tenant's word: every mistake is named. */
export function compileRule(input: unknown): CompiledRule {
  const read = HealthRule.safeParse(input);
  if (!read.success) {
    return { ok: false, problems: read.error.issues.map(({ path, message }) => `${describePath(path)}: ${message}`) };
  }
  const { use, let: values, cases, otherwise } = read.data;
  if (use !== undefined) {
    const isOnly = cases.length === 0 && otherwise === undefined;
    return isOnly
      ? { ok: true, check: kstatusHealth }
      : { ok: false, problems: ['use: goes without cases and otherwise'] };
  }
  const compiler = new RuleCompiler();
  const named = Object.entries(values).map(([name, text]) => ({ name, value: compiler.value(name, text) }));
  const compiled = cases.map((item, index) => compiler.case(item, `cases[${index}]`, item.when));
  if (otherwise) compiled.push(compiler.case(otherwise, 'otherwise', undefined));
  if (compiler.problems.length > 0) return { ok: false, problems: compiler.problems };
  return { ok: true, check: (object) => judge(object, named, compiled) };
}

class RuleCompiler {
  readonly problems: string[] = [];
  readonly #names: string[] = [];

  /** A value sees those before it. */
  value(name: string, text: string): Expression | undefined {
    const problem = findNameProblem(name);
    if (problem !== undefined) this.problems.push(`let.${name}: ${problem}`);
    const value = this.#expression(`let.${name}`, text, 'dyn');
    if (problem === undefined) this.#names.push(name);
    return value;
  }

  case({ status, message, messageExpression }: Judgement, path: string, when: string | undefined): Case {
    return {
      status,
      message,
      when: when === undefined ? undefined : this.#expression(`${path}.when`, when, 'bool'),
      messageExpression:
        messageExpression === undefined
          ? undefined
          : this.#expression(`${path}.messageExpression`, messageExpression, 'string'),
    };
  }

  #expression(path: string, text: string, type: 'bool' | 'string' | 'dyn'): Expression | undefined {
    const compiled = compileExpression(text, type, makeEnvironment(this.#names));
    if (compiled.ok) return compiled.expression;
    this.problems.push(`${path}: ${compiled.why}`);
    return undefined;
  }
}

function judge(object: JsonObject, named: readonly Named[], cases: readonly Case[]): Health | undefined {
  const scope = openScope(object, named);
  if (!scope.ok) return unreadable(scope.why);
  for (const item of cases) {
    const holds = item.when?.(scope);
    if (holds?.ok === false) return unreadable(holds.why);
    if (holds === undefined || holds.value === true) return judgementOf(item, scope);
  }
  return undefined;
}

function judgementOf({ status, message = '', messageExpression }: Case, scope: Scope): Health {
  const told = messageExpression?.(scope);
  if (told?.ok === false) return unreadable(told.why);
  const text = typeof told?.value === 'string' && told.value !== '' ? told.value : message;
  return health(status, text.slice(0, LONGEST_MESSAGE));
}

function unreadable(why: string): Health {
  return health('Unknown', `cannot read the object: ${why}`);
}

function describePath(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
