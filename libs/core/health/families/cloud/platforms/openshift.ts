import type { HealthRule } from '../../../rules/health-rule.ts';

/** The last condition of a type that holds gives the message. */
const saidBy = (type: string) => `held.filter(c, c.type == '${type}').map(c, c.message)`;
const lastOf = (list: string) => `${list}[size(${list}) - 1]`;

/**
 * OpenShift Data Foundation (https://github.com/red-hat-storage/ocs-operator), OpenShift's ingress operator
 * (https://docs.openshift.com/container-platform/4.15/rest_api/operator_apis/ingresscontroller-operator-openshift-io-v1.html) and
 * kubernetes-nmstate (https://nmstate.io/kubernetes-nmstate/user-guide/102-configuration).
 */
export const openshiftRules: readonly HealthRule[] = [
  {
    kinds: ['ocs.openshift.io/StorageCluster'],
    let: {
      held: "conditions.filter(c, c.status == 'True')",
      degraded: saidBy('Degraded'),
      progressing: saidBy('Progressing'),
      available: saidBy('Available'),
    },
    cases: [
      {
        when: 'size(degraded) > 0',
        status: 'Degraded',
        messageExpression: lastOf('degraded'),
        message: 'Degraded is True',
      },
      {
        when: 'size(progressing) > 0',
        status: 'Progressing',
        messageExpression: lastOf('progressing'),
        message: 'Progressing is True',
      },
      {
        when: 'size(available) > 0',
        status: 'Healthy',
        messageExpression: lastOf('available'),
        message: 'Available is True',
      },
    ],
    otherwise: { status: 'Unknown', message: 'None of its conditions is True' },
  },
  {
    kinds: ['operator.openshift.io/IngressController'],
    let: {
      told: "conditions.filter(c, (c.type in ['Degraded', 'Progressing', 'Available'] && c.status == 'True') || (c.type == 'DeploymentReplicasAllAvailable' && c.status == 'False'))",
      first: 'size(told) > 0 ? told[0] : {}',
    },
    cases: [
      {
        when: "first.text('type') == 'Degraded'",
        status: 'Degraded',
        messageExpression: "first.text('message')",
        message: 'Degraded is True',
      },
      { when: "first.text('type') == 'Available'", status: 'Healthy', message: 'Available' },
    ],
    otherwise: {
      status: 'Progressing',
      messageExpression: "first.text('message') == '' ? first.text('reason') : first.text('message')",
      message: 'Waiting to be available',
    },
  },
  {
    kinds: ['nmstate.io/NodeNetworkConfigurationPolicy'],
    let: {
      // The first that holds decides. Before it, one of any type with a message and no reason cannot be read.
      told: "status.?conditions.orValue([]).filter(c, c.text('status') == 'True' && (c.text('type') in ['Available', 'Degraded', 'Progressing', 'Ignored'] || (c.text('message') != '' && !has(c.reason))))",
      first: 'size(told) > 0 ? told[0] : {}',
      decided: "first.text('type')",
      says: "first.text('message') == '' ? first.text('reason') : first.text('message')",
    },
    cases: [
      {
        when: "first.text('message') != '' && !has(first.reason)",
        status: 'Unknown',
        message: 'a condition has a message and no reason',
      },
      { when: "decided == 'Available'", status: 'Healthy', messageExpression: 'says', message: 'Available is True' },
      { when: "decided == 'Degraded'", status: 'Degraded', messageExpression: 'says', message: 'Degraded is True' },
      {
        when: "decided == 'Ignored'",
        status: 'Suspended',
        messageExpression: 'says',
        message: 'It matches no node',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'says', message: 'Waiting to be applied' },
  },
];
