import { familyRules } from './families/family-rules.ts';
import type { HealthCheck } from './health.ts';
import { compileRule } from './rules/engine/compile-rule.ts';
import { RuleBook } from './rules/rule-book.ts';

/** The checks of {@link familyRules}. A rule is compiled when the first object of its kinds is judged. */
export const familyChecks = new RuleBook<HealthCheck>();
for (const rule of familyRules) {
  let compiled: HealthCheck | undefined;
  const check: HealthCheck = (object) => (compiled ??= mustCompile(rule))(object);
  for (const kind of rule.kinds) familyChecks.add(kind, check);
}

/** Our own rules are all compiled by a test. */
function mustCompile(rule: (typeof familyRules)[number]): HealthCheck {
  const compiled = compileRule(rule);
  if (!compiled.ok) throw new Error(`health rule of ${rule.kinds.join(', ')}: ${compiled.problems.join('; ')}`);
  return compiled.check;
}
