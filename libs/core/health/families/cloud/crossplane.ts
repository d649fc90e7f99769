import type { HealthRule } from '../../rules/health-rule.ts';

const toRead = ['ClusterProviderConfig', 'ProviderConfig', 'ProviderConfigUsage'];

interface Reported {
  readonly groups: string;
  /** Kinds that are only read: their status stays empty. */
  readonly bare: readonly string[];
  /** One of these conditions being True is enough, wherever it stands. */
  readonly good: readonly string[];
}

/** What somebody provisions: a failed operation counts more than being ready. */
function provisionedRule({ groups, bare, good }: Reported): HealthRule {
  return {
    kinds: [groups],
    let: { failing: "conditions.filter(c, c.status == 'False' && c.type in ['LastAsyncOperation', 'Synced'])" },
    cases: [
      {
        when: `!has(object.status) || (size(status) == 0 && object.kind in ${JSON.stringify(bare)})`,
        status: 'Healthy',
        message: 'Nothing is reported about it',
      },
      {
        when: "!has(status.conditions) && has(status.users) && object.kind in ['ProviderConfig', 'ClusterProviderConfig']",
        status: 'Healthy',
        message: 'In use',
      },
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression: 'failing[0].message',
        message: 'The last operation failed',
      },
      {
        when: `conditions.exists(c, c.status == 'True' && c.type in ${JSON.stringify(good)})`,
        status: 'Healthy',
        message: 'Up to date',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Provisioning' },
  };
}

/** Of several conditions of a type the last counts; fields that are left out stay so. */
const lastOf = (list: string) => `size(${list}) > 0 ? ${list}[size(${list}) - 1] : {}`;
const listOf = (type: string) => `status.?conditions.orValue([]).filter(c, c.text('type') == '${type}')`;

/** Crossplane: https://docs.crossplane.io/latest/managed-resources/managed-resources/#conditions. */
export const crossplaneRules: readonly HealthRule[] = [
  {
    kinds: ['pkg.crossplane.io/Provider'],
    let: {
      installs: listOf('Installed'),
      installed: lastOf('installs'),
      checks: listOf('Healthy'),
      healthy: lastOf('checks'),
      says: "(installed.text('reason') + ' ' + healthy.text('reason')).trim()",
    },
    cases: [
      { when: '!has(status.conditions)', status: 'Progressing', message: 'Waiting to be installed' },
      { when: '!has(installed.reason)', status: 'Unknown', message: 'no condition Installed with a reason' },
      { when: '!has(healthy.reason)', status: 'Unknown', message: 'no condition Healthy with a reason' },
      {
        when: "installed.text('status') == 'True' && healthy.text('status') == 'True'",
        status: 'Healthy',
        messageExpression: 'says',
        message: 'Installed and healthy',
      },
    ],
    otherwise: { status: 'Degraded', messageExpression: 'says', message: 'Not installed or not healthy' },
  },
  {
    // The former provider for AWS.
    kinds: [
      'cloudfront.aws.crossplane.io/Distribution',
      'iam.aws.crossplane.io/Policy',
      'iam.aws.crossplane.io/Role',
      'iam.aws.crossplane.io/RolePolicyAttachment',
      'rds.aws.crossplane.io/DBCluster',
      'rds.aws.crossplane.io/DBInstance',
      'route53.aws.crossplane.io/ResourceRecordSet',
      's3.aws.crossplane.io/Bucket',
    ],
    let: {
      readies: listOf('Ready'),
      ready: lastOf('readies'),
      isReady: "ready.text('status') == 'True'",
      syncs: listOf('Synced'),
      isSynced: `(${lastOf('syncs')}).text('status') == 'True'`,
      errors: "syncs.filter(c, c.text('reason') == 'ReconcileError')",
      isPaused: "syncs.exists(c, c.text('reason') == 'ReconcilePaused')",
    },
    cases: [
      { when: '!has(status.conditions)', status: 'Progressing', message: 'Waiting to be created' },
      {
        when: 'isReady && isSynced',
        status: 'Healthy',
        messageExpression: "ready.text('reason')",
        message: 'Ready and synced',
      },
      { when: 'isPaused && !isSynced', status: 'Suspended', message: 'Its reconciliation is paused' },
      { when: 'isSynced && !isPaused', status: 'Progressing', message: 'Waiting to be available' },
    ],
    otherwise: {
      status: 'Degraded',
      messageExpression: `(${lastOf('errors')}).text('message')`,
      message: 'Not both ready and synced',
    },
  },
  {
    kinds: ['stacks.crossplane.io/ClusterStackInstall'],
    let: {
      readies: "conditionsOf(status.?conditionedStatus.orValue({})).filter(c, c.type == 'Ready')",
      says: `(${lastOf('readies')}).text('reason')`,
    },
    cases: [
      {
        when: "readies.exists(c, c.status == 'True')",
        status: 'Healthy',
        messageExpression: 'says',
        message: 'Installed',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'says', message: 'Waiting for the stack to be installed' },
  },
  provisionedRule({
    groups: '*.crossplane.io/*',
    bare: ['Composition', 'CompositionRevision', 'ControllerConfig', 'DeploymentRuntimeConfig', ...toRead],
    good: ['Ready', 'Healthy', 'Offered', 'Established', 'ValidPipeline', 'RevisionHealthy'],
  }),
  provisionedRule({ groups: '*.upbound.io/*', bare: toRead, good: ['Ready'] }),
];
