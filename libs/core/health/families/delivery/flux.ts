import type { HealthRule } from '../../rules/health-rule.ts';

type Cases = NonNullable<HealthRule['cases']>;

const early: Cases = [
  {
    when: 'spec.?suspend.orValue(false) == true',
    status: 'Suspended',
    messageExpression: "object.kind + ' is suspended'",
  },
  { when: '!has(status.conditions)', status: 'Progressing', message: 'Its controller has not reported yet' },
];

/** Reconciling alone is a retry; with Ready unknown, or a newer artifact on its way, the work has begun. */
const working: Cases = [
  {
    when: "[ready.status == 'Unknown', conditions.holds('Reconciling'), conditions.holds('ArtifactOutdated')].filter(is, is).size() > 1",
    status: 'Progressing',
    messageExpression: 'ready.reason',
    message: 'Reconciling',
  },
];

const ready = { ready: "conditions.named('Ready')" };
const failing = { status: 'Degraded', messageExpression: 'ready.reason', message: 'It is not ready' } as const;

/** Flux: https://fluxcd.io/flux/components/, the conditions of each kind. Messages move with every retry, so the reasons are shown. */
export const fluxRules: readonly HealthRule[] = [
  {
    kinds: [
      'kustomize.toolkit.fluxcd.io/Kustomization',
      'notification.toolkit.fluxcd.io/Alert',
      'notification.toolkit.fluxcd.io/Provider',
      'notification.toolkit.fluxcd.io/Receiver',
    ],
    let: ready,
    cases: [
      ...early,
      ...working,
      { when: "ready.status == 'True'", status: 'Healthy', messageExpression: 'ready.reason' },
    ],
    otherwise: failing,
  },
  {
    kinds: [
      'source.toolkit.fluxcd.io/Bucket',
      'source.toolkit.fluxcd.io/GitRepository',
      'source.toolkit.fluxcd.io/HelmChart',
      'source.toolkit.fluxcd.io/HelmRepository',
      'source.toolkit.fluxcd.io/OCIRepository',
    ],
    let: ready,
    cases: [
      ...early,
      ...working,
      {
        when: "ready.status == 'True' && conditions.holds('ArtifactInStorage')",
        status: 'Healthy',
        messageExpression: 'ready.reason',
      },
    ],
    otherwise: failing,
  },
  {
    kinds: ['helm.toolkit.fluxcd.io/HelmRelease'],
    let: ready,
    cases: [
      ...early,
      ...working,
      {
        when: "ready.status == 'True' && conditions.holds('Released')",
        status: 'Healthy',
        messageExpression: 'ready.reason',
      },
    ],
    otherwise: failing,
  },
  {
    kinds: [
      'image.toolkit.fluxcd.io/ImagePolicy',
      'image.toolkit.fluxcd.io/ImageRepository',
      'image.toolkit.fluxcd.io/ImageUpdateAutomation',
    ],
    let: ready,
    cases: [...early, { when: "ready.status == 'True'", status: 'Healthy', messageExpression: 'ready.reason' }],
    otherwise: failing,
  },
];
