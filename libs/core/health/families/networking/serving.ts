import type { HealthRule } from '../../rules/health-rule.ts';

/** Says what the first condition of a list says; the list may be empty. */
const firstOf = (list: string) =>
  `size(${list}) == 0 ? '' : ${list}[0].message == '' ? ${list}[0].type + ' is ' + ${list}[0].status : ${list}[0].message`;

/** The conditions as they stand there: some fields may be left out. */
const raw = 'status.?conditions.orValue([])';
const UNREADABLE = { status: 'Unknown', message: 'A condition has no type or no status' } as const;

/** Knative's operators count: `needed` has to be True, as often as it has members; what is Unknown or of `failing` has time to change. */
function operatorRule(kind: string, needed: readonly string[], failing: readonly string[]): HealthRule {
  return {
    kinds: [`operator.knative.dev/${kind}`],
    let: {
      raw,
      good: `conditions.filter(c, c.type in ${JSON.stringify(needed)} && c.status == 'True')`,
      bad: `conditions.filter(c, c.type in ${JSON.stringify(needed)} && c.status != 'True')`,
      waiting: `conditions.filter(c, c.status == 'Unknown' || c.type in ${JSON.stringify(failing)} && c.status == 'False')`,
    },
    cases: [
      { when: '!has(status.conditions)', status: 'Progressing', message: 'Waiting for the operator' },
      { when: 'raw.exists(c, !has(c.type) || !has(c.status))', ...UNREADABLE },
      { when: 'size(waiting) > 0', status: 'Progressing', messageExpression: firstOf('waiting') },
      { when: `size(good) == ${needed.length}`, status: 'Healthy', message: 'Ready' },
    ],
    otherwise: {
      status: 'Degraded',
      messageExpression: firstOf('bad'),
      message: `Not all of ${needed.join(', ')} are True`,
    },
  };
}

/**
 * Knative (https://knative.dev/docs/serving/, https://knative.dev/docs/install/operator/knative-with-operators/) and KServe
 * (https://kserve.github.io/website/).
 */
export const servingRules: readonly HealthRule[] = [
  {
    kinds: ['serving.knative.dev/Service'],
    let: {
      raw,
      good: "conditions.filter(c, c.type in ['ConfigurationsReady', 'RoutesReady', 'Ready'] && c.status == 'True')",
      failing: "conditions.filter(c, c.status == 'False')",
      waiting: "conditions.filter(c, c.status == 'Unknown')",
    },
    cases: [
      { when: "raw.exists(c, !has(c.type) && c.text('status') in ['False', 'Unknown'])", ...UNREADABLE },
      { when: 'size(failing) > 0', status: 'Degraded', messageExpression: firstOf('failing') },
      { when: 'size(good) == 3 && size(waiting) == 0', status: 'Healthy', message: 'Ready' },
    ],
    otherwise: {
      status: 'Progressing',
      messageExpression: firstOf('waiting'),
      message: 'Waiting for configuration and routes',
    },
  },
  operatorRule('KnativeEventing', ['Ready', 'InstallSucceeded'], ['Ready']),
  operatorRule(
    'KnativeServing',
    ['Ready', 'InstallSucceeded', 'DependenciesInstalled', 'DeploymentsAvailable'],
    ['Ready', 'DeploymentsAvailable'],
  ),
  {
    kinds: ['serving.kserve.io/InferenceService'],
    let: {
      model: "status.?modelStatus.orValue({'transitionStatus': 'UpToDate'}).text('transitionStatus')",
      raw,
      // Stopped, or unreadable: whichever stands first in the list.
      early:
        "raw.filter(c, c.text('type') == 'Stopped' ? c.text('status') == 'True' : !has(c.status) || !has(c.type) && c.status != 'True')",
      // A service that is not stopped says so by False.
      waiting: "conditions.filter(c, c.status == 'Unknown' || c.status == 'False' && c.type != 'Stopped')",
    },
    cases: [
      {
        when: 'has(status.modelStatus) && !has(status.modelStatus.transitionStatus)',
        status: 'Unknown',
        message: 'The modelStatus has no transitionStatus',
      },
      { when: '!has(status.conditions)', status: 'Progressing', message: 'Waiting for the predictor' },
      { when: "size(early) > 0 && early[0].text('status') == 'True'", status: 'Suspended', message: 'Stopped' },
      { when: 'size(early) > 0', ...UNREADABLE },
      {
        when: "!(model in ['UpToDate', 'InProgress'])",
        status: 'Degraded',
        messageExpression: "'model: ' + model",
      },
      { when: 'size(waiting) > 0', status: 'Progressing', messageExpression: firstOf('waiting') },
      { when: "model == 'InProgress'", status: 'Progressing', message: 'The model is being loaded' },
    ],
    otherwise: { status: 'Healthy', message: 'Ready' },
  },
];
