import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../told-health.ts';

type Row = readonly [name: string, kind: string, conditions: readonly string[], told: string];

function tell(kind: string, body: JsonObject): string {
  const versions: Readonly<Record<string, string>> = {
    Kustomization: 'kustomize',
    HelmRelease: 'helm',
    Receiver: 'notification',
  };
  const group = versions[kind] ?? (kind.startsWith('Image') ? 'image' : 'source');
  return toldHealth(`${group}.toolkit.fluxcd.io/v1/${kind}`, body);
}

describe('Flux', () => {
  it.each<Row>([
    ['one that retries', 'Kustomization', ['Ready=False BuildFailed', 'Reconciling=True'], 'Degraded: BuildFailed'],
    ['one that has begun anew', 'Kustomization', ['Ready=Unknown Now', 'Reconciling=True'], 'Progressing: Now'],
    ['one that has not decided and is not at it', 'Kustomization', ['Ready=Unknown Now'], 'Degraded: Now'],
    ['one that is ready', 'Kustomization', ['Ready=True Succeeded', 'Healthy=True'], 'Healthy: Succeeded'],
    ['one that says nothing of Ready', 'Kustomization', ['Healthy=True'], 'Degraded: It is not ready'],
    ['an update that is ready', 'ImageUpdateAutomation', ['Ready=True Ok'], 'Healthy: Ok'],
    ['a source whose artifact is not stored', 'Bucket', ['Ready=True Succeeded'], 'Degraded: Succeeded'],
    ['one whose artifact is', 'OCIRepository', ['Ready=True Ok', 'ArtifactInStorage=True'], 'Healthy: Ok'],
    [
      'one whose artifact is outdated',
      'GitRepository',
      ['Ready=Unknown Now', 'ArtifactOutdated=True New'],
      'Degraded: Now',
    ],
    [
      'one that does not say why it is outdated',
      'HelmChart',
      ['Ready=True Ok', 'ArtifactInStorage=True', 'ArtifactOutdated=True'],
      'Unknown: its condition ArtifactOutdated has no reason',
    ],
    ['a release that failed', 'HelmRelease', ['Ready=False Failed', 'Released=False'], 'Degraded: Failed'],
    ['a release that is there', 'HelmRelease', ['Ready=True Ok', 'Released=True'], 'Healthy: Ok'],
    ['a release whose test succeeded', 'HelmRelease', ['Ready=True Ok', 'TestSuccess=True'], 'Healthy: Ok'],
    [
      'a release with more that succeeded than counts',
      'HelmRelease',
      ['Ready=True Ok', 'Released=True', 'TestSuccess=True'],
      'Degraded: Ok',
    ],
    ['one with an empty list', 'Kustomization', [], 'Degraded: It is not ready'],
    ['one that is ready twice', 'Kustomization', ['Ready=True Ok', 'Ready=True Again'], 'Degraded: Again'],
    ['a receiver that gave up', 'Receiver', ['Ready=False Failed', 'Reconciling=True'], 'Degraded: Failed'],
    ['a receiver that is ready', 'Receiver', ['Ready=True Ok'], 'Healthy: Ok'],
    ['a policy without a match', 'ImagePolicy', ['Ready=False NoMatch'], 'Degraded: NoMatch'],
    [
      'one that looks again',
      'ImagePolicy',
      ['Ready=False No', 'Reconciling=True AccessingRepository'],
      'Progressing: No',
    ],
    ['one that retries', 'ImagePolicy', ['Ready=False No', 'Reconciling=True ProgressingWithRetry'], 'Degraded: No'],
    ['images that are listed', 'ImageRepository', ['Ready=False No', 'Reconciling=True Scanning'], 'Progressing: No'],
  ])('calls %s (%s) %s %s', (_, kind, conditions, told) => {
    expect(tell(kind, { spec: {}, ...withConditions(...conditions) })).toBe(told);
  });

  it.each([
    {
      name: 'what is suspended',
      kind: 'HelmRelease',
      body: { spec: { suspend: true } },
      told: 'Suspended: HelmRelease is suspended',
    },
    {
      name: 'what nobody has looked at',
      kind: 'Bucket',
      body: { spec: {} },
      told: 'Progressing: Its controller has not reported yet',
    },
    { name: 'what has no spec', kind: 'Bucket', body: {}, told: 'Unknown: it has no spec' },
    {
      name: 'a policy without a spec',
      kind: 'ImagePolicy',
      body: withConditions('Ready=True Ok'),
      told: 'Healthy: Ok',
    },
    {
      name: 'a policy, which cannot be suspended',
      kind: 'ImagePolicy',
      body: { spec: { suspend: true }, ...withConditions('Ready=True Ok') },
      told: 'Healthy: Ok',
    },
    {
      name: 'a registry',
      kind: 'HelmRepository',
      body: { spec: { type: 'oci' } },
      told: 'Healthy: Registries are not looked into',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(tell(kind, body)).toBe(told);
  });
});
