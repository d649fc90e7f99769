import type { HealthRule } from '../../../rules/health-rule.ts';

/** Whether a condition is about an older spec; what has no generation is not compared. */
const isStale = (condition: string) =>
  `has(metadata.generation) && ${condition}.?observedGeneration.orValue(metadata.generation) != metadata.generation`;

/**
 * Gardener's clusters (https://gardener.cloud/docs/gardener/shoot/shoot_status/) and the SAP BTP service operator
 * (https://github.com/SAP/sap-btp-service-operator).
 */
export const sapRules: readonly HealthRule[] = [
  {
    kinds: ['core.gardener.cloud/Shoot'],
    let: { told: "metadata.?labels.orValue({}).text('shoot.gardener.cloud/status')" },
    cases: [
      { when: "told == 'healthy'", status: 'Healthy', message: 'Every component is healthy' },
      { when: "told == 'unhealthy'", status: 'Degraded', message: 'Some components are not healthy' },
      { when: "told == 'unknown'", status: 'Unknown', message: 'Nobody knows how its components are' },
    ],
    otherwise: { status: 'Progressing', message: 'Being updated' },
  },
  {
    kinds: ['services.cloud.sap.com/ServiceInstance', 'services.cloud.sap.com/ServiceBinding'],
    let: {
      told: `conditions.filter(c, (${isStale('c')}) || (c.type == 'Succeeded' && c.status == 'False') || (c.type == 'Failed' && c.status == 'True'))`,
    },
    cases: [
      { when: 'has(metadata.deletionTimestamp)', status: 'Progressing', message: 'Being deleted' },
      { when: '!has(status.conditions)', status: 'Progressing', message: 'Waiting for its first status' },
      { when: 'size(told) == 0', status: 'Healthy', message: 'Ready to use' },
      { when: isStale('told[0]'), status: 'Progressing', message: 'Waiting until the new spec is observed' },
    ],
    otherwise: { status: 'Degraded', messageExpression: 'told[0].message', message: 'The last operation failed' },
  },
];
