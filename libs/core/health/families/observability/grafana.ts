import type { HealthRule } from '../../rules/health-rule.ts';

/** Grafana's operator (https://grafana.github.io/grafana-operator/docs/api/) and the one for organizations (https://gitlab.com/kubitus-project/grafana-org-operator). */
export const grafanaRules: readonly HealthRule[] = [
  {
    kinds: ['grafana.integreatly.org/Grafana'],
    let: { stage: "status.text('stage')", result: "status.text('stageStatus')" },
    cases: [
      { when: '!has(status.stageStatus)', status: 'Progressing', message: 'Waiting for its first status' },
      {
        when: "result == 'failed' && !has(status.stage)",
        status: 'Unknown',
        message: 'its status does not name the stage that has failed',
      },
      {
        when: "result == 'failed'",
        status: 'Degraded',
        messageExpression:
          "status.text('lastMessage') == '' ? 'Stage ' + stage + ' has failed' : status.text('lastMessage')",
      },
      { when: "stage == 'complete' && result == 'success'", status: 'Healthy' },
    ],
    otherwise: { status: 'Progressing', messageExpression: "'Stage ' + (stage == '' ? 'unknown' : stage)" },
  },
  {
    kinds: ['grafana.integreatly.org/GrafanaDashboard', 'grafana.integreatly.org/GrafanaFolder'],
    let: {
      // Of whatever type: nothing may be False.
      failing: "conditions.filter(c, c.status == 'False')",
      holding: "conditions.filter(c, c.status == 'True')",
    },
    cases: [
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression: "failing[0].message == '' ? failing[0].reason : failing[0].message",
        message: 'A condition is False',
      },
      {
        when: 'size(holding) > 0',
        status: 'Healthy',
        messageExpression: 'holding[size(holding) - 1].message',
        message: 'Every condition holds',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for a condition' },
  },
  {
    kinds: ['grafana.integreatly.org/GrafanaDatasource'],
    cases: [
      { when: '!has(object.status)', status: 'Progressing', message: 'Waiting for its first status' },
      {
        when: "status.?uid.orValue('none') == ''",
        status: 'Progressing',
        message: 'Waiting for its identifier',
      },
      {
        when: 'status.?NoMatchingInstances.orValue(false) != false',
        status: 'Degraded',
        message: 'No Grafana matches it',
      },
    ],
    otherwise: { status: 'Healthy' },
  },
  {
    kinds: ['grafana-org-operator.kubitus-project.gitlab.io/*'],
    let: { ready: "conditions.named('Ready')" },
    cases: [
      {
        when: "ready.status == 'False'",
        status: 'Degraded',
        messageExpression: 'ready.message',
        message: 'Ready is False',
      },
      {
        when: "ready.status == 'True'",
        status: 'Healthy',
        messageExpression: 'ready.message',
        message: 'Ready is True',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'ready.message', message: 'Waiting to be ready' },
  },
];
