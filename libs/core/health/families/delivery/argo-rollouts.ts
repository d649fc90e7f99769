import type { HealthRule } from '../../rules/health-rule.ts';

/**
 * Argo Rollouts: https://argo-rollouts.readthedocs.io/en/stable/features/specification/. Since 1.0 a Rollout tells its phase; of an older
 * one it is worked out from what it counts.
 */
const rollout: HealthRule = {
  kinds: ['argoproj.io/Rollout'],
  let: {
    observed: "status.text('observedGeneration')",
    // Before 1.0 it was a hash of the spec.
    isBehind: "!has(object.status) || (observed.isNumber() && int(observed) < metadata.number('generation'))",
    wanted: "metadata.?annotations.orValue({}).text('rollout.argoproj.io/workload-generation')",
    seen: "status.text('workloadObservedGeneration')",
    isWorkloadBehind: 'has(spec.workloadRef) && wanted.isNumber() && seen.isNumber() && int(wanted) != int(seen)',
    phase: "status.text('phase')",
    broken:
      "conditions.filter(c, (c.type == 'InvalidSpec' && c.status == 'True') || (c.type == 'Progressing' && c.reason in ['RolloutAborted', 'ProgressDeadlineExceeded']))",
    pod: "status.text('currentPodHash')",
    stable: "has(status.stableRS) ? status.text('stableRS') : status.?canary.orValue({}).text('stableRS')",
    isPaused:
      'spec.?paused.orValue(false) == true || status.?verifyingPreview.orValue(false) == true || size(status.?pauseConditions.orValue([])) > 0',
    replicas: "has(spec.replicas) ? spec.number('replicas') : 1",
    updated: "status.number('updatedReplicas')",
    isBlueGreen: 'has(spec.strategy) && has(spec.strategy.blueGreen)',
  },
  cases: [
    { when: 'isBehind || isWorkloadBehind', status: 'Progressing', message: 'Waiting until the new spec is observed' },
    { when: "phase == 'Healthy'", status: 'Healthy', messageExpression: "status.text('message')" },
    { when: "phase == 'Paused'", status: 'Suspended', messageExpression: "status.text('message')", message: 'Paused' },
    {
      when: "phase == 'Progressing'",
      status: 'Progressing',
      messageExpression: "status.text('message')",
      message: 'Rolling out',
    },
    {
      when: "phase == 'Degraded'",
      status: 'Degraded',
      messageExpression: "status.text('message')",
      message: 'Degraded, its status does not say why',
    },
    { when: "phase != ''", status: 'Unknown', messageExpression: "'phase ' + phase + ' is not known'" },
    { when: '!has(status.conditions)', status: 'Unknown', message: 'its status has neither a phase nor conditions' },
    {
      when: 'size(broken) > 0',
      status: 'Degraded',
      messageExpression: 'broken[0].message',
      message: 'The rollout has failed',
    },
    { when: "pod == ''", status: 'Progressing', message: 'Waiting for the status to be reconciled' },
    { when: 'isPaused', status: 'Suspended', message: 'Paused' },
    { when: 'updated < replicas', status: 'Progressing', message: 'More replicas have to be updated' },
    {
      when: "status.number('availableReplicas') < updated",
      status: 'Progressing',
      message: 'Updated replicas are not available yet',
    },
    {
      when: "isBlueGreen && status.?blueGreen.orValue({}).text('activeSelector') != pod",
      status: 'Progressing',
      message: 'The active service has not been switched over yet',
    },
    {
      when: "isBlueGreen && (has(status.stableRS) || stable != '') && stable != pod",
      status: 'Progressing',
      message: 'Waiting for the analysis to end',
    },
    {
      when: "!isBlueGreen && status.number('replicas') > updated",
      status: 'Progressing',
      message: 'Old replicas have not ended yet',
    },
    {
      when: '!isBlueGreen && stable != pod',
      status: 'Progressing',
      message: 'Waiting until all steps are done',
    },
  ],
  otherwise: { status: 'Healthy' },
};

const runs: HealthRule = {
  kinds: ['argoproj.io/AnalysisRun', 'argoproj.io/Experiment'],
  let: { phase: "status.text('phase')", says: "status.text('message')" },
  cases: [
    { when: '!has(object.status)', status: 'Progressing', message: 'Waiting for the status to be reconciled' },
    { when: "phase in ['Pending', 'Running']", status: 'Progressing', message: 'Running' },
    { when: "phase == 'Successful'", status: 'Healthy', messageExpression: 'says', message: 'Successful' },
    {
      when: "phase in ['Failed', 'Error']",
      status: 'Degraded',
      messageExpression: 'says',
      message: 'Failed, its status does not say why',
    },
    { when: "phase == 'Inconclusive'", status: 'Unknown', messageExpression: 'says', message: 'Inconclusive' },
  ],
};

export const argoRolloutsRules: readonly HealthRule[] = [rollout, runs];
