import type { HealthRule } from '../../rules/health-rule.ts';

/** A condition about an older spec says nothing about this one. */
const fresh = "!has(c.observedGeneration) || c.observedGeneration == metadata.number('generation')";

/** Gateway API: https://gateway-api.sigs.k8s.io/guides/implementers/#conditions. */
export const gatewayApiRules: readonly HealthRule[] = [
  {
    kinds: ['gateway.networking.k8s.io/GatewayClass'],
    let: { told: `conditions.filter(c, ${fresh})` },
    cases: [
      {
        when: "told.fails('Accepted') && told.named('Accepted').reason != 'Pending'",
        status: 'Degraded',
        messageExpression: "told.named('Accepted').message",
        message: 'No controller accepts it',
      },
      { when: "told.holds('Accepted')", status: 'Healthy', message: 'Accepted' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for a controller to accept it' },
  },
  {
    kinds: ['gateway.networking.k8s.io/Gateway'],
    let: {
      listeners: 'status.?listeners.orValue([])',
      ofListeners: 'allConditions(listeners)',
      own: `conditions.filter(c, ${fresh})`,
      told: `own + ofListeners.filter(c, ${fresh})`,
      waiting: "told.filter(c, c.type in ['Accepted', 'Programmed', 'ResolvedRefs'] && c.status != 'True')",
      failing: "waiting.filter(c, c.status == 'False' && c.reason != 'Pending')",
      accepted: "told.holds('Accepted') || told.holds('Programmed')",
    },
    cases: [
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression: "failing[0].message == '' ? failing[0].type + ' is False' : failing[0].message",
      },
      {
        when: 'size(waiting) > 0',
        status: 'Progressing',
        messageExpression: "waiting[0].message == '' ? 'Waiting to be ' + waiting[0].type : waiting[0].message",
      },
      { when: 'accepted', status: 'Healthy', message: 'Accepted and programmed' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its controller' },
  },
  {
    kinds: ['gateway.networking.k8s.io/HTTPRoute', 'gateway.networking.k8s.io/GRPCRoute'],
    let: {
      parents: `status.?parents.orValue([]).map(p, {'name': p.?parentRef.?name.orValue(''), 'told': conditionsOf(p).filter(c, ${fresh})})`,
      failing: "parents.filter(p, p.told.fails('Accepted') || p.told.fails('ResolvedRefs'))",
    },
    cases: [
      {
        when: 'size(failing) > 0',
        status: 'Degraded',
        messageExpression:
          "failing.map(p, 'parent ' + p.name + ': ' + (p.told.fails('Accepted') ? p.told.named('Accepted').message : p.told.named('ResolvedRefs').message)).join('; ')",
      },
      {
        when: "parents.exists(p, p.told.holds('Progressing'))",
        status: 'Progressing',
        message: 'A parent is being set up',
      },
      { when: "parents.exists(p, p.told.holds('Accepted'))", status: 'Healthy', message: 'Accepted' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for a parent to accept it' },
  },
];
