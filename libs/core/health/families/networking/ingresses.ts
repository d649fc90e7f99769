import type { HealthRule } from '../../rules/health-rule.ts';

/** Contour writes the generation to each condition: another one, or just one of both, says nothing about the spec as it is now. */
const current = 'conditions.filter(c, c.?observedGeneration.orValue(null) == metadata.?generation.orValue(null))';
const isDecided = "c.type == 'Valid' && c.status in ['True', 'False']";

/** The last condition of a type, of empty texts when there is none. */
const lastOf = (type: string) =>
  `([none] + conditions.filter(c, c.type == '${type}'))[size(conditions.filter(c, c.type == '${type}'))]`;

/**
 * How services are reached: Contour (https://projectcontour.io/docs/main/config/fundamentals/), OpenShift's routes
 * (https://docs.openshift.com/container-platform/4.15/rest_api/network_apis/route-route-openshift-io-v1.html), Istio's former
 * operator (https://istio.io/v1.17/docs/reference/config/istio.operator.v1alpha1/), Proclaim (https://github.com/dogmatiq/proclaim).
 */
export const ingressRules: readonly HealthRule[] = [
  {
    kinds: ['projectcontour.io/HTTPProxy'],
    let: {
      current,
      // Parent and child wait for each other: that a parent is not valid must not keep its child from being applied.
      isParent: 'has(spec.includes)',
      deciding: `current.filter(c, ${isDecided} || isParent && c.status == 'False')`,
      says: "status.text('description')",
    },
    cases: [
      {
        when: "!has(object.spec) && size(current) > 0 && !(current[0].type == 'Valid' && current[0].status == 'True')",
        status: 'Unknown',
        message: 'The proxy has no spec',
      },
      { when: "size(deciding) > 0 && deciding[0].status == 'True'", status: 'Healthy', messageExpression: 'says' },
      {
        when: 'size(deciding) > 0 && isParent',
        status: 'Healthy',
        message: 'Not valid, perhaps for lack of what it includes',
      },
      {
        when: 'size(deciding) > 0',
        status: 'Degraded',
        messageExpression: "says == '' ? deciding[0].message : says",
        message: 'The proxy is not valid',
      },
    ],
    otherwise: {
      status: 'Progressing',
      messageExpression: "has(status.conditions) ? '' : says",
      message: 'Waiting for Contour',
    },
  },
  {
    kinds: ['projectcontour.io/ExtensionService'],
    let: { current, deciding: `current.filter(c, ${isDecided})` },
    cases: [
      {
        when: "size(deciding) > 0 && deciding[0].status == 'True'",
        status: 'Healthy',
        messageExpression: 'deciding[0].message',
      },
      {
        when: 'size(deciding) > 0',
        status: 'Degraded',
        messageExpression: 'deciding[0].message',
        message: 'The service is not valid',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for Contour' },
  },
  {
    kinds: ['route.openshift.io/Route'],
    let: {
      routers: 'status.?ingress.orValue([])',
      ofRouters: 'allConditions(routers)',
      admissions: "ofRouters.filter(c, c.type == 'Admitted')",
    },
    cases: [
      {
        when: 'routers.exists(r, !has(r.conditions))',
        status: 'Unknown',
        message: 'A router has written no conditions',
      },
      {
        when: "has(status.ingress) && size(admissions.filter(c, c.status == 'True')) == size(routers)",
        status: 'Healthy',
        message: 'Admitted',
      },
      {
        when: "admissions.exists(c, c.status == 'False')",
        status: 'Degraded',
        messageExpression: "admissions.filter(c, c.status == 'False')[0].message",
        message: 'A router does not admit it',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for a router to admit it' },
  },
  {
    // The state is a name, or its number in the operator's API.
    kinds: ['install.istio.io/IstioOperator'],
    let: { state: "status.?status.orValue('')" },
    cases: [
      { when: "state in ['NONE', 0]", status: 'Unknown', message: 'The component is not there' },
      { when: "state in ['UPDATING', 1]", status: 'Progressing', message: 'Updating to another version' },
      { when: "state in ['RECONCILING', 2]", status: 'Progressing', message: 'Reconciling' },
      { when: "state in ['HEALTHY', 3]", status: 'Healthy', message: 'Healthy' },
      { when: "state in ['ERROR', 4]", status: 'Degraded', message: 'A component is in error' },
      { when: "state in ['ACTION_REQUIRED', 5]", status: 'Progressing', message: 'Somebody has to act' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the control plane' },
  },
  {
    kinds: ['proclaim.dogmatiq.io/DNSSDServiceInstance'],
    let: {
      none: "{'status': '', 'reason': '', 'message': ''}",
      adopted: lastOf('Adopted'),
      advertised: lastOf('Advertised'),
      discoverable: lastOf('Discoverable'),
    },
    cases: [
      {
        when: "adopted.status == 'False'",
        status: 'Degraded',
        messageExpression: 'adopted.message',
        message: 'No provider has adopted it',
      },
      {
        when: "advertised.reason in ['AdvertiseError', 'UnadvertiseError']",
        status: 'Degraded',
        messageExpression: 'advertised.message',
        message: 'The provider cannot write its records',
      },
      {
        when: "discoverable.reason == 'DiscoveryError'",
        status: 'Unknown',
        messageExpression: 'discoverable.message',
        message: 'Nobody could look it up',
      },
      { when: "discoverable.status == 'True'", status: 'Healthy', messageExpression: 'discoverable.message' },
    ],
    otherwise: {
      status: 'Progressing',
      messageExpression: 'discoverable.message',
      message: 'Waiting for it to be found',
    },
  },
];
