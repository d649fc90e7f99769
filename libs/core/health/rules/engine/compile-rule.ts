import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { type Health, type HealthCheck, health } from '../../health.ts';
import { kstatusHealth } from '../../kstatus/kstatus-health.ts';
import { HealthRule, type Judgement } from '../health-rule.ts';
import { conditionsOf, makeEnvironment } from './cel-environment.ts';
import { toCel } from './cel-value.ts';
import { compileExpression, type Evaluated, type Expression, type Values } from './compile-expression.ts';

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
    const value = this.#expression(`let.${name}`, text, 'dyn');
    this.#names.push(name);
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

interface Named {
  readonly name: string;
  readonly value: Expression | undefined;
}

function judge(object: JsonObject, named: readonly Named[], cases: readonly Case[]): Health | undefined {
  const read = readValues(object, named);
  if (!read.ok) return unreadable(read.why);
  for (const item of cases) {
    const holds: Evaluated = item.when?.(read.values) ?? { ok: true, value: true };
    if (!holds.ok) return unreadable(holds.why);
    if (holds.value === true) return judgementOf(item, read.values);
  }
  return undefined;
}

function judgementOf({ status, message = '', messageExpression }: Case, values: Values): Health {
  const told: Evaluated = messageExpression?.(values) ?? { ok: true, value: '' };
  if (!told.ok) return unreadable(told.why);
  const text = typeof told.value === 'string' && told.value !== '' ? told.value : message;
  return health(status, text.slice(0, LONGEST_MESSAGE));
}

type Read = { readonly ok: true; readonly values: Values } | { readonly ok: false; readonly why: string };

function readValues({ apiVersion = '', kind = '', ...object }: JsonObject, named: readonly Named[]): Read {
  // Who wrote which field says nothing about health, and is long.
  const { managedFields: _, ...metadata } = isJsonObject(object['metadata']) ? object['metadata'] : {};
  const given = Object.entries({ apiVersion, kind, ...object, metadata });
  const cel: Record<string, unknown> = Object.fromEntries(given.map(([field, value]) => [field, toCel(value)]));
  const mapOf = (field: string) => (isJsonObject(object[field]) ? cel[field] : {});
  const values: Record<string, unknown> = {
    object: cel,
    metadata: cel['metadata'],
    spec: mapOf('spec'),
    status: mapOf('status'),
  };
  try {
    values['conditions'] = conditionsOf(values['status']);
  } catch (error) {
    return { ok: false, why: error instanceof Error ? `status: ${error.message}` : String(error) };
  }
  for (const { name, value } of named) {
    const evaluated: Evaluated = value?.(values) ?? { ok: true, value: undefined };
    if (!evaluated.ok) return evaluated;
    values[name] = evaluated.value;
  }
  return { ok: true, values };
}

function unreadable(why: string): Health {
  return health('Unknown', `cannot read the object: ${why}`);
}

function describePath(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}
