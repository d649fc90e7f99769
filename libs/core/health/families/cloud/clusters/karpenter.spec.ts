import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../../told-health.ts';

const pool = 'karpenter.sh/v1/NodePool';
const nodeClass = 'karpenter.k8s.aws/v1/EC2NodeClass';
const claim = 'karpenter.sh/v1/NodeClaim';

describe('Karpenter', () => {
  it.each<[string, string, JsonObject, string]>([
    ['a node pool that is ready', pool, withConditions('Ready=True x fine'), 'Healthy: fine'],
    ['a node pool that failed', pool, withConditions('Ready=Unknown', 'Ready=False x no class'), 'Degraded: no class'],
    ['a new class', nodeClass, {}, 'Progressing: Waiting to be ready'],
    ['a class that is ready', nodeClass, withConditions('Ready=True'), 'Healthy: Ready is True'],

    ['a claim that is ready', claim, withConditions('Launched=True', 'Ready=True'), 'Healthy: Ready is True'],
    ['a claim whose launch failed', claim, withConditions('Ready=False x no capacity'), 'Degraded: no capacity'],
    [
      'a claim that is disrupted',
      claim,
      withConditions('Ready=True', 'Disrupting=True x expired'),
      'Suspended: expired',
    ],
    [
      'a claim of an older spec',
      claim,
      {
        metadata: { generation: 2 },
        status: { observedGeneration: 1, conditions: [{ type: 'Ready', status: 'True' }] },
      },
      'Progressing: Waiting until the new spec is observed',
    ],
    [
      'a claim that was initialized',
      claim,
      withConditions('Registered=True', 'Initialized=True'),
      'Progressing: The node is initialized, waiting to be ready',
    ],
    [
      'a claim that was registered',
      claim,
      withConditions('Launched=True', 'Registered=True'),
      'Progressing: The node is registered, waiting for its initialization',
    ],
    [
      'a claim that was launched',
      claim,
      withConditions('Launched=True', 'Ready=Unknown'),
      'Progressing: Waiting for the node to register',
    ],
    ['a claim just made', claim, {}, 'Progressing: Waiting for an instance'],
  ])('judges %s', (_, kind, body, told) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
