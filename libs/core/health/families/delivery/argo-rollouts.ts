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
    annotations: 'metadata.?annotations.orValue({})',
    wanted: "annotations.text('rollout.argoproj.io/workload-generation')",
    seen: "status.text('workloadObservedGeneration')",
    isWorkloadBehind:
      'has(spec.workloadRef) && has(metadata.annotations) && (wanted.isNumber() ? int(wanted) : -1) != (seen.isNumber() ? int(seen) : -1)',
    phase: "status.text('phase')",
    says: "status.text('message')",
    broken:
      "conditions.filter(c, c.type == 'InvalidSpec' || (c.type == 'Progressing' && c.reason in ['RolloutAborted', 'ProgressDeadlineExceeded']))",
    isPaused: 'size(status.?pauseConditions.orValue([])) > 0 || spec.?paused.orValue(false) == true',
    pod: 'status.?currentPodHash.orValue(null)',
    // Before 0.8 it stood among what a canary tells.
    stable: "has(status.stableRS) ? status.stableRS : has(status.canary) ? status.canary.?stableRS.orValue(null) : ''",
    replicas: "has(spec.replicas) ? spec.number('replicas') : 1",
    updated: "status.number('updatedReplicas')",
    strategy: 'spec.?strategy.orValue({})',
    isBlueGreen: 'has(strategy.blueGreen)',
    isCanary: '!isBlueGreen && has(strategy.canary)',
  },
  cases: [
    { when: 'isBehind', status: 'Progressing', message: 'Waiting until the new spec is observed' },
    {
      when: 'observed.isNumber() && !has(metadata.generation)',
      status: 'Unknown',
      message: 'it has no generation to compare with the observed one',
    },
    { when: '!has(object.spec)', status: 'Unknown', message: 'it has no spec' },
    { when: 'isWorkloadBehind', status: 'Progressing', message: 'Waiting until the new workload is observed' },
    { when: "phase == 'Healthy'", status: 'Healthy', messageExpression: 'says' },
    { when: "phase in ['Paused', 'Suspended']", status: 'Suspended', messageExpression: 'says', message: 'Paused' },
    { when: "phase == 'Progressing'", status: 'Progressing', messageExpression: 'says', message: 'Rolling out' },
    {
      when: "phase == 'Degraded'",
      status: 'Degraded',
      messageExpression: 'says',
      message: 'Degraded, its status does not say why',
    },
    { when: 'has(status.phase)', status: 'Unknown', messageExpression: "'phase ' + phase + ' is not known'" },
    { when: '!has(status.conditions)', status: 'Unknown', message: 'its status has neither a phase nor conditions' },
    {
      when: 'size(broken) > 0',
      status: 'Degraded',
      messageExpression: 'broken[0].message',
      message: 'The rollout has failed',
    },
    { when: 'isPaused', status: 'Suspended', message: 'Paused' },
    { when: 'pod == null', status: 'Progressing', message: 'Waiting for the status to be reconciled' },
    { when: 'updated < replicas', status: 'Progressing', message: 'More replicas have to be updated' },
    {
      when: "status.number('availableReplicas') < updated",
      status: 'Progressing',
      message: 'Updated replicas are not available yet',
    },
    { when: '!has(spec.strategy)', status: 'Unknown', message: 'its spec has no strategy' },
    {
      when: 'isBlueGreen && status.?blueGreen.?activeSelector.orValue(null) != pod',
      status: 'Progressing',
      message: 'The active service has not been switched over yet',
    },
    {
      when: "isBlueGreen && stable != '' && stable != pod",
      status: 'Progressing',
      message: 'Waiting for the analysis to end',
    },
    {
      when: "isCanary && status.number('replicas') > updated",
      status: 'Progressing',
      message: 'Old replicas have not ended yet',
    },
    {
      when: "isCanary && (stable == '' || stable != pod)",
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
    // An experiment that settles nothing is not judged.
    {
      when: "phase == 'Inconclusive' && object.kind == 'AnalysisRun'",
      status: 'Unknown',
      messageExpression: 'says',
      message: 'Inconclusive',
    },
  ],
};

export const argoRolloutsRules: readonly HealthRule[] = [rollout, runs];
