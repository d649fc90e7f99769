import type { HealthRule } from '../../rules/health-rule.ts';

/** Of KEDA: what fails goes before what holds, and one that is not ready is not paused either. */
function kedaRule(kind: string, failing: string): HealthRule {
  return {
    kinds: [`keda.sh/${kind}`],
    let: {
      failing: `conditions.filter(c, (c.type + '=' + c.status) in ${failing})`,
      ready: "conditions.filter(c, c.type == 'Ready' && c.status == 'True')",
      paused: "conditions.filter(c, c.type == 'Paused' && c.status == 'True')",
    },
    cases: [
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression: 'failing[0].message',
        message: 'It cannot scale by its triggers',
      },
      {
        when: 'size(ready) > 0 && size(paused) > 0',
        status: 'Suspended',
        messageExpression: 'paused[0].message',
        message: 'Paused',
      },
      { when: 'size(ready) > 0', status: 'Healthy', messageExpression: 'ready[0].message', message: 'Ready' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its autoscaler' },
  };
}

/** Of Karmada: `unplaced` is what counts as the chosen clusters where the spec names none. */
function bindingRule(kind: string, unplaced: string): HealthRule {
  return {
    kinds: [`work.karmada.io/${kind}`],
    let: {
      placed: 'status.?aggregatedStatus.orValue([])',
      // Before its first status nothing of its spec is read.
      wanted: `has(object.status) ? object.spec.?clusters.orValue(${unplaced}) : []`,
      failing:
        "placed.filter(p, p.text('health') == 'Unhealthy' || (p.text('health') == 'Unknown' && p.?applied.orValue(false) != true))",
    },
    cases: [
      {
        when: 'size(wanted) == 0 || size(wanted) != size(placed)',
        status: 'Progressing',
        message: 'Waiting for the member clusters',
      },
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression: "'unhealthy on ' + failing.map(p, p.text('clusterName')).join(', ')",
      },
    ],
    otherwise: { status: 'Healthy' },
  };
}

/** KEDA (https://keda.sh/docs/latest/reference/scaledobject-spec/), OpenShift's DeploymentConfig, Karmada (https://karmada.io/docs/). */
export const scalingRules: readonly HealthRule[] = [
  kedaRule('ScaledObject', "['Ready=False', 'Fallback=True']"),
  kedaRule('ScaledJob', "['Ready=False', 'Ready=Unknown']"),
  {
    kinds: ['apps.openshift.io/DeploymentConfig'],
    let: {
      // Two are told: pods are available, and the newest are all there is.
      met: "size(conditions.filter(c, c.status == 'True' && (c.type == 'Available' || (c.type == 'Progressing' && c.reason == 'NewReplicationControllerAvailable'))))",
    },
    cases: [
      { when: '!has(status.conditions) || !has(status.replicas)', status: 'Progressing', message: 'Waiting for pods' },
      { when: 'met == 2 || status.replicas == 0', status: 'Healthy', message: 'Rolled out' },
      { when: 'met == 1', status: 'Progressing', message: 'Waiting for pods' },
    ],
    otherwise: { status: 'Degraded', message: 'The rollout has failed' },
  },
  // What another binding depends on goes along with it and names no clusters: then those that tell are all.
  bindingRule('ResourceBinding', 'placed'),
  bindingRule('ClusterResourceBinding', '[]'),
];
