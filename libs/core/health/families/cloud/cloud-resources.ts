import type { HealthRule } from '../../rules/health-rule.ts';

/** Google's Config Connector (https://cloud.google.com/config-connector/docs/how-to/monitoring-your-resources) and Amazon's controllers (https://aws-controllers-k8s.github.io/). */
export const cloudResourceRules: readonly HealthRule[] = [
  {
    kinds: ['*.cnrm.cloud.google.com/*'],
    let: { ready: "conditions.named('Ready')" },
    cases: [
      {
        when: "has(status.observedGeneration) && status.number('observedGeneration') != metadata.number('generation')",
        status: 'Progressing',
        message: 'Waiting until the new spec is observed',
      },
      { when: "ready.status == 'True'", status: 'Healthy', messageExpression: 'ready.message' },
      {
        when: "ready.reason in ['DependencyNotReady', 'DependencyNotFound']",
        status: 'Suspended',
        messageExpression: 'ready.message',
        message: 'Waits for a resource it depends on',
      },
      {
        when: "ready.reason in ['ManagementConflict', 'UpdateFailed', 'DeleteFailed', 'DependencyInvalid']",
        status: 'Degraded',
        messageExpression: "ready.message == '' ? ready.reason : ready.message",
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'ready.message', message: 'Waiting for its first status' },
  },
  {
    kinds: ['*.services.k8s.aws/*'],
    let: {
      failing: "conditions.filter(c, c.status == 'True' && c.type in ['ACK.Terminal', 'ACK.Recoverable'])",
      synced: "conditions.named('ACK.ResourceSynced')",
    },
    cases: [
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression: 'failing[0].message',
        message: 'The last operation failed',
      },
      {
        when: "synced.status == 'True' && !conditions.fails('Ready')",
        status: 'Healthy',
        messageExpression: 'synced.message',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'synced.message', message: 'Waiting to be synced' },
  },
];
