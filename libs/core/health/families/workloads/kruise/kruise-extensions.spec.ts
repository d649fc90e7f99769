import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth } from '../../told-health.ts';

const unseen = { metadata: { generation: 2 }, status: { observedGeneration: 1 } };

describe("OpenKruise's extensions", () => {
  it.each<[string, JsonObject, string]>([
    ['one that works on a step', at('StepUpgrade', 'Progressing'), 'Progressing: Rolling out'],
    [
      'one that waits after a step',
      at('StepPaused', 'Progressing'),
      'Suspended: The step is done: somebody has to go on',
    ],
    ['one that is done', at('Completed', 'Healthy'), 'Healthy: Completed'],
    ['one that is given up', at('StepPaused', 'Disabled'), 'Degraded: Disabled in the middle of a step'],
    ['one of an older spec', unseen, 'Progressing: Rolling out'],
    ['one without a status', {}, 'Unknown: cannot read the object: No such key: status'],
    ['one that is no canary', { status: {} }, 'Unknown: cannot read the object: No such key: canaryStatus'],
  ])('judges a rollout, %s', (_, object, told) => {
    expect(toldHealth('rollouts.kruise.io/v1beta1/Rollout', object)).toBe(told);
  });

  it.each<[string, JsonObject, string]>([
    ['that is paused', servers({ paused: true }, {}), 'Suspended: Its update is paused'],
    [
      'at its partition',
      servers({ partition: 1 }, { updatedReplicas: 1 }),
      'Suspended: The partition is reached: somebody has to go on',
    ],
    ['that is updated', servers({}, { updatedReadyReplicas: 2 }), 'Healthy: Every server is updated'],
    ['on its way', servers({ partition: 1 }, {}), 'Progressing: Waiting for its servers'],
    ['of an older spec', unseen, 'Progressing: Waiting until the new spec is observed'],
    ['without a spec', { status: {} }, 'Unknown: cannot read the object: No such key: spec'],
  ])('judges a set %s', (_, object, told) => {
    expect(toldHealth('game.kruise.io/v1alpha1/GameServerSet', object)).toBe(told);
  });

  it.each<[string, JsonObject, string]>([
    ['that is ready', { currentState: 'Ready', desiredState: 'Ready' }, 'Healthy: Ready'],
    ['that changes', { currentState: 'Creating', desiredState: 'Ready' }, 'Progressing: from Creating to Ready'],
    ['that starts', { desiredState: 'Ready' }, 'Progressing: from no state to Ready'],
    [
      'without a ready pod',
      { podStatus: { conditions: [{ type: 'KruisePodReady', status: 'False' }] } },
      'Degraded: Its pod is not ready',
    ],
    ['in another state', { currentState: 'Crash', desiredState: 'Crash' }, 'Unknown: Crash'],
    ['that is new', {}, 'Unknown: It has no state yet'],
  ])('judges a server %s', (_, status, told) => {
    expect(toldHealth('game.kruise.io/v1alpha1/GameServer', { status })).toBe(told);
  });
});

function at(currentStepState: string, phase: string) {
  return { status: { canaryStatus: { currentStepState }, phase } };
}

function servers(rollingUpdate: JsonObject, status: JsonObject) {
  return { spec: { updateStrategy: { rollingUpdate } }, status: { replicas: 2, ...status } };
}
