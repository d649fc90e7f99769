import type { HealthRule } from './health-rule.ts';

/** For kinds that tell their health by a condition of a type: the first that is True or False decides, whatever is Unknown before it. */
export function decidedBy(
  type: string,
): Pick<HealthRule, 'let'> & { readonly cases: NonNullable<HealthRule['cases']> } {
  return {
    let: { decided: `conditions.filter(c, c.type == '${type}' && c.status in ['True', 'False'])` },
    cases: [
      {
        when: "size(decided) > 0 && decided[0].status == 'True'",
        status: 'Healthy',
        messageExpression: 'decided[0].message',
        message: `${type} is True`,
      },
      {
        when: 'size(decided) > 0',
        status: 'Degraded',
        messageExpression: 'decided[0].message',
        message: `${type} is False`,
      },
    ],
  };
}
