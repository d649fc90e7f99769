import type { HealthRule } from '../../rules/health-rule.ts';

/** Text that sorts conditions by the time of their last change, those without one last. */
const timeOf = (condition: string) =>
  `(has(${condition}.lastTransitionTime) ? '0' + ${condition}.text('lastTransitionTime') : '1')`;

/** Keycloak (https://www.keycloak.org/operator/advanced-configuration). */
export const keycloakRules: readonly HealthRule[] = [
  {
    kinds: ['k8s.keycloak.org/Keycloak'],
    let: {
      telling: `status.?conditions.orValue([])
        .filter(c, c.text('type') in ['Ready', 'HasErrors'] && c.text('status') == 'True')`,
      // It may be ready and report errors: what has been so for the longest time tells.
      oldest: `telling.filter(c, telling.all(other, ${timeOf('c')} <= ${timeOf('other')}))[?0].orValue({})`,
    },
    cases: [
      { when: "oldest.text('type') == 'Ready'", status: 'Healthy' },
      {
        when: "oldest.text('type') == 'HasErrors' && !has(oldest.message)",
        status: 'Unknown',
        message: 'its condition HasErrors has no message',
      },
      {
        when: "oldest.text('type') == 'HasErrors'",
        status: 'Degraded',
        messageExpression: "oldest.text('message')",
        message: 'The operator reports errors',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for Keycloak' },
  },
];
