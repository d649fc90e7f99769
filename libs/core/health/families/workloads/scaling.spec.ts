import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../told-health.ts';

const scaled = 'keda.sh/v1alpha1/ScaledObject';
const job = 'keda.sh/v1alpha1/ScaledJob';
const config = 'apps.openshift.io/v1/DeploymentConfig';
const binding = 'work.karmada.io/v1alpha2/ResourceBinding';
const clusterBinding = 'work.karmada.io/v1alpha2/ClusterResourceBinding';

const onTwo = { clusters: [{ name: 'a' }, { name: 'b' }] };
const well = { clusterName: 'a', applied: true, health: 'Healthy' };
const unsure = { clusterName: 'b', applied: true, health: 'Unknown' };
const available = { type: 'Available', status: 'True' };
const newest = { type: 'Progressing', status: 'True', reason: 'NewReplicationControllerAvailable' };
const waiting = 'Progressing: Waiting for the member clusters';

describe('scaling', () => {
  it.each<[string, string, JsonObject, string]>([
    ['a ready object', scaled, withConditions('Ready=True x fine', 'Paused=False'), 'Healthy: fine'],
    ['a paused object', scaled, withConditions('Ready=True', 'Paused=True'), 'Suspended: Paused'],
    [
      'one paused before it was ready',
      scaled,
      withConditions('Paused=True'),
      'Progressing: Waiting for its autoscaler',
    ],
    ['one that falls back', scaled, withConditions('Ready=True', 'Fallback=True x no metric'), 'Degraded: no metric'],
    ['one that says both', scaled, withConditions('Ready=True', 'Ready=False x no trigger'), 'Degraded: no trigger'],
    ['one that is unsure', scaled, withConditions('Ready=Unknown'), 'Progressing: Waiting for its autoscaler'],
    ['a job that is unsure', job, withConditions('Ready=Unknown x no answer'), 'Degraded: no answer'],
    ['a job that falls back', job, withConditions('Ready=True', 'Fallback=True'), 'Healthy: Ready'],

    ['a config that is rolled out', config, rollout(1, available, newest), 'Healthy: Rolled out'],
    ['a config without pods', config, rollout(0), 'Healthy: Rolled out'],
    ['a config half done', config, rollout(1, available), 'Progressing: Waiting for pods'],
    ['a config that failed', config, rollout(1), 'Degraded: The rollout has failed'],
    ['a config told thrice', config, rollout(1, available, available, newest), 'Degraded: The rollout has failed'],
    ['a new config', config, {}, 'Progressing: Waiting for pods'],

    ['a binding that is well', binding, placed(onTwo, well, unsure), 'Healthy'],
    ['a binding with a cluster missing', binding, placed(onTwo, well), waiting],
    ['a binding of nowhere', binding, placed({ clusters: [] }, well), waiting],
    ['a binding that goes along', binding, placed({}, well), 'Healthy'],
    ['a binding that waits to go along', binding, placed({}), waiting],
    ['a binding that goes along badly', binding, placed({}, { ...unsure, applied: false }), 'Degraded: unhealthy on b'],
    [
      'a binding unhealthy somewhere',
      binding,
      placed(onTwo, { ...well, health: 'Unhealthy' }, unsure),
      'Degraded: unhealthy on a',
    ],
    ['a new binding', binding, {}, waiting],
    ['a binding without a spec', binding, { status: {} }, 'Unknown: cannot read the object: No such key: spec'],
    ["a cluster's binding that is well", clusterBinding, placed(onTwo, well, unsure), 'Healthy'],
    ["a cluster's binding without clusters", clusterBinding, placed({}, well), waiting],
  ])('judges %s', (_, kind, body, told) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});

function rollout(replicas: number, ...conditions: JsonObject[]) {
  return { status: { replicas, conditions } };
}

function placed(spec: JsonObject, ...aggregatedStatus: JsonObject[]) {
  return { spec, status: { aggregatedStatus } };
}
