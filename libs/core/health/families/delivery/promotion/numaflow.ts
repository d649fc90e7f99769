import type { HealthRule } from '../../../rules/health-rule.ts';

type Cases = NonNullable<HealthRule['cases']>;

const phaseIs = (...phases: readonly string[]) => `phase in ${JSON.stringify(phases)}`;

/** Objects that have no generation and have seen none are seen. */
const letSeen = {
  phase: "status.text('phase')",
  isSeen: 'metadata.?generation.orValue(null) == status.?observedGeneration.orValue(null)',
};
const isUnseen = {
  when: '!has(object.status) || !isSeen',
  status: 'Progressing',
  message: 'Waiting until its latest spec is seen',
} as const;
const hasFailed = {
  when: phaseIs('Failed'),
  status: 'Degraded',
  messageExpression: "status.text('message')",
  message: 'Its phase is Failed',
} as const;

const part = {
  let: { ...letSeen, failing: "conditions.filter(c, c.status == 'False')" },
  otherwise: { status: 'Progressing', messageExpression: 'phase', message: 'Waiting for its phase' },
} as const;
const hasFailedPart: Cases = [
  isUnseen,
  hasFailed,
  {
    when: 'size(failing) > 0',
    status: 'Degraded',
    messageExpression: 'failing[size(failing) - 1].message',
    message: 'One of its conditions is False',
  },
];
const lostUpgrade = {
  when: "metadata.?labels[?'numaplane.numaproj.io/progressive-result-state'].orValue('') == 'failed'",
  status: 'Degraded',
  message: 'Its progressive upgrade failed',
} as const;
const worksIn = (...phases: readonly string[]) =>
  ({ when: phaseIs(...phases), status: 'Healthy', messageExpression: 'phase' }) as const;

const child = "conditions.filter(c, c.type == 'ChildResourcesHealthy')";
const letRollout = {
  ...letSeen,
  lost: "conditions.filter(c, c.type == 'ProgressiveUpgradeSucceeded' && c.status == 'False')",
  upgrading: "status.text('upgradeInProgress') != '' || phase == 'Pending'",
  well: `${child}.filter(c, c.status == 'True')`,
  unwell: `${child}.filter(c, c.status == 'False')`,
};
const isUnwell = {
  when: 'size(telling) > 0',
  status: 'Degraded',
  messageExpression: 'telling[0].message',
  message: 'One of its children or its upgrade has failed',
} as const;
const waitsForChild = {
  when: "unwell.exists(c, c.reason == 'Progressing')",
  status: 'Progressing',
  message: 'Waiting for its child',
} as const;
const isWell = { when: 'size(well) > 0', status: 'Healthy', message: 'Its children are healthy' } as const;
const otherwise = { status: 'Unknown', message: 'Nothing tells whether its children are healthy' } as const;

/** A rollout whose child fails for this reason; while the condition of the other type is True it is paused, which is well. */
function rollout(kind: string, failure: string, ...paused: readonly string[]): HealthRule {
  const telling = `conditions.filter(c, c.status == 'False' && (c.type == 'ProgressiveUpgradeSucceeded' || c.type == 'ChildResourcesHealthy' && c.reason == '${failure}'))`;
  const isPaused: Cases = paused.map((type) => ({
    when: `conditions.exists(c, c.type == '${type}' && c.status == 'True')`,
    status: 'Healthy',
    message: 'Paused',
  }));
  return {
    kinds: [`numaplane.numaproj.io/${kind}`],
    let: { ...letRollout, telling },
    cases: [
      isUnseen,
      // An upgrade that failed is told as a failure, although it still counts as being in progress.
      { when: 'upgrading && size(lost) == 0', status: 'Progressing', message: 'Upgrading' },
      waitsForChild,
      hasFailed,
      isUnwell,
      ...isPaused,
      isWell,
    ],
    otherwise,
  };
}

/** Numaflow (https://numaflow.numaproj.io/APIs/) and Numaplane (https://github.com/numaproj/numaplane). */
export const numaflowRules: readonly HealthRule[] = [
  { kinds: ['numaflow.numaproj.io/Vertex'], ...part, cases: [...hasFailedPart, worksIn('Running', 'Paused')] },
  {
    kinds: ['numaflow.numaproj.io/InterStepBufferService'],
    ...part,
    cases: [...hasFailedPart, lostUpgrade, worksIn('Running')],
  },
  {
    kinds: ['numaflow.numaproj.io/MonoVertex'],
    ...part,
    cases: [...hasFailedPart, lostUpgrade, worksIn('Running', 'Paused')],
  },
  {
    kinds: ['numaflow.numaproj.io/Pipeline'],
    ...part,
    cases: [...hasFailedPart, lostUpgrade, worksIn('Running', 'Paused', 'Pausing')],
  },
  rollout('ISBServiceRollout', 'ISBSvcFailed'),
  rollout('MonoVertexRollout', 'MonoVertexFailed', 'MonoVertexPausingOrPaused'),
  rollout('PipelineRollout', 'PipelineFailed', 'PipelinePausingOrPaused'),
  {
    kinds: ['numaplane.numaproj.io/NumaflowControllerRollout'],
    let: { ...letRollout, telling: 'unwell' },
    cases: [
      isUnseen,
      { when: 'upgrading', status: 'Progressing', message: 'Upgrading' },
      waitsForChild,
      hasFailed,
      isUnwell,
      isWell,
    ],
    otherwise,
  },
];
