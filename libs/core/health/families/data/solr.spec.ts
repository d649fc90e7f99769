import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth } from '../told-health.ts';

const solr = 'solr.apache.org/v1beta1/SolrCloud';
const zookeeper = 'zookeeper.pravega.io/v1beta1/ZookeeperCluster';

describe('Solr', () => {
  it.each<[string, string, JsonObject, string]>([
    ['a cloud that is ready', solr, { status: { solrNodes: [{ ready: true }] } }, 'Healthy: Every node is ready'],
    ['a cloud of no nodes', solr, { status: { solrNodes: [] } }, 'Healthy: Every node is ready'],
    [
      'a cloud that starts',
      solr,
      { status: { solrNodes: [{ ready: true }, {}] } },
      'Progressing: Some nodes are not ready',
    ],
    ['a new cloud', solr, { status: {} }, 'Progressing: Waiting for its nodes'],

    ['an ensemble', zookeeper, { status: { replicas: 3, readyReplicas: 3 } }, 'Healthy: Every node has joined'],
    ['an ensemble without counts', zookeeper, { status: {} }, 'Healthy: Every node has joined'],
    [
      'one of none',
      zookeeper,
      { status: { replicas: 0, readyReplicas: 0 } },
      'Progressing: Waiting for its nodes to join',
    ],
    [
      'one on its way',
      zookeeper,
      { status: { replicas: 3, readyReplicas: 1 } },
      'Progressing: Waiting for its nodes to join',
    ],
    ['a new one', zookeeper, {}, 'Progressing: Waiting for its nodes to join'],
  ])('judges %s', (_, kind, body, told) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
