import type { HealthRule } from '../../rules/health-rule.ts';

/** Elastic Cloud on Kubernetes: https://www.elastic.co/docs/reference/cloud-on-k8s/api-docs. */
export const elasticRules: readonly HealthRule[] = [
  {
    kinds: ['elasticsearch.k8s.elastic.co/Elasticsearch'],
    let: {
      color: "status.text('health')",
      phase: "status.text('phase')",
      available: "status.number('availableNodes')",
      wanted: "spec.?nodeSets.orValue([]).map(s, s.number('count')).sum()",
    },
    cases: [
      { when: "color == '' && phase == ''", status: 'Progressing', message: 'Waiting for its first status' },
      { when: "phase == 'Invalid'", status: 'Degraded', message: 'Its spec is invalid' },
      {
        when: "phase in ['ApplyingChanges', 'MigratingData', 'Stalled', 'NodeShutdownStalled']",
        status: 'Progressing',
        messageExpression: "'phase ' + phase",
      },
      { when: 'available > wanted', status: 'Unknown', message: 'it has more nodes than its spec says' },
      {
        when: 'available < wanted',
        status: 'Progressing',
        messageExpression: "string(available) + '/' + string(wanted) + ' nodes are available'",
      },
      { when: "color == 'green'", status: 'Healthy', message: 'Green' },
      { when: "color == 'yellow'", status: 'Progressing', message: 'Yellow: replicas are not allocated' },
      { when: "color == 'red'", status: 'Degraded', message: 'Red: shards are missing' },
    ],
    otherwise: { status: 'Unknown', message: 'its health is not known' },
  },
  {
    kinds: [
      'agent.k8s.elastic.co/Agent',
      'apm.k8s.elastic.co/ApmServer',
      'beat.k8s.elastic.co/Beat',
      'kibana.k8s.elastic.co/Kibana',
      'logstash.k8s.elastic.co/Logstash',
    ],
    let: { color: "status.text('health')" },
    cases: [
      { when: "color == 'green'", status: 'Healthy', message: 'Green' },
      {
        when: "color == 'yellow'",
        status: 'Progressing',
        messageExpression:
          "'Yellow' + (has(status.expectedNodes) ? ', ' + status.text('availableNodes') + '/' + status.text('expectedNodes') + ' nodes are available' : '')",
      },
      { when: "color == 'red'", status: 'Degraded', message: 'Red' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its first status' },
  },
];
