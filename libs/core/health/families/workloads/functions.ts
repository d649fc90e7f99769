import type { HealthRule } from '../../rules/health-rule.ts';

/**
 * What is called, or runs once: SpinKube (https://www.spinkube.dev/docs/), OpenFaaS (https://docs.openfaas.com/openfaas-pro/function-crd/)
 * and Ansible's jobs (https://github.com/ansible/awx-resource-operator).
 */
export const functionRules: readonly HealthRule[] = [
  {
    kinds: ['core.spinkube.dev/SpinApp'],
    let: {
      failing:
        "conditions.filter(c, c.type == 'Progressing' && c.status == 'False' && (c.reason == 'ProgressDeadlineExceeded' || c.message.matchesRe2('(?i)timeout|failed')))",
      progressing: "conditions.filter(c, c.type == 'Progressing' && c.status == 'True')",
      available: "conditions.filter(c, c.type == 'Available')",
      // Only an object that has not failed needs its spec.
      wanted: 'has(object.status) && size(failing) == 0 ? object.spec.?replicas.orValue(1) : 1',
      last: "size(available) > 0 ? available[size(available) - 1] : conditions.named('Available')",
    },
    cases: [
      { when: '!has(object.status)', status: 'Progressing', message: 'Waiting for its first status' },
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression: 'failing[0].message',
        message: 'The rollout has failed',
      },
      {
        when: "last.status != 'True'",
        status: 'Degraded',
        messageExpression: 'last.message',
        message: 'It is not available',
      },
      {
        when: "status.number('readyReplicas') < wanted",
        status: 'Progressing',
        message: 'Waiting for its replicas',
      },
      {
        when: 'size(progressing) > 0',
        status: 'Progressing',
        messageExpression: 'progressing[size(progressing) - 1].message',
        message: 'Rolling out',
      },
    ],
    otherwise: { status: 'Healthy', message: 'Available' },
  },
  {
    kinds: ['openfaas.com/Function'],
    let: {
      telling: "conditions.filter(c, (c.type + '=' + c.status) in ['Ready=False', 'Stalled=True', 'Ready=True'])",
      isReady: "size(telling) > 0 && telling[0].type == 'Ready' && telling[0].status == 'True'",
    },
    cases: [
      {
        when: "isReady && status.number('replicas') > 0",
        status: 'Healthy',
        messageExpression: 'telling[0].message',
        message: 'Ready',
      },
      { when: 'isReady', status: 'Suspended', message: 'Scaled to zero' },
      {
        when: 'size(telling) > 0',
        status: 'Degraded',
        messageExpression:
          "telling[0].message == '' ? telling[0].type + ' is ' + telling[0].status : telling[0].message",
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting to be ready' },
  },
  {
    kinds: ['tower.ansible.com/AnsibleJob'],
    let: {
      result: 'status.?ansibleJobResult.orValue({})',
      job: "result.text('status')",
      told: "job + ': ' + result.text('url')",
      isKnown: "job in ['successful', 'failed', 'error', 'canceled', 'new', 'pending', 'waiting', 'running']",
    },
    cases: [
      { when: 'isKnown && !has(result.url)', status: 'Unknown', messageExpression: "job + ', without an address'" },
      { when: "job == 'successful'", status: 'Healthy', messageExpression: 'told' },
      { when: "job in ['failed', 'error', 'canceled']", status: 'Degraded', messageExpression: 'told' },
      { when: 'isKnown', status: 'Progressing', messageExpression: 'told' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the job' },
  },
];
