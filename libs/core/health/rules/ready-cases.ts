import type { HealthRule } from './health-rule.ts';

type Cases = NonNullable<HealthRule['cases']>;

/** For kinds that tell their whole health by one condition: True is Healthy, False is Degraded; anything else waits. */
export function casesByCondition(type: string): Cases {
  const messageExpression = `conditions.named('${type}').message`;
  return [
    { when: `conditions.fails('${type}')`, status: 'Degraded', messageExpression, message: `${type} is False` },
    { when: `conditions.holds('${type}')`, status: 'Healthy', messageExpression },
  ];
}
