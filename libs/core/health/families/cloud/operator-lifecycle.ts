import type { HealthRule } from '../../rules/health-rule.ts';

/** The Operator Lifecycle Manager: https://olm.operatorframework.io/docs/concepts/crds/subscription/. */
export const operatorLifecycleRules: readonly HealthRule[] = [
  {
    kinds: ['operators.coreos.com/Subscription'],
    let: {
      state: "status.text('state')",
      // Somebody decides about every upgrade, one is there to decide about, and a version is installed meanwhile.
      isManual:
        "spec.text('installPlanApproval') == 'Manual' && has(status.installedCSV) && conditions.exists(c, c.type == 'InstallPlanPending' && c.status == 'True' && c.reason == 'RequiresApproval')",
      // One without a type or a status says nothing that can be trusted: reading it makes the object Unknown.
      told: "status.?conditions.orValue([]).filter(c, !(isManual && c.type == 'InstallPlanPending')).map(c, c.type + '=' + c.status)",
      failing:
        "conditions.filter(c, (c.type == 'InstallPlanMissing' && c.reason != 'ReferencedInstallPlanNotFound') || (c.type in ['CatalogSourcesUnhealthy', 'InstallPlanFailed', 'ResolutionFailed'] && c.status == 'True'))",
    },
    cases: [
      { when: '!has(status.conditions)', status: 'Progressing', message: 'Waiting for an install plan' },
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression: "failing[0].message == '' ? failing[0].type : failing[0].message",
      },
      { when: "state == 'UpgradeFailed'", status: 'Degraded', message: 'The upgrade has failed' },
      { when: "'InstallPlanPending=True' in told", status: 'Progressing', message: 'An install plan is pending' },
      { when: "state == ''", status: 'Progressing', message: 'Waiting for its first state' },
      {
        when: "state == 'UpgradeAvailable' || (state == 'UpgradePending' && !isManual)",
        status: 'Progressing',
        message: 'Waiting for an upgrade',
      },
      { when: "state == 'UpgradePending'", status: 'Healthy', message: 'An upgrade waits for approval' },
      { when: "state == 'AtLatestKnown'", status: 'Healthy', message: 'At the latest version' },
    ],
    otherwise: { status: 'Healthy', messageExpression: 'state' },
  },
];
