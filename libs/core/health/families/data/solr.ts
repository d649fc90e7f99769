import type { HealthRule } from '../../rules/health-rule.ts';

/**
 * Solr (https://apache.github.io/solr-operator/docs/solr-cloud/solr-cloud-crd.html) and its ZooKeeper
 * (https://github.com/pravega/zookeeper-operator).
 */
export const solrRules: readonly HealthRule[] = [
  {
    kinds: ['solr.apache.org/SolrCloud'],
    cases: [
      { when: '!has(status.solrNodes)', status: 'Progressing', message: 'Waiting for its nodes' },
      {
        when: 'status.solrNodes.exists(n, n.?ready.orValue(false) != true)',
        status: 'Progressing',
        message: 'Some nodes are not ready',
      },
    ],
    otherwise: { status: 'Healthy', message: 'Every node is ready' },
  },
  {
    kinds: ['zookeeper.pravega.io/ZookeeperCluster'],
    cases: [
      {
        // Counts that are left out are equal, too.
        when: 'has(object.status) && status.?readyReplicas.orValue(-1) != 0 && status.?readyReplicas.orValue(-1) == status.?replicas.orValue(-1)',
        status: 'Healthy',
        message: 'Every node has joined',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its nodes to join' },
  },
];
