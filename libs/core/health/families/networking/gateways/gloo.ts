import type { HealthRule } from '../../../rules/health-rule.ts';

/** Gloo Gateway: https://docs.solo.io/gloo-edge/latest/, its states https://github.com/solo-io/solo-kit. */
export const glooRules: readonly HealthRule[] = [
  {
    kinds: [
      'gateway.solo.io/Gateway',
      'gateway.solo.io/MatchableHttpGateway',
      'gateway.solo.io/RouteOption',
      'gateway.solo.io/RouteTable',
      'gateway.solo.io/VirtualHostOption',
      'gateway.solo.io/VirtualService',
      'gloo.solo.io/Proxy',
      'gloo.solo.io/Settings',
      'gloo.solo.io/Upstream',
      'gloo.solo.io/UpstreamGroup',
    ],
    let: {
      statuses: 'status.?statuses.orValue({})',
      // One for each namespace with a Gloo; former releases wrote theirs beside. A state is a name, or its number in the API.
      all: 'statuses.map(home, statuses[home]) + [status]',
      states: "['Pending', 0, 'Accepted', 1, 'Rejected', 2, 'Warning', 3]",
      told: "all.filter(s, s.?state.orValue('') in states)",
      first: 'size(told) > 0 ? told[0] : {}',
      state: "first.?state.orValue('')",
    },
    cases: [
      { when: "state in ['Accepted', 1]", status: 'Healthy', message: 'Accepted' },
      { when: "state in ['Pending', 0]", status: 'Suspended', message: 'Nobody has validated it yet' },
      {
        when: "state in ['Rejected', 2]",
        status: 'Degraded',
        messageExpression: "first.text('reason')",
        message: 'Rejected',
      },
      {
        when: "state in ['Warning', 3]",
        status: 'Degraded',
        messageExpression: "first.text('reason')",
        message: 'Accepted with a warning',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for Gloo' },
  },
];
