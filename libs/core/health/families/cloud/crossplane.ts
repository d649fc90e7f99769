import type { HealthRule } from '../../rules/health-rule.ts';

/** Kinds that are only read: nothing reports about them. */
const bare =
  "['ClusterProviderConfig', 'Composition', 'CompositionRevision', 'ControllerConfig', 'DeploymentRuntimeConfig', 'EnvironmentConfig', 'ProviderConfig', 'ProviderConfigUsage']";

/** Crossplane: https://docs.crossplane.io/latest/managed-resources/managed-resources/#conditions. */
export const crossplaneRules: readonly HealthRule[] = [
  {
    kinds: ['pkg.crossplane.io/Provider'],
    let: {
      installed: "conditions.named('Installed')",
      healthy: "conditions.named('Healthy')",
      says: "(installed.reason + ' ' + healthy.reason).trim()",
    },
    cases: [
      { when: '!has(status.conditions)', status: 'Progressing', message: 'Waiting to be installed' },
      {
        when: "installed.status == 'True' && healthy.status == 'True'",
        status: 'Healthy',
        messageExpression: 'says',
      },
    ],
    otherwise: { status: 'Degraded', messageExpression: 'says', message: 'Not installed or not healthy' },
  },
  {
    kinds: ['*.crossplane.io/*', '*.upbound.io/*'],
    let: {
      failing: "conditions.filter(c, c.status == 'False' && c.type in ['LastAsyncOperation', 'Synced'])",
    },
    cases: [
      {
        when: `!has(object.status) || (size(conditions) == 0 && object.kind in ${bare})`,
        status: 'Healthy',
        message: 'Nothing is reported about it',
      },
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression: 'failing[0].message',
        message: 'The last operation failed',
      },
      {
        when: "conditions.exists(c, c.status == 'True' && c.type in ['Ready', 'Healthy', 'Offered', 'Established', 'ValidPipeline', 'RevisionHealthy'])",
        status: 'Healthy',
        message: 'Up to date',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Provisioning' },
  },
];
