import type { HealthRule } from '../../rules/health-rule.ts';

type Cases = NonNullable<HealthRule['cases']>;

/** What a kind of Flux counts, as CEL over a condition `c`. */
interface Counted {
  readonly kinds: readonly string[];
  /** Two of them, no more and no less, and the work has begun. */
  readonly working: readonly string[];
  readonly done: readonly string[];
  /** How many of `done` there have to be, no more and no less. */
  readonly enough: number;
  readonly before?: Cases;
  /** Where two that work are a failure: its controller says Ready=False at once when it gives up. */
  readonly isStuck?: boolean;
}

const isTrue = (type: string) => `c.type == '${type}' && c.status == 'True'`;
const readyIs = (status: string) => `c.type == 'Ready' && c.status == '${status}'`;
const reconcilingFor = (reasons: readonly string[]) =>
  `${isTrue('Reconciling')} && c.reason in ${JSON.stringify(reasons)}`;
const count = (conditions: readonly string[]) =>
  `conditions.filter(c, ${conditions.map((c) => `(${c})`).join(' || ')}).size()`;

const suspension: Cases = [
  { when: '!has(object.spec)', status: 'Unknown', message: 'it has no spec' },
  {
    when: 'spec.?suspend.orValue(false) == true',
    status: 'Suspended',
    messageExpression: "object.kind + ' is suspended'",
  },
];

/** The last Ready tells why. Its message moves with every retry, so the reason is shown. */
function countedRule({ kinds, working, done, enough, before = suspension, isStuck = false }: Counted): HealthRule {
  const why = { messageExpression: 'why' };
  return {
    kinds: [...kinds],
    let: {
      readies: "conditions.filter(c, c.type == 'Ready')",
      why: "size(readies) == 0 ? '' : readies[size(readies) - 1].reason",
      working: count(working),
      done: count(done),
    },
    cases: [
      ...before,
      { when: '!has(status.conditions)', status: 'Progressing', message: 'Its controller has not reported yet' },
      { when: 'working == 2', status: isStuck ? 'Degraded' : 'Progressing', ...why, message: 'Reconciling' },
      { when: `done == ${enough}`, status: 'Healthy', ...why, message: 'Ready' },
    ],
    otherwise: { status: 'Degraded', ...why, message: 'It is not ready' },
  };
}

/** Ready has not decided, and the controller is at it. */
const atIt = [readyIs('Unknown'), isTrue('Reconciling')];

const source = {
  working: atIt,
  done: [readyIs('True'), isTrue('ArtifactInStorage')],
  enough: 2,
};

/** Its reason is part of what is said, and has to be there. */
const outdated: Cases = [
  {
    when: "status.?conditions.orValue([]).exists(c, c.text('type') == 'ArtifactOutdated' && c.text('status') == 'True' && !has(c.reason))",
    status: 'Unknown',
    message: 'its condition ArtifactOutdated has no reason',
  },
];

/** Flux: https://fluxcd.io/flux/components/, the conditions of each kind. How many of them hold decides, as in Argo CD. */
export const fluxRules: readonly HealthRule[] = [
  countedRule({
    kinds: ['image.toolkit.fluxcd.io/ImageUpdateAutomation', 'kustomize.toolkit.fluxcd.io/Kustomization'],
    working: atIt,
    done: [readyIs('True')],
    enough: 1,
  }),
  countedRule({
    kinds: ['notification.toolkit.fluxcd.io/Receiver'],
    working: [readyIs('False'), isTrue('Reconciling')],
    done: [readyIs('True')],
    enough: 1,
    isStuck: true,
  }),
  countedRule({
    kinds: [
      'source.toolkit.fluxcd.io/Bucket',
      'source.toolkit.fluxcd.io/GitRepository',
      'source.toolkit.fluxcd.io/HelmChart',
      'source.toolkit.fluxcd.io/OCIRepository',
    ],
    ...source,
    before: [...suspension, ...outdated],
  }),
  countedRule({
    kinds: ['source.toolkit.fluxcd.io/HelmRepository'],
    ...source,
    before: [
      ...suspension,
      // https://fluxcd.io/flux/components/source/helmrepositories/#helmrepository-status
      { when: "spec.text('type') == 'oci'", status: 'Healthy', message: 'Registries are not looked into' },
      ...outdated,
    ],
  }),
  countedRule({
    kinds: ['helm.toolkit.fluxcd.io/HelmRelease'],
    working: atIt,
    done: [readyIs('True'), isTrue('Released'), isTrue('TestSuccess')],
    enough: 2,
  }),
  countedRule({
    kinds: ['image.toolkit.fluxcd.io/ImagePolicy'],
    working: [readyIs('False'), reconcilingFor(['NewGeneration', 'AccessingRepository', 'ApplyingPolicy'])],
    done: [readyIs('True')],
    enough: 1,
    before: [],
  }),
  countedRule({
    kinds: ['image.toolkit.fluxcd.io/ImageRepository'],
    working: [readyIs('False'), reconcilingFor(['NewGeneration', 'Scanning'])],
    done: [readyIs('True')],
    enough: 1,
  }),
];
