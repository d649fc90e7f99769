import type { HealthRule } from '../../../rules/health-rule.ts';

/** Whether the status is of this spec; also where neither has a generation. */
export const isSeen =
  'has(object.status) && metadata.?generation.orValue(-1) == status.?observedGeneration.orValue(-1)';

interface Staged {
  readonly kind: string;
  /** Where the strategy stands, below the spec. */
  readonly strategy: string;
  /** The field of the status without which nothing is updated. */
  readonly updated: string;
  /** Whether an update stops at a partition. */
  readonly isStaged: string;
  readonly isReached: string;
  readonly isDone: string;
  readonly isFailing: string;
}

/** What replaces pods up to a partition, and waits there until somebody moves it. */
function stagedRule({ kind, strategy, updated, isStaged, isReached, isDone, isFailing }: Staged): HealthRule {
  return {
    kinds: [`apps.kruise.io/${kind}`],
    let: { isSeen, strategy: `isSeen ? object.spec.${strategy} : {}` },
    cases: [
      { when: '!isSeen', status: 'Progressing', message: 'Waiting until the new spec is observed' },
      {
        when: `strategy.?paused.orValue(false) == true || !has(status.${updated})`,
        status: 'Suspended',
        message: 'Its update is paused',
      },
      {
        when: `${isStaged} && metadata.generation > 1 && ${isReached}`,
        status: 'Suspended',
        message: 'The partition is reached: somebody has to go on',
      },
      {
        when: `${isStaged} && metadata.generation > 1`,
        status: 'Progressing',
        message: 'Updating up to the partition',
      },
      { when: isDone, status: 'Healthy', message: 'Every replica is updated' },
      { when: isFailing, status: 'Degraded', message: 'Some updated replicas are not available' },
    ],
    otherwise: { status: 'Progressing', message: 'Updating' },
  };
}

/** No partition is not the same as a partition of 0. */
const replicated = {
  updated: 'updatedAvailableReplicas',
  isStaged: 'strategy.?partition.orValue(null) != 0',
  isDone: 'status.updatedAvailableReplicas == status.?replicas.orValue(null)',
  isFailing: 'true',
};

/** OpenKruise: https://openkruise.io/docs/user-manuals/cloneset. */
export const kruiseRules: readonly HealthRule[] = [
  stagedRule({
    ...replicated,
    kind: 'CloneSet',
    strategy: 'updateStrategy',
    isReached: 'status.updatedReplicas >= status.expectedUpdatedReplicas',
  }),
  stagedRule({
    ...replicated,
    kind: 'StatefulSet',
    strategy: 'updateStrategy.rollingUpdate',
    isReached: 'status.updatedReplicas > status.replicas - strategy.partition',
  }),
  stagedRule({
    kind: 'DaemonSet',
    strategy: 'updateStrategy.rollingUpdate',
    updated: 'updatedNumberScheduled',
    isStaged: 'strategy.?partition.orValue(0) != 0',
    isReached: 'status.updatedNumberScheduled > status.desiredNumberScheduled - strategy.partition',
    isDone:
      '[status.updatedNumberScheduled, status.?numberAvailable.orValue(null)].all(n, n == status.?desiredNumberScheduled.orValue(null))',
    isFailing:
      '[status.updatedNumberScheduled, status.?numberUnavailable.orValue(null)].all(n, n == status.?desiredNumberScheduled.orValue(null))',
  }),
  {
    kinds: ['apps.kruise.io/BroadcastJob'],
    let: { phase: "status.text('phase')" },
    cases: [
      {
        when: "phase == 'completed' && status.?desired.orValue(-1) == status.?succeeded.orValue(-1)",
        status: 'Healthy',
        message: 'Completed on every node',
      },
      {
        when: "phase == 'failed' && status.?failed.orValue(-1) != 0",
        status: 'Degraded',
        message: 'It has failed on some nodes',
      },
      {
        when: "phase == 'paused' && object.spec.?paused.orValue(false) == true",
        status: 'Suspended',
        message: 'Paused',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Running' },
  },
  {
    kinds: ['apps.kruise.io/AdvancedCronJob'],
    let: { hasRun: 'has(status.lastScheduleTime)', isPaused: 'spec.?paused.orValue(false) == true' },
    cases: [
      { when: '!has(object.status)', status: 'Unknown', message: 'it has no status' },
      { when: '!hasRun && !has(object.spec)', status: 'Unknown', message: 'it has no spec' },
      { when: '!hasRun && isPaused', status: 'Suspended', message: 'Paused' },
      { when: 'size(status.?active.orValue([])) > 0', status: 'Progressing', message: 'Running' },
      { when: 'hasRun', status: 'Healthy', message: 'It has run' },
    ],
    otherwise: { status: 'Degraded', message: 'It has never run' },
  },
];
