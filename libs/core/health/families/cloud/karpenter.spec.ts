import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('Karpenter', () => {
  it.each([
    {
      name: 'a node pool that is ready',
      kind: 'karpenter.sh/v1/NodePool',
      body: withConditions('Ready=True'),
      told: 'Healthy',
    },
    {
      name: 'a claim that is ready',
      kind: 'karpenter.sh/v1/NodeClaim',
      body: withConditions('Launched=True', 'Ready=True'),
      told: 'Healthy',
    },
    {
      name: 'a claim whose launch failed',
      kind: 'karpenter.sh/v1/NodeClaim',
      body: withConditions('Launched=False', 'Ready=False x no capacity'),
      told: 'Degraded: no capacity',
    },
    {
      name: 'a claim that was launched',
      kind: 'karpenter.sh/v1/NodeClaim',
      body: withConditions('Launched=True'),
      told: 'Progressing: Waiting for the node to register',
    },
    {
      name: 'a claim just made',
      kind: 'karpenter.sh/v1/NodeClaim',
      body: {},
      told: 'Progressing: Waiting for an instance',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
