import type { HealthRule } from '../../rules/health-rule.ts';

const GROUP = 'capabilities.3scale.net';
const waits = { status: 'Progressing', message: 'Waiting for its first status' } as const;

/** The first condition that is True and of one of these types decides, where `before` does not; other than the named ones are failures. */
function decidedByFirst(types: readonly string[], before: HealthRule['cases'] = []): Omit<HealthRule, 'kinds'> {
  return {
    let: {
      first: `conditions.filter(c, c.status == 'True' && c.type in ${JSON.stringify(types)})`,
      decisive: "size(first) == 0 ? '' : first[0].type",
      says: "size(first) == 0 || first[0].message == '' ? decisive : first[0].message",
    },
    cases: [
      ...before,
      { when: "decisive == ''", ...waits },
      { when: "decisive in ['Ready', 'Synced']", status: 'Healthy', messageExpression: 'says' },
      { when: "decisive == 'In-progress'", status: 'Progressing', messageExpression: 'says' },
      { when: "decisive == 'Waiting'", status: 'Suspended', messageExpression: 'says' },
    ],
    otherwise: { status: 'Degraded', messageExpression: 'says' },
  };
}

const readiness = {
  ready: "conditions.filter(c, c.type == 'Ready')",
  isReady: "ready.exists(c, c.status == 'True')",
  unready: "ready.filter(c, c.status != 'True')",
};
const isUnready = {
  status: 'Degraded',
  messageExpression: "unready[0].message == '' ? unready[0].reason : unready[0].message",
  message: 'Ready is not True',
} as const;

/** A number that the portal gives what it has made, as CEL. */
function isGiven(field: string): string {
  return `type(status.?${field}.orValue('')) == int && status.number('${field}') > 0`;
}

/** Red Hat 3scale: https://github.com/3scale/3scale-operator/tree/master/doc, the reference of each kind. */
export const threeScaleRules: readonly HealthRule[] = [
  { kinds: [`${GROUP}/ActiveDoc`], ...decidedByFirst(['Ready', 'Invalid', 'Orphan', 'Failed']) },
  { kinds: [`${GROUP}/ApplicationAuth`], ...decidedByFirst(['Ready', 'Failed']) },
  { kinds: [`${GROUP}/Backend`], ...decidedByFirst(['Synced', 'Invalid', 'Failed']) },
  { kinds: [`${GROUP}/CustomPolicyDefinition`, `${GROUP}/OpenAPI`], ...decidedByFirst(['Ready', 'Invalid', 'Failed']) },
  { kinds: [`${GROUP}/DeveloperAccount`], ...decidedByFirst(['Ready', 'Invalid', 'Failed', 'Waiting']) },
  { kinds: [`${GROUP}/Product`], ...decidedByFirst(['Synced', 'Invalid', 'Orphan', 'Failed']) },
  { kinds: [`${GROUP}/ProxyConfigPromote`], ...decidedByFirst(['Ready', 'In-progress', 'Failed']) },
  {
    kinds: [`${GROUP}/DeveloperUser`],
    ...decidedByFirst(
      ['Ready', 'Invalid', 'Orphan', 'Failed'],
      [
        {
          when: "status.text('developerUserState') == 'suspended'",
          status: 'Suspended',
          message: 'Waits for an administrator',
        },
      ],
    ),
  },
  {
    kinds: [`${GROUP}/Application`],
    let: { ...readiness, isKnown: isGiven('adminId') },
    cases: [
      { when: "status.text('state') == 'suspended'", status: 'Suspended', message: 'Suspended' },
      // What the portal does not know yet has failed where its first condition says so.
      { when: "!isKnown && size(ready) > 0 && ready[0].status != 'True'", ...isUnready },
      { when: 'isReady', status: 'Healthy', message: 'Ready' },
    ],
    otherwise: waits,
  },
  {
    kinds: [`${GROUP}/Tenant`],
    let: { ...readiness, isKnown: `${isGiven('tenantId')} && ${isGiven('adminId')}` },
    cases: [
      { when: 'isReady && isKnown', status: 'Healthy', message: 'Ready' },
      { when: 'size(unready) > 0', ...isUnready },
    ],
    otherwise: waits,
  },
  {
    kinds: ['apps.3scale.net/APIManager'],
    let: {
      deployments: 'status.?deployments.orValue({})',
      told: "conditions.filter(c, c.type == 'Available' && (c.status == 'True' || c.reason != ''))",
    },
    cases: [
      {
        when: 'has(deployments.ready) && !has(deployments.starting) && !has(deployments.stopped)',
        status: 'Healthy',
        message: 'All of its deployments are ready',
      },
      { when: 'size(told) == 0', ...waits },
      { when: "told[0].status == 'True'", status: 'Healthy', message: 'Available' },
    ],
    otherwise: { status: 'Degraded', messageExpression: "told[0].message == '' ? told[0].reason : told[0].message" },
  },
];
