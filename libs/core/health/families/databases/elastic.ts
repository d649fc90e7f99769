import type { HealthRule } from '../../rules/health-rule.ts';

const color = "status.text('health')";
const isGreen = { when: "color == 'green'", status: 'Healthy', message: 'Green' } as const;
const isYellow = {
  when: "color == 'yellow'",
  status: 'Progressing',
  messageExpression:
    "has(status.availableNodes) && has(status.expectedNodes) ? 'Yellow, ' + status.text('availableNodes') + '/' + status.text('expectedNodes') + ' nodes are available' : ''",
  message: 'Yellow',
} as const;
const isRed = { when: "color == 'red'", status: 'Degraded', message: 'Red' } as const;
const waits = { status: 'Progressing', message: 'Waiting for its first status' } as const;

/** Elastic Cloud on Kubernetes: https://www.elastic.co/docs/reference/cloud-on-k8s/api-docs. */
export const elasticRules: readonly HealthRule[] = [
  {
    kinds: ['elasticsearch.k8s.elastic.co/Elasticsearch'],
    let: {
      color,
      phase: "status.text('phase')",
      available: "status.number('availableNodes')",
      sets: 'spec.?nodeSets.orValue([])',
      wanted: "sets.map(s, s.number('count')).sum()",
    },
    cases: [
      {
        when: 'status.?availableNodes.orValue(null) == null',
        status: 'Unknown',
        message: 'its status does not say how many nodes are available',
      },
      {
        when: '!has(spec.nodeSets) || sets.exists(s, !has(s.count))',
        status: 'Unknown',
        message: 'its spec does not say how many nodes it is to have',
      },
      {
        when: 'available < wanted',
        status: 'Progressing',
        messageExpression: "string(available) + '/' + string(wanted) + ' nodes are available'",
      },
      { when: 'available > wanted', status: 'Unknown', message: 'it has more nodes than its spec says' },
      { when: '!has(status.health)', status: 'Unknown', message: 'its health is not known' },
      { when: "phase == 'Invalid'", status: 'Degraded', message: 'Its spec is invalid' },
      {
        when: "phase in ['ApplyingChanges', 'MigratingData']",
        status: 'Progressing',
        messageExpression: "'phase ' + phase",
      },
      {
        when: "phase != 'Ready'",
        status: 'Unknown',
        messageExpression: "phase == '' ? 'its status has no phase' : 'phase ' + phase + ' is not known'",
      },
      isGreen,
      { when: "color == 'yellow'", status: 'Progressing', message: 'Yellow: replicas are not allocated' },
      { ...isRed, message: 'Red: shards are missing' },
    ],
    otherwise: { status: 'Unknown', message: 'its health is not known' },
  },
  {
    kinds: ['beat.k8s.elastic.co/Beat'],
    let: { color },
    cases: [
      isGreen,
      isYellow,
      isRed,
      // Its nodes are known before their health.
      { when: '!has(status.health) && has(status.expectedNodes)', ...waits },
    ],
    otherwise: {
      status: 'Unknown',
      messageExpression: "color == '' ? 'its status has no health' : 'health ' + color + ' is not known'",
    },
  },
  {
    kinds: ['logstash.k8s.elastic.co/Logstash'],
    let: { color },
    cases: [isGreen, isYellow, isRed],
    otherwise: waits,
  },
];
