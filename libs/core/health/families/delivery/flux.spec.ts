import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('Flux', () => {
  it.each([
    {
      name: 'a Kustomization that retries',
      kind: 'kustomize.toolkit.fluxcd.io/v1/Kustomization',
      body: withConditions('Ready=False BuildFailed', 'Reconciling=True Progressing'),
      told: 'Degraded: BuildFailed',
    },
    {
      name: 'one that has begun anew',
      kind: 'kustomize.toolkit.fluxcd.io/v1/Kustomization',
      body: withConditions('Ready=Unknown Progressing', 'Reconciling=True NewRevision'),
      told: 'Progressing: Progressing',
    },
    {
      name: 'one that is ready',
      kind: 'kustomize.toolkit.fluxcd.io/v1/Kustomization',
      body: withConditions('Ready=True Succeeded'),
      told: 'Healthy: Succeeded',
    },
    {
      name: 'one that says nothing of itself',
      kind: 'kustomize.toolkit.fluxcd.io/v1/Kustomization',
      body: withConditions('Healthy=True'),
      told: 'Degraded: It is not ready',
    },
    {
      name: 'a source whose artifact is not stored',
      kind: 'source.toolkit.fluxcd.io/v1/Bucket',
      body: withConditions('Ready=True Succeeded'),
      told: 'Degraded: Succeeded',
    },
    {
      name: 'a source whose artifact is outdated',
      kind: 'source.toolkit.fluxcd.io/v1/GitRepository',
      body: withConditions('Ready=Unknown Progressing', 'ArtifactOutdated=True NewRevision'),
      told: 'Progressing: Progressing',
    },
    {
      name: 'a release that failed',
      kind: 'helm.toolkit.fluxcd.io/v2/HelmRelease',
      body: withConditions('Ready=False UpgradeFailed', 'Released=False UpgradeFailed'),
      told: 'Degraded: UpgradeFailed',
    },
    {
      name: 'a release that is suspended',
      kind: 'helm.toolkit.fluxcd.io/v2/HelmRelease',
      body: { spec: { suspend: true } },
      told: 'Suspended: HelmRelease is suspended',
    },
    {
      name: 'an image policy without a match',
      kind: 'image.toolkit.fluxcd.io/v1beta2/ImagePolicy',
      body: withConditions('Ready=False NoMatch'),
      told: 'Degraded: NoMatch',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
