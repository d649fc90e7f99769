import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('Flagger and Pulumi', () => {
  it.each([
    {
      name: 'a canary that is being analysed',
      kind: 'flagger.app/v1beta1/Canary',
      body: {
        status: {
          phase: 'Progressing',
          canaryWeight: 0,
          conditions: [{ type: 'Promoted', status: 'Unknown', message: 'New revision detected' }],
        },
      },
      told: 'Progressing: Progressing: New revision detected',
    },
    {
      name: 'a canary that was promoted',
      kind: 'flagger.app/v1beta1/Canary',
      body: { status: { phase: 'Succeeded', canaryWeight: 0, conditions: [] } },
      told: 'Healthy: Succeeded',
    },
    {
      name: 'a canary without a status',
      kind: 'flagger.app/v1beta1/Canary',
      body: {},
      told: 'Unknown: its status lacks the phase, the weight, the conditions or a message of them',
    },
    {
      name: 'a canary that is being made',
      kind: 'flagger.app/v1beta1/Canary',
      body: { status: { phase: 'Initializing', canaryWeight: 0, conditions: [] } },
      told: 'Unknown: Initializing',
    },
    {
      name: 'a canary that was rolled back',
      kind: 'flagger.app/v1beta1/Canary',
      body: { status: { phase: 'Failed', canaryWeight: 0, conditions: [{ type: 'Promoted', message: 'Too slow' }] } },
      told: 'Degraded: Failed: Too slow',
    },
    {
      name: 'a canary whose condition has no message',
      kind: 'flagger.app/v1beta1/Canary',
      body: { status: { phase: 'Succeeded', canaryWeight: 0, conditions: [{ type: 'Promoted' }] } },
      told: 'Unknown: its status lacks the phase, the weight, the conditions or a message of them',
    },
    {
      name: 'a stack without a status',
      kind: 'pulumi.com/v1/Stack',
      body: {},
      told: 'Progressing: Waiting until the new spec is observed',
    },
    {
      name: 'a stack of which nothing holds',
      kind: 'pulumi.com/v1/Stack',
      body: withConditions('Ready=False x failed', 'Stalled=False'),
      told: 'Progressing: Waiting for the stack to be reconciled',
    },
    {
      name: 'a stack whose newest spec nobody has seen',
      kind: 'pulumi.com/v1/Stack',
      body: { metadata: { generation: 2 }, ...withConditions('Ready=True') },
      told: 'Progressing: Waiting until the new spec is observed',
    },
    {
      name: 'a stack that says two things',
      kind: 'pulumi.com/v1/Stack',
      body: withConditions('Ready=True x done', 'Stalled=True x stuck'),
      told: 'Healthy: done',
    },
    {
      name: 'a stack that stalled',
      kind: 'pulumi.com/v1/Stack',
      body: withConditions('Stalled=True x no such project', 'Reconciling=False'),
      told: 'Degraded: no such project',
    },
    {
      name: 'a stack that is being updated',
      kind: 'pulumi.com/v1/Stack',
      body: withConditions('Reconciling=True x updating', 'Ready=False'),
      told: 'Progressing: updating',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
