import type { HealthRule } from '../../rules/health-rule.ts';

/**
 * Google's Config Connector (https://cloud.google.com/config-connector/docs/how-to/monitoring-your-resources), Amazon's controllers
 * (https://aws-controllers-k8s.github.io/) and iam-manager (https://github.com/keikoproj/iam-manager).
 */
export const cloudResourceRules: readonly HealthRule[] = [
  {
    kinds: ['*.cnrm.cloud.google.com/*'],
    let: {
      isStale: 'has(status.observedGeneration) && status.observedGeneration != metadata.?generation.orValue(null)',
      // The connector itself has a field instead of conditions.
      isConnector: "object.kind in ['ConfigConnector', 'ConfigConnectorContext'] && has(status.healthy)",
      // Reasons tell more than types here: a condition of any type may carry one, and the first that does decides.
      told: "conditions.filter(c, c.reason in ['UpdateFailed', 'DependencyNotFound', 'DependencyNotReady'] || (c.reason == 'UpToDate' && c.status == 'True'))",
      first: 'size(told) > 0 ? told[0] : {}',
      reason: "first.text('reason')",
      says: "first.text('message')",
    },
    cases: [
      { when: 'isStale', status: 'Progressing', message: 'Waiting until the new spec is observed' },
      { when: 'isConnector && status.healthy == true', status: 'Healthy', message: 'The connector is healthy' },
      { when: 'isConnector', status: 'Degraded', message: 'The connector is not healthy' },
      {
        when: "reason == 'UpToDate'",
        status: 'Healthy',
        messageExpression: 'says',
        message: 'UpToDate',
      },
      {
        when: "reason == 'DependencyNotReady'",
        status: 'Suspended',
        messageExpression: 'says',
        message: 'Waits for a resource it depends on',
      },
      {
        when: 'size(told) > 0',
        status: 'Degraded',
        messageExpression: "says == '' ? reason : says",
      },
    ],
    otherwise: {
      status: 'Progressing',
      messageExpression: "conditions.named('Ready').message",
      message: 'Waiting to be up to date',
    },
  },
  {
    kinds: ['*.services.k8s.aws/*'],
    let: {
      // Whichever of both stands first decides.
      told: "conditions.filter(c, (c.type == 'ACK.Terminal' && c.status == 'True') || (c.type == 'Ready' && c.status in ['True', 'False']))",
      first: 'size(told) > 0 ? told[0] : {}',
    },
    cases: [
      {
        when: "first.text('type') == 'ACK.Terminal'",
        status: 'Degraded',
        messageExpression: "first.text('message')",
        message: 'It cannot be made so',
      },
      {
        when: "first.text('type') == 'Ready' && first.text('status') == 'True'",
        status: 'Healthy',
        messageExpression: "first.text('message')",
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: "first.text('message')", message: 'Waiting to be ready' },
  },
  {
    kinds: ['iammanager.keikoproj.io/Iamrole'],
    let: { state: "status.text('state')" },
    cases: [
      { when: "state == 'Ready'", status: 'Healthy', message: 'The role is there' },
      {
        when: "state in ['Error', 'PolicyNotAllowed', 'RoleNameNotAvailable', 'RolesMaxLimitReached']",
        status: 'Degraded',
        messageExpression: "has(status.errorDescription) ? state + ': ' + status.text('errorDescription') : state",
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the role' },
  },
];
