import { describe, expect, it } from 'vitest';
import { toldHealth } from '../told-health.ts';

const KIND = 'elasticsearch.k8s.elastic.co/v1/Elasticsearch';
const BEAT = 'beat.k8s.elastic.co/v1beta1/Beat';
const LOGSTASH = 'logstash.k8s.elastic.co/v1alpha1/Logstash';

describe('Elasticsearch', () => {
  it.each([
    {
      name: 'no nodes',
      status: { phase: 'Ready', health: 'green' },
      told: 'Unknown: its status does not say how many nodes are available',
    },
    {
      name: 'nodes missing, whatever its phase',
      status: { phase: 'Invalid', availableNodes: 2 },
      told: 'Progressing: 2/3 nodes are available',
    },
    {
      name: 'a node too many',
      status: { phase: 'Ready', health: 'green', availableNodes: 4 },
      told: 'Unknown: it has more nodes than its spec says',
    },
    { name: 'no health', status: { phase: 'Invalid', availableNodes: 3 }, told: 'Unknown: its health is not known' },
    {
      name: 'a wrong spec',
      status: { phase: 'Invalid', health: 'red', availableNodes: 3 },
      told: 'Degraded: Its spec is invalid',
    },
    {
      name: 'changes to apply',
      status: { phase: 'ApplyingChanges', health: 'green', availableNodes: 3 },
      told: 'Progressing: phase ApplyingChanges',
    },
    {
      name: 'stalled',
      status: { phase: 'Stalled', health: 'green', availableNodes: 3 },
      told: 'Unknown: phase Stalled is not known',
    },
    { name: 'no phase', status: { health: 'green', availableNodes: 3 }, told: 'Unknown: its status has no phase' },
    { name: 'a green health', status: { phase: 'Ready', health: 'green', availableNodes: 3 }, told: 'Healthy: Green' },
    {
      name: 'a yellow health',
      status: { phase: 'Ready', health: 'yellow', availableNodes: 3 },
      told: 'Progressing: Yellow: replicas are not allocated',
    },
    {
      name: 'a red health',
      status: { phase: 'Ready', health: 'red', availableNodes: 3 },
      told: 'Degraded: Red: shards are missing',
    },
    {
      name: 'an unknown health',
      status: { phase: 'Ready', health: 'unknown', availableNodes: 3 },
      told: 'Unknown: its health is not known',
    },
  ])('calls a cluster with $name $told', ({ status, told }) => {
    expect(toldHealth(KIND, { spec: { nodeSets: [{ count: 2 }, { count: 1 }] }, status })).toBe(told);
  });

  it.each([{}, { nodeSets: [{ name: 'hot' }] }])('needs the numbers of its spec', (spec) => {
    const body = { spec, status: { phase: 'Ready', health: 'green', availableNodes: 0 } };
    expect(toldHealth(KIND, body)).toBe('Unknown: its spec does not say how many nodes it is to have');
  });
});

describe('Elastic', () => {
  it.each([
    {
      name: 'a red Logstash',
      kind: 'logstash.k8s.elastic.co/v1alpha1/Logstash',
      body: { status: { health: 'red' } },
      told: 'Degraded: Red',
    },
    { name: 'a green Beat', kind: BEAT, body: { status: { health: 'green' } }, told: 'Healthy: Green' },
    {
      name: 'a yellow Beat',
      kind: BEAT,
      body: { status: { health: 'yellow', availableNodes: 1, expectedNodes: 2 } },
      told: 'Progressing: Yellow, 1/2 nodes are available',
    },
    {
      name: 'a Beat that starts',
      kind: BEAT,
      body: { status: { expectedNodes: 2 } },
      told: 'Progressing: Waiting for its first status',
    },
    { name: 'a Beat without a status', kind: BEAT, body: {}, told: 'Unknown: its status has no health' },
    {
      name: 'a Beat of another color',
      kind: BEAT,
      body: { status: { health: 'unknown', expectedNodes: 2 } },
      told: 'Unknown: health unknown is not known',
    },
    { name: 'a yellow Logstash', kind: LOGSTASH, body: { status: { health: 'yellow' } }, told: 'Progressing: Yellow' },
    { name: 'a new Logstash', kind: LOGSTASH, body: {}, told: 'Progressing: Waiting for its first status' },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
