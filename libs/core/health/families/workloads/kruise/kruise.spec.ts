import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth } from '../../told-health.ts';

const unseen = 'Progressing: Waiting until the new spec is observed';
const paused = 'Suspended: Its update is paused';
const reached = 'Suspended: The partition is reached: somebody has to go on';
const updating = 'Progressing: Updating up to the partition';
const updated = 'Healthy: Every replica is updated';
const missing = 'Degraded: Some updated replicas are not available';

const AT = '2026-11-22T10:00:00Z';

describe('OpenKruise', () => {
  const all = { replicas: 2, updatedAvailableReplicas: 2 };

  it.each<[string, JsonObject, JsonObject, string]>([
    ['a set that is paused', { paused: true }, all, paused],
    ['a set without updated replicas', { partition: 0 }, { replicas: 2 }, paused],
    [
      'a set at its partition',
      { partition: '50%' },
      { ...all, updatedReplicas: 1, expectedUpdatedReplicas: 1 },
      reached,
    ],
    ['a set on its way there', { partition: 1 }, { ...all, updatedReplicas: 0, expectedUpdatedReplicas: 1 }, updating],
    ['a set without a partition', {}, { ...all, updatedReplicas: 2, expectedUpdatedReplicas: 2 }, reached],
    ['a set that expects nothing', {}, all, 'Unknown: cannot read the object: No such key: updatedReplicas'],
    ['a set that is updated', { partition: 0 }, all, updated],
    ['a set with pods missing', { partition: 0 }, { ...all, updatedAvailableReplicas: 1 }, missing],
  ])('judges %s', (_, updateStrategy, status, told) => {
    expect(toldHealth('apps.kruise.io/v1alpha1/CloneSet', seen({ updateStrategy }, status))).toBe(told);
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    ['a stateful set at its partition', { partition: 1 }, { ...all, updatedReplicas: 2 }, reached],
    ['a stateful set on its way there', { partition: 1 }, { ...all, updatedReplicas: 1 }, updating],
    [
      'a stateful set without a partition',
      {},
      { ...all, updatedReplicas: 2 },
      'Unknown: cannot read the object: No such key: partition',
    ],
    ['a stateful set that is updated', { partition: 0 }, all, updated],
    ['a stateful set with pods missing', { partition: 0 }, { ...all, updatedAvailableReplicas: 1 }, missing],
  ])('judges %s', (_, rollingUpdate, status, told) => {
    const object = seen({ updateStrategy: { rollingUpdate } }, status);
    expect(toldHealth('apps.kruise.io/v1beta1/StatefulSet', object)).toBe(told);
  });

  it.each<[string, JsonObject, JsonObject, string]>([
    ['a daemon set that is paused', { paused: true }, nodes(2, 2), paused],
    ['a daemon set at its partition', { partition: 1 }, nodes(2, 2), reached],
    ['a daemon set on its way there', { partition: 1 }, nodes(1, 1), updating],
    ['a daemon set that is updated', {}, nodes(2, 2), updated],
    ['a daemon set that runs nowhere', {}, nodes(2, 0), missing],
    ['a daemon set that runs somewhere', {}, nodes(2, 1), 'Progressing: Updating'],
  ])('judges %s', (_, rollingUpdate, status, told) => {
    const object = seen({ updateStrategy: { rollingUpdate } }, status);
    expect(toldHealth('apps.kruise.io/v1alpha1/DaemonSet', object)).toBe(told);
  });

  it.each<[string, JsonObject, string]>([
    ['nothing of what has no status', { metadata: { generation: 1 } }, unseen],
    ['nothing of an older spec', { metadata: { generation: 2 }, status: { observedGeneration: 1 } }, unseen],
    [
      'what a seen one lacks',
      { metadata: { generation: 1 }, spec: {}, status: { observedGeneration: 1 } },
      'Unknown: cannot read the object: No such key: updateStrategy',
    ],
  ])('reads %s', (_, object, told) => {
    expect(toldHealth('apps.kruise.io/v1alpha1/CloneSet', object)).toBe(told);
  });

  it.each<[string, JsonObject, string]>([
    ['a job that is done', { phase: 'completed', desired: 2, succeeded: 2 }, 'Healthy: Completed on every node'],
    ['a job that failed', { phase: 'failed', failed: 1 }, 'Degraded: It has failed on some nodes'],
    ['a job that is paused', { phase: 'paused' }, 'Suspended: Paused'],
    ['a job that runs', { phase: 'running', active: 1 }, 'Progressing: Running'],
    ['a job that is done too early', { phase: 'completed', desired: 2, succeeded: 1 }, 'Progressing: Running'],
  ])('judges %s', (_, status, told) => {
    expect(toldHealth('apps.kruise.io/v1alpha1/BroadcastJob', { spec: { paused: true }, status })).toBe(told);
  });

  it.each<readonly [string, JsonObject, string]>([
    ['one that was paused before it ran', { spec: { paused: true }, status: {} }, 'Suspended: Paused'],
    ['one that runs', { spec: {}, status: { active: [{ name: 'a' }], lastScheduleTime: AT } }, 'Progressing: Running'],
    [
      'one that ran before it was paused',
      { spec: { paused: true }, status: { lastScheduleTime: AT } },
      'Healthy: It has run',
    ],
    ['one that has never run', { spec: {}, status: {} }, 'Degraded: It has never run'],
    ['one without a status', { spec: {} }, 'Unknown: it has no status'],
  ])('judges of cron jobs %s', (_, body, told) => {
    expect(toldHealth('apps.kruise.io/v1alpha1/AdvancedCronJob', body)).toBe(told);
  });
});

function seen(spec: JsonObject, status: JsonObject) {
  return { metadata: { generation: 2 }, spec, status: { observedGeneration: 2, ...status } };
}

function nodes(updatedNumberScheduled: number, numberAvailable: number) {
  const desiredNumberScheduled = 2;
  const numberUnavailable = desiredNumberScheduled - numberAvailable;
  return { updatedNumberScheduled, desiredNumberScheduled, numberAvailable, numberUnavailable };
}
