import { familyRules } from './families/family-rules.ts';
import type { HealthCheck } from './health.ts';
import { healthChecks } from './health-checks.ts';
import { compileRule } from './rules/engine/compile-rule.ts';
import { type GroupKind, RuleBook } from './rules/rule-book.ts';

/** Who judges the objects of a kind: a check here, or a Lua script that somebody else has to run. */
export type Judge = { readonly check: HealthCheck } | { readonly script: string };

/**
 * Who judges a kind; undefined when existence is enough. What is said of exactly this kind goes before patterns; of two that are
 * equal in this, the tenant's own goes before ours.
 */
export function findJudge(kind: GroupKind, own?: RuleBook<Judge>): Judge | undefined {
  return own?.exact(kind) ?? ours.exact(kind) ?? own?.like(kind) ?? ours.like(kind);
}

const ours = new RuleBook<{ readonly check: HealthCheck }>();
for (const [kind, check] of healthChecks) ours.add(kind, { check });
for (const rule of familyRules) {
  let compiled: HealthCheck | undefined;
  // Compiled when the first object of its kinds is judged: most fleets have few of them.
  const check: HealthCheck = (object) => (compiled ??= mustCompile(rule))(object);
  for (const kind of rule.kinds) ours.add(kind, { check });
}

/** A test compiles all of our own rules. */
function mustCompile(rule: (typeof familyRules)[number]): HealthCheck {
  const compiled = compileRule(rule);
  if (!compiled.ok) throw new Error(`health rule of ${rule.kinds.join(', ')}: ${compiled.problems.join('; ')}`);
  return compiled.check;
}

/** Our own judgement of a kind needs no script. */
export function findCheck(kind: GroupKind): HealthCheck | undefined {
  return (ours.exact(kind) ?? ours.like(kind))?.check;
}
