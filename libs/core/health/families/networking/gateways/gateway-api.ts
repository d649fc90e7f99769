import type { HealthRule } from '../../../rules/health-rule.ts';

/** Whether a condition `c` is about the spec as it is now; nobody can tell where a generation is left out. */
const fresh =
  '(!has(c.observedGeneration) || !has(metadata.generation) || c.observedGeneration == metadata.generation)';

/** What a condition `c` can have against a gateway, a listener or a route. */
const trouble = `(c.type in ['Accepted', 'ResolvedRefs'] && c.status == 'False' || c.type == 'Programmed' && c.status != 'True')`;

/** Goes through those that hold conditions, in their order: the first with a trouble decides. `where` says which it is. */
function firstInTrouble(holders: string, where: string) {
  const messageOf = (list: string, state: string) =>
    `${where} + (${list}[0].message == '' ? ${list}[0].type + ' is ${state}' : ${list}[0].message)`;
  return {
    let: {
      holders,
      troubled: `holders.filter(h, conditionsOf(h).exists(c, ${trouble}))`,
      troubles: `size(troubled) > 0 ? conditionsOf(troubled[0]).filter(c, ${trouble}) : []`,
      refusals: "troubles.filter(c, c.type != 'Programmed')",
    },
    cases: [
      { when: 'size(refusals) > 0', status: 'Degraded', messageExpression: messageOf('refusals', 'False') },
      { when: 'size(troubles) > 0', status: 'Progressing', messageExpression: messageOf('troubles', 'not True') },
    ],
  } as const;
}

function routeRule(kind: string, parentCounts: string): HealthRule {
  const judged = firstInTrouble(
    `status.?parents.orValue([]).filter(p, ${parentCounts})`,
    "'parent ' + troubled[0].parentRef.text('name') + ': '",
  );
  return {
    kinds: [`gateway.networking.k8s.io/${kind}`],
    let: judged.let,
    cases: [...judged.cases, { when: 'size(holders) > 0', status: 'Healthy', message: 'Accepted' }],
    otherwise: { status: 'Progressing', message: 'Waiting for a parent to accept it' },
  };
}

const gateway = firstInTrouble(
  '[status] + listeners',
  "(troubled[0].text('name') == '' ? '' : 'listener ' + troubled[0].text('name') + ': ')",
);

/** An ancestor without conditions cannot be read; the first that is no good decides. */
const ancestorsWhere = (condition: string) =>
  `ancestors.filter(a, !has(a.conditions) || a.conditions.exists(c, ${condition}))`;
const refused = "(c.text('type') in ['Accepted', 'ResolvedRefs'] && c.text('status') != 'True')";

/** Gateway API: https://gateway-api.sigs.k8s.io/guides/implementers/#conditions. */
export const gatewayApiRules: readonly HealthRule[] = [
  {
    kinds: ['gateway.networking.k8s.io/GatewayClass'],
    let: { accepted: `conditions.filter(c, c.type == 'Accepted' && ${fresh}).named('Accepted')` },
    cases: [
      {
        when: "accepted.status == 'False'",
        status: 'Degraded',
        messageExpression: 'accepted.message',
        message: 'No controller accepts it',
      },
      {
        when: "accepted.status == 'True'",
        status: 'Healthy',
        messageExpression: 'accepted.message',
        message: 'Accepted',
      },
    ],
    otherwise: {
      status: 'Progressing',
      messageExpression: 'accepted.message',
      message: 'Waiting for a controller to accept it',
    },
  },
  {
    kinds: ['gateway.networking.k8s.io/Gateway'],
    let: { listeners: 'status.?listeners.orValue([])', ...gateway.let },
    cases: [
      ...gateway.cases,
      {
        when: 'has(status.conditions) || size(listeners) > 0',
        status: 'Healthy',
        message: 'Nothing is against it',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for its controller' },
  },
  routeRule('HTTPRoute', `size(conditionsOf(p)) > 0 && conditionsOf(p).all(c, ${fresh})`),
  // Here what a parent says counts even when it is about an older spec.
  routeRule('GRPCRoute', 'size(conditionsOf(p)) > 0'),
  {
    kinds: ['gateway.networking.k8s.io/BackendTLSPolicy'],
    let: {
      ancestors: 'status.?ancestors.orValue([])',
      outdated: `has(metadata.generation) ? ${ancestorsWhere(`!${fresh}`)} : []`,
      refusing: ancestorsWhere(refused),
      deciding: 'outdated + refusing',
      first: 'size(deciding) > 0 ? deciding[0] : {}',
    },
    cases: [
      {
        when: 'size(deciding) > 0 && !has(first.conditions)',
        status: 'Unknown',
        message: 'An ancestor has no conditions',
      },
      {
        when: 'size(outdated) > 0',
        status: 'Progressing',
        messageExpression: "'Waiting for ancestor ' + first.ancestorRef.text('name')",
      },
      {
        when: 'size(refusing) > 0',
        status: 'Degraded',
        messageExpression: `'ancestor ' + first.ancestorRef.text('name') + ': ' + first.conditions.filter(c, ${refused})[0].message`,
      },
      {
        when: "ancestors.exists(a, conditionsOf(a).holds('Accepted'))",
        status: 'Healthy',
        message: 'Accepted',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for an ancestor to accept it' },
  },
];
