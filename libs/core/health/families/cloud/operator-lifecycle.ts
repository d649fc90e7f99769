import type { HealthRule } from '../../rules/health-rule.ts';

/** The Operator Lifecycle Manager: https://olm.operatorframework.io/docs/concepts/crds/subscription/. */
export const operatorLifecycleRules: readonly HealthRule[] = [
  {
    kinds: ['operators.coreos.com/Subscription'],
    let: {
      state: "status.text('state')",
      // Somebody decides about every upgrade, and a version is installed meanwhile.
      isManual: "spec.text('installPlanApproval') == 'Manual' && status.text('installedCSV') != ''",
      failing:
        "conditions.filter(c, c.status == 'True' && (c.type in ['CatalogSourcesUnhealthy', 'InstallPlanFailed', 'ResolutionFailed'] || (c.type == 'InstallPlanMissing' && c.reason != 'ReferencedInstallPlanNotFound')))",
    },
    cases: [
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression: "failing[0].message == '' ? failing[0].type : failing[0].message",
      },
      { when: "state == 'UpgradeFailed'", status: 'Degraded', message: 'The upgrade has failed' },
      { when: "state == 'AtLatestKnown'", status: 'Healthy', message: 'At the latest version' },
      {
        when: "state in ['UpgradePending', 'UpgradeAvailable'] && isManual",
        status: 'Healthy',
        message: 'An upgrade waits for approval',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for an install plan' },
  },
];
