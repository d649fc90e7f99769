import type { Judge } from '../find-judge.ts';
import { health } from '../health.ts';
import { compileRule } from './engine/compile-rule.ts';
import type { OwnHealthRule } from './health-rule.ts';
import { RuleBook } from './rule-book.ts';

/**
 * Reads the rules that a Tenant brings. A rule with a mistake leaves the kinds it names Unknown and says
 * what is wrong: falling back to another judgement would hide that it is not obeyed.
 */
export function readOwnRules(rules: readonly OwnHealthRule[], tenant: string): RuleBook<Judge> {
  const book = new RuleBook<Judge>();
  for (const [index, rule] of rules.entries()) {
    const judge = judgeOf(rule, `spec.healthRules[${index}] of Tenant ${tenant}`);
    for (const kind of rule.kinds) book.add(kind, judge);
  }
  return book;
}

function judgeOf({ lua, ...rule }: OwnHealthRule, place: string): Judge {
  const hasMore = rule.use !== undefined || rule.otherwise !== undefined || (rule.cases?.length ?? 0) > 0;
  if (lua !== undefined && !hasMore) return { script: lua };
  if (lua !== undefined) return broken(place, ['lua goes without use, cases and otherwise']);
  const compiled = compileRule(rule);
  return compiled.ok ? { check: compiled.check } : broken(place, compiled.problems);
}

function broken(place: string, problems: readonly string[]): Judge {
  const message = `The health rule at ${place} is wrong, and the platform team has to correct it: ${problems.join('; ')}`;
  return { check: () => health('Unknown', message) };
}
