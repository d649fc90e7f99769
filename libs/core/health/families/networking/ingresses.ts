import type { HealthRule } from '../../rules/health-rule.ts';

/** Contour (https://projectcontour.io/docs/main/config/fundamentals/), OpenShift's routes, Istio's former operator. */
export const ingressRules: readonly HealthRule[] = [
  {
    kinds: ['projectcontour.io/HTTPProxy'],
    let: { state: "status.text('currentStatus')", says: "status.text('description')" },
    cases: [
      { when: "state == 'valid'", status: 'Healthy', messageExpression: 'says' },
      {
        when: "state in ['invalid', 'orphaned']",
        status: 'Degraded',
        messageExpression: "says == '' ? 'The proxy is ' + state : says",
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'says', message: 'Waiting for Contour' },
  },
  {
    kinds: ['route.openshift.io/Route'],
    let: { admissions: "status.?ingress.orValue([]).map(i, conditionsOf(i).named('Admitted').status)" },
    cases: [
      { when: "admissions.exists(a, a == 'False')", status: 'Degraded', message: 'A router does not admit it' },
      { when: "size(admissions) > 0 && admissions.all(a, a == 'True')", status: 'Healthy', message: 'Admitted' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for a router to admit it' },
  },
  {
    // The state is a name, or its number in the operator's API.
    kinds: ['install.istio.io/IstioOperator'],
    let: { state: "status.text('status')" },
    cases: [
      { when: "state in ['NONE', '0']", status: 'Unknown', message: 'The component is not there' },
      { when: "state in ['UPDATING', '1']", status: 'Progressing', message: 'Updating to another version' },
      { when: "state in ['RECONCILING', '2']", status: 'Progressing', message: 'Reconciling' },
      { when: "state in ['HEALTHY', '3']", status: 'Healthy', message: 'Healthy' },
      { when: "state in ['ERROR', '4']", status: 'Degraded', message: 'A component is in error' },
      { when: "state in ['ACTION_REQUIRED', '5']", status: 'Degraded', message: 'Somebody has to act' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the control plane' },
  },
];
