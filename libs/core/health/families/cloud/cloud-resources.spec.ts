import { describe, expect, it } from 'vitest';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../told-health.ts';

const topic = 'pubsub.cnrm.cloud.google.com/v1beta1/PubSubTopic';
const connector = 'core.cnrm.cloud.google.com/v1beta1/ConfigConnector';
const bucket = 's3.services.k8s.aws/v1alpha1/Bucket';
const role = 'iammanager.keikoproj.io/v1alpha1/Iamrole';

describe('cloud resources', () => {
  it.each<[string, string, JsonObject, string]>([
    ['a topic as declared', topic, withConditions('Ready=True UpToDate fine'), 'Healthy: fine'],
    [
      'a topic that is ready without a reason',
      topic,
      withConditions('Ready=True'),
      'Progressing: Waiting to be up to date',
    ],
    ['a topic that was up to date', topic, withConditions('Ready=False UpToDate old'), 'Progressing: old'],
    [
      'a topic that waits for another resource',
      topic,
      withConditions('Ready=False DependencyNotReady'),
      'Suspended: Waits for a resource it depends on',
    ],
    [
      'a topic whose other resource is not there',
      topic,
      withConditions('Ready=False DependencyNotFound'),
      'Degraded: DependencyNotFound',
    ],
    [
      'a topic that failed first',
      topic,
      withConditions('Odd=True UpdateFailed no rights', 'Ready=True UpToDate'),
      'Degraded: no rights',
    ],
    [
      'a topic that was fine first',
      topic,
      withConditions('Ready=True UpToDate fine', 'Odd=True UpdateFailed'),
      'Healthy: fine',
    ],
    ['a topic being updated', topic, withConditions('Ready=False Updating updating'), 'Progressing: updating'],
    [
      'a topic whose new spec nobody has seen',
      topic,
      seen(2, 1, withConditions('Ready=True UpToDate')),
      'Progressing: Waiting until the new spec is observed',
    ],
    ['a topic whose new spec is seen', topic, seen(2, 2, withConditions('Ready=True UpToDate fine')), 'Healthy: fine'],
    ['a new topic', topic, {}, 'Progressing: Waiting to be up to date'],
    ['a connector that works', connector, { status: { healthy: true } }, 'Healthy: The connector is healthy'],
    ['a connector that fails', connector, { status: { healthy: false } }, 'Degraded: The connector is not healthy'],
    [
      'a connector whose new spec nobody has seen',
      connector,
      seen(2, 1, { status: { healthy: true } }),
      'Progressing: Waiting until the new spec is observed',
    ],
    ['a topic with such a field', topic, { status: { healthy: true } }, 'Progressing: Waiting to be up to date'],

    ['a bucket', bucket, withConditions('Ready=Unknown', 'Ready=True x there'), 'Healthy: there'],
    ['a refused bucket', bucket, withConditions('ACK.Terminal=True x bad name', 'Ready=False'), 'Degraded: bad name'],
    [
      'a bucket that is refused last',
      bucket,
      withConditions('Ready=False x wait', 'ACK.Terminal=True'),
      'Progressing: wait',
    ],
    ['a synced bucket', bucket, withConditions('ACK.ResourceSynced=True'), 'Progressing: Waiting to be ready'],

    ['a role', role, { status: { state: 'Ready' } }, 'Healthy: The role is there'],
    [
      'a failed role',
      role,
      { status: { state: 'Error', errorDescription: 'no such entity', retryCount: 3 } },
      'Degraded: Error: no such entity',
    ],
    ['a role too many', role, { status: { state: 'RolesMaxLimitReached' } }, 'Degraded: RolesMaxLimitReached'],
    ['a new role', role, {}, 'Progressing: Waiting for the role'],
  ])('judges %s', (_, kind, body, told) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});

function seen(generation: number, observedGeneration: number, { status }: JsonObject): JsonObject {
  return { metadata: { generation }, status: { ...(isJsonObject(status) && status), observedGeneration } };
}
