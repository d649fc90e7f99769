import type { HealthRule } from '../../rules/health-rule.ts';

/** KEDA (https://keda.sh/docs/latest/reference/scaledobject-spec/), OpenKruise, OpenShift's DeploymentConfig, Karmada. */
export const scalingRules: readonly HealthRule[] = [
  {
    kinds: ['keda.sh/ScaledObject', 'keda.sh/ScaledJob'],
    let: {
      failing:
        "conditions.filter(c, (c.type == 'Ready' && c.status == 'False') || (c.type == 'Fallback' && c.status == 'True'))",
    },
    cases: [
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression: 'failing[0].message',
        message: 'It cannot scale by its triggers',
      },
      {
        when: "conditions.holds('Paused')",
        status: 'Suspended',
        messageExpression: "conditions.named('Paused').message",
        message: 'Paused',
      },
      { when: "conditions.holds('Ready')", status: 'Healthy', messageExpression: "conditions.named('Ready').message" },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its autoscaler' },
  },
  {
    kinds: ['apps.kruise.io/CloneSet'],
    let: {
      strategy: 'spec.?updateStrategy.orValue({})',
      available: "status.number('updatedAvailableReplicas')",
      isPartial: '!has(strategy.partition) || strategy.partition != 0',
    },
    cases: [
      {
        when: "!has(object.status) || status.number('observedGeneration') != metadata.number('generation')",
        status: 'Progressing',
        message: 'Waiting until the new spec is observed',
      },
      {
        when: 'strategy.?paused.orValue(false) == true || !has(status.updatedAvailableReplicas)',
        status: 'Suspended',
        message: 'Its update is paused',
      },
      {
        when: "isPartial && metadata.number('generation') > 1 && status.number('updatedReplicas') >= status.number('expectedUpdatedReplicas')",
        status: 'Suspended',
        message: 'The partition is reached: somebody has to go on',
      },
      {
        when: "isPartial && metadata.number('generation') > 1",
        status: 'Progressing',
        message: 'Updating up to the partition',
      },
      { when: "available == status.number('replicas')", status: 'Healthy', message: 'Every replica is updated' },
    ],
    otherwise: { status: 'Degraded', message: 'Some updated replicas are not available' },
  },
  {
    kinds: ['apps.openshift.io/DeploymentConfig'],
    let: {
      isAvailable: "conditions.holds('Available')",
      isRolledOut:
        "conditions.exists(c, c.type == 'Progressing' && c.status == 'True' && c.reason == 'NewReplicationControllerAvailable')",
    },
    cases: [
      { when: '!has(status.conditions) || !has(status.replicas)', status: 'Progressing', message: 'Waiting for pods' },
      {
        when: "(isAvailable && isRolledOut) || status.number('replicas') == 0",
        status: 'Healthy',
        message: 'Rolled out',
      },
      { when: 'isAvailable || isRolledOut', status: 'Progressing', message: 'Waiting for pods' },
    ],
    otherwise: { status: 'Degraded', message: 'The rollout has failed' },
  },
  {
    kinds: ['work.karmada.io/ResourceBinding', 'work.karmada.io/ClusterResourceBinding'],
    let: {
      placed: 'status.?aggregatedStatus.orValue([])',
      failing:
        "placed.filter(p, p.text('health') == 'Unhealthy' || (p.text('health') == 'Unknown' && p.?applied.orValue(false) != true))",
    },
    cases: [
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression: "'unhealthy on ' + failing.map(p, p.text('clusterName')).join(', ')",
      },
      {
        when: 'size(placed) == 0 || size(placed) < size(spec.?clusters.orValue([]))',
        status: 'Progressing',
        message: 'Waiting for the member clusters',
      },
    ],
    otherwise: { status: 'Healthy' },
  },
];
