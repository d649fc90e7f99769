import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../../told-health.ts';

const shoot = 'core.gardener.cloud/v1beta1/Shoot';
const instance = 'services.cloud.sap.com/v1/ServiceInstance';
const binding = 'services.cloud.sap.com/v1/ServiceBinding';

describe('SAP', () => {
  it.each<[string, string, JsonObject, string]>([
    ['a cluster', shoot, labelled('healthy'), 'Healthy: Every component is healthy'],
    ['an ill cluster', shoot, labelled('unhealthy'), 'Degraded: Some components are not healthy'],
    ['a lost cluster', shoot, labelled('unknown'), 'Unknown: Nobody knows how its components are'],
    ['a cluster on its way', shoot, labelled('progressing'), 'Progressing: Being updated'],
    ['a new cluster', shoot, { metadata: {} }, 'Progressing: Being updated'],

    ['an instance', instance, withConditions('Succeeded=True'), 'Healthy: Ready to use'],
    ['an instance without conditions', instance, withConditions(), 'Healthy: Ready to use'],
    ['an instance that did not succeed', instance, withConditions('Succeeded=False x denied'), 'Degraded: denied'],
    ['a failed binding', binding, withConditions('Failed=True'), 'Degraded: The last operation failed'],
    ['a new binding', binding, {}, 'Progressing: Waiting for its first status'],
    [
      'a binding whose new spec nobody has seen',
      binding,
      { metadata: { generation: 2 }, status: { conditions: [{ type: 'Ready', observedGeneration: 1 }] } },
      'Progressing: Waiting until the new spec is observed',
    ],
    [
      'a binding that failed before that',
      binding,
      {
        metadata: { generation: 2 },
        status: { conditions: [{ type: 'Failed', status: 'True' }, { observedGeneration: 1 }] },
      },
      'Degraded: The last operation failed',
    ],
    [
      'a binding that its hook holds',
      binding,
      {
        metadata: { deletionTimestamp: '2026-01-01T00:00:00Z', finalizers: ['argocd.argoproj.io/hook-finalizer'] },
        status: { conditions: [] },
      },
      'Progressing: Being deleted',
    ],
  ])('judges %s', (_, kind, body, told) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});

function labelled(status: string): JsonObject {
  return { metadata: { labels: { 'shoot.gardener.cloud/status': status } } };
}
