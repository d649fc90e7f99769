import type { HealthRule } from '../../../rules/health-rule.ts';

type Cases = NonNullable<HealthRule['cases']>;

/** What the first condition of these types says that is about an older spec, or has one of these statuses. */
function toldBy(types: readonly string[], statuses: readonly string[]): Record<string, string> {
  const isStale =
    'has(c.observedGeneration) && has(metadata.generation) && c.observedGeneration != metadata.generation';
  return {
    ready: `conditions.filter(c, c.type in ${JSON.stringify(types)})`,
    answers: `ready.map(c, {'is': ${isStale} ? 'Stale' : c.status, 'message': c.message != '' ? c.message : c.reason})`,
    telling: `answers.filter(a, a.is in ${JSON.stringify(['Stale', ...statuses])})`,
    told: "size(telling) > 0 ? telling[0] : {'is': size(ready) > 0 ? 'Ready' : 'Missing', 'message': ''}",
  };
}

const isOpen = "s.text('phase') in ['pending', 'failure']";
/** The commit statuses of a list that are not successful, as texts. */
const openOf = (list: string) => `${list}.filter(s, ${isOpen}).map(s, s.text('key') + ' ' + s.text('phase'))`;
const branchesOf = (list: string) => `${list}.map(e, has(e.branch) ? e.text('branch') : '?')`;

const ready = toldBy(['Ready'], ['False']);
/** These kinds wait while it is Unknown; the others are well then. */
const surelyReady = toldBy(['Ready'], ['False', 'Unknown']);

const untilReady: Cases = [
  // A hook is judged although it is being deleted.
  { when: 'has(metadata.deletionTimestamp)', status: 'Progressing', message: 'Pending deletion' },
  { when: "told.is == 'Missing'", status: 'Progressing', message: 'Waiting for its condition Ready' },
  { when: "told.is == 'Stale'", status: 'Progressing', message: 'Waiting until its latest spec is seen' },
  { when: "told.is == 'False'", status: 'Degraded', messageExpression: 'told.message', message: 'Not ready' },
  {
    when: "told.is == 'Unknown'",
    status: 'Progressing',
    messageExpression: 'told.message',
    message: 'Whether it is ready is not known',
  },
];

/** GitOps Promoter: https://gitops-promoter.readthedocs.io/en/latest/crd-specs/ */
export const promoterRules: readonly HealthRule[] = [
  {
    kinds: [
      'promoter.argoproj.io/GitRepository',
      'promoter.argoproj.io/ScmProvider',
      'promoter.argoproj.io/ClusterScmProvider',
    ],
    let: surelyReady,
    cases: untilReady,
    otherwise: { status: 'Healthy', message: 'Ready' },
  },
  {
    kinds: ['promoter.argoproj.io/CommitStatus'],
    let: ready,
    cases: untilReady,
    otherwise: { status: 'Healthy', messageExpression: "status.text('phase')", message: 'Ready' },
  },
  {
    kinds: ['promoter.argoproj.io/PullRequest'],
    let: toldBy(['Ready', 'Reconciled'], ['False']),
    cases: untilReady,
    otherwise: { status: 'Healthy', messageExpression: "status.text('state')", message: 'Ready' },
  },
  {
    kinds: ['promoter.argoproj.io/ArgoCDCommitStatus'],
    let: ready,
    cases: [
      ...untilReady,
      {
        when: 'size(status.?applicationsSelected.orValue([])) == 0',
        status: 'Degraded',
        message: 'It selects no Application',
      },
    ],
    otherwise: { status: 'Healthy', message: 'Ready' },
  },
  {
    kinds: [
      'promoter.argoproj.io/GitCommitStatus',
      'promoter.argoproj.io/TimedCommitStatus',
      'promoter.argoproj.io/WebRequestCommitStatus',
    ],
    let: {
      ...surelyReady,
      environments: 'status.?environments.orValue([])',
      failed: branchesOf("environments.filter(e, e.text('phase') == 'failure')"),
      pending: branchesOf("environments.filter(e, !(e.text('phase') in ['failure', 'success']))"),
    },
    cases: [
      ...untilReady,
      { when: 'size(failed) > 0', status: 'Degraded', messageExpression: "'Failed for ' + failed.join(', ')" },
      { when: 'size(pending) > 0', status: 'Progressing', messageExpression: "'Waiting for ' + pending.join(', ')" },
    ],
    otherwise: { status: 'Healthy', message: 'Every environment has passed' },
  },
  {
    kinds: ['promoter.argoproj.io/ChangeTransferPolicy'],
    let: {
      ...ready,
      active: "status.?active.?dry.?sha.orValue('')",
      proposed: "status.?proposed.?dry.?sha.orValue('')",
      checks: openOf('status.?proposed.?commitStatuses.orValue([])'),
      unsettled: openOf('status.?active.?commitStatuses.orValue([])'),
    },
    cases: [
      ...untilReady,
      { when: "active == ''", status: 'Progressing', message: 'Waiting for the active dry commit' },
      { when: "proposed == ''", status: 'Progressing', message: 'Waiting for the proposed dry commit' },
      {
        when: 'proposed != active',
        status: 'Progressing',
        messageExpression: "size(checks) > 0 ? 'Promoting, with ' + checks.join(', ') : ''",
        message: 'Promoting',
      },
    ],
    otherwise: {
      status: 'Healthy',
      messageExpression: "size(unsettled) > 0 ? 'Promoted, with ' + unsettled.join(', ') : ''",
      message: 'Promoted',
    },
  },
  {
    kinds: ['promoter.argoproj.io/PromotionStrategy'],
    let: {
      ...ready,
      environments: 'status.?environments.orValue([])',
      // What the hydrator noted goes before the commit itself.
      commits:
        "environments.map(e, {'of': e, 'active': e.?active.?dry.?sha.orValue(''), 'wanted': [e.?proposed.?note.?drySha.orValue(''), e.?proposed.?dry.?sha.orValue('')].filter(sha, sha != '')})",
      unhydrated: "commits.filter(c, c.active == '' || size(c.wanted) == 0).map(c, c.of)",
      moving: "environments.filter(e, e.?proposed.?dry.?sha.orValue('') != e.?active.?dry.?sha.orValue(''))",
      checks: `size(moving) == 0 ? [] : ${openOf('moving[0].?proposed.?commitStatuses.orValue([])')}`,
      unsettled: `environments.filter(e, e.?active.?commitStatuses.orValue([]).exists(s, ${isOpen}))`,
    },
    cases: [
      ...untilReady,
      { when: 'size(environments) == 0', status: 'Degraded', message: 'It has no environments' },
      {
        when: 'size(unhydrated) > 0',
        status: 'Progressing',
        messageExpression: "'Waiting for the dry commits of ' + string(unhydrated[0].branch)",
      },
      {
        when: 'commits.exists(c, c.wanted[0] != commits[0].wanted[0])',
        status: 'Progressing',
        message: 'Waiting until every environment has the same proposed commit',
      },
      {
        when: 'size(moving) > 0 && moving[0].?proposed.?dry.orValue(null) == null',
        status: 'Unknown',
        message: 'An environment has no proposed dry commit',
      },
      {
        when: 'size(moving) > 0',
        status: 'Progressing',
        messageExpression:
          "'Promoting ' + string(moving[0].branch) + (size(checks) > 0 ? ', with ' + checks.join(', ') : '')",
      },
      {
        when: 'size(unsettled) > 0',
        status: 'Healthy',
        messageExpression:
          "'Promoted; not every commit status is good in ' + unsettled.map(e, string(e.branch)).join(', ')",
      },
    ],
    otherwise: { status: 'Healthy', message: 'Every environment is promoted' },
  },
];
