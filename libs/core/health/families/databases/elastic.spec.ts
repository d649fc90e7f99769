import { describe, expect, it } from 'vitest';
import { toldHealth } from '../told-health.ts';

describe('Elastic', () => {
  it.each([
    {
      name: 'a cluster with nodes missing',
      kind: 'elasticsearch.k8s.elastic.co/v1/Elasticsearch',
      body: {
        spec: { nodeSets: [{ count: 2 }, { count: 1 }] },
        status: { phase: 'Ready', health: 'yellow', availableNodes: 2 },
      },
      told: 'Progressing: 2/3 nodes are available',
    },
    {
      name: 'a yellow cluster',
      kind: 'elasticsearch.k8s.elastic.co/v1/Elasticsearch',
      body: {
        spec: { nodeSets: [{ count: 2 }, { count: 1 }] },
        status: { phase: 'Ready', health: 'yellow', availableNodes: 3 },
      },
      told: 'Progressing: Yellow: replicas are not allocated',
    },
    {
      name: 'a cluster whose spec is wrong',
      kind: 'elasticsearch.k8s.elastic.co/v1/Elasticsearch',
      body: { spec: { nodeSets: [{ count: 2 }, { count: 1 }] }, status: { phase: 'Invalid', availableNodes: 3 } },
      told: 'Degraded: Its spec is invalid',
    },
    {
      name: 'a cluster nobody has looked at',
      kind: 'elasticsearch.k8s.elastic.co/v1/Elasticsearch',
      body: {},
      told: 'Progressing: Waiting for its first status',
    },
    {
      name: 'a red Kibana',
      kind: 'kibana.k8s.elastic.co/v1/Kibana',
      body: { status: { health: 'red' } },
      told: 'Degraded: Red',
    },
    {
      name: 'a yellow Beat',
      kind: 'beat.k8s.elastic.co/v1beta1/Beat',
      body: { status: { health: 'yellow', availableNodes: 1, expectedNodes: 2 } },
      told: 'Progressing: Yellow, 1/2 nodes are available',
    },
    {
      name: 'a new Logstash',
      kind: 'logstash.k8s.elastic.co/v1alpha1/Logstash',
      body: {},
      told: 'Progressing: Waiting for its first status',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
