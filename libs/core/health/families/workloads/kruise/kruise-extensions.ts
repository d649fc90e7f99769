import type { HealthRule } from '../../../rules/health-rule.ts';
import { isSeen } from './kruise.ts';

/** OpenKruise's rollouts (https://openkruise.io/rollouts/introduction) and game servers (https://openkruise.io/kruisegame/introduction). */
export const kruiseExtensionRules: readonly HealthRule[] = [
  {
    kinds: ['rollouts.kruise.io/Rollout'],
    let: {
      isSeen: 'metadata.?generation.orValue(-1) == object.status.?observedGeneration.orValue(-1)',
      step: "isSeen ? status.canaryStatus.text('currentStepState') : ''",
      phase: "status.text('phase')",
    },
    cases: [
      {
        when: "step == 'StepPaused' && phase == 'Progressing'",
        status: 'Suspended',
        message: 'The step is done: somebody has to go on',
      },
      { when: "step == 'Completed' && phase == 'Healthy'", status: 'Healthy', message: 'Completed' },
      {
        when: "step == 'StepPaused' && phase in ['Terminating', 'Disabled']",
        status: 'Degraded',
        messageExpression: "phase + ' in the middle of a step'",
      },
    ],
    otherwise: { status: 'Progressing', message: 'Rolling out' },
  },
  {
    kinds: ['game.kruise.io/GameServerSet'],
    let: {
      isSeen,
      rolling: 'isSeen ? object.spec.?updateStrategy.?rollingUpdate.orValue({}) : {}',
      partition: 'rolling.?partition.orValue(0)',
      replicas: "status.number('replicas')",
    },
    cases: [
      { when: '!isSeen', status: 'Progressing', message: 'Waiting until the new spec is observed' },
      { when: 'rolling.?paused.orValue(false) == true', status: 'Suspended', message: 'Its update is paused' },
      {
        when: "partition != 0 && status.number('updatedReplicas') >= replicas - partition",
        status: 'Suspended',
        message: 'The partition is reached: somebody has to go on',
      },
      {
        when: "status.number('updatedReadyReplicas') == replicas",
        status: 'Healthy',
        message: 'Every server is updated',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its servers' },
  },
  {
    kinds: ['game.kruise.io/GameServer'],
    let: {
      current: "status.text('currentState')",
      desired: "status.text('desiredState')",
      pod: "conditionsOf(status.?podStatus.orValue({})).filter(c, c.type == 'KruisePodReady' && c.status != 'True')",
    },
    cases: [
      {
        when: 'status.?currentState.orValue(null) != status.?desiredState.orValue(null)',
        status: 'Progressing',
        messageExpression:
          "'from ' + (current == '' ? 'no state' : current) + ' to ' + (desired == '' ? 'no state' : desired)",
      },
      {
        when: 'size(pod) > 0',
        status: 'Degraded',
        messageExpression: 'pod[0].message',
        message: 'Its pod is not ready',
      },
      { when: "current == 'Ready'", status: 'Healthy', message: 'Ready' },
    ],
    otherwise: { status: 'Unknown', messageExpression: 'current', message: 'It has no state yet' },
  },
];
