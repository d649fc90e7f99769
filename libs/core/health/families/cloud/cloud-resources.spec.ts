import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('cloud resources', () => {
  it.each([
    {
      name: 'a topic as declared',
      kind: 'pubsub.cnrm.cloud.google.com/v1beta1/PubSubTopic',
      body: withConditions('Ready=True UpToDate fine'),
      told: 'Healthy: fine',
    },
    {
      name: 'a topic that waits for another resource',
      kind: 'pubsub.cnrm.cloud.google.com/v1beta1/PubSubTopic',
      body: withConditions('Ready=False DependencyNotFound'),
      told: 'Suspended: Waits for a resource it depends on',
    },
    {
      name: 'a topic somebody else manages',
      kind: 'pubsub.cnrm.cloud.google.com/v1beta1/PubSubTopic',
      body: withConditions('Ready=False ManagementConflict'),
      told: 'Degraded: ManagementConflict',
    },
    {
      name: 'a topic being updated',
      kind: 'pubsub.cnrm.cloud.google.com/v1beta1/PubSubTopic',
      body: withConditions('Ready=False Updating updating'),
      told: 'Progressing: updating',
    },
    {
      name: 'a topic whose new spec nobody has seen',
      kind: 'pubsub.cnrm.cloud.google.com/v1beta1/PubSubTopic',
      body: { metadata: { generation: 2 }, status: { observedGeneration: 1 } },
      told: 'Progressing: Waiting until the new spec is observed',
    },
    {
      name: 'a bucket that is refused',
      kind: 's3.services.k8s.aws/v1alpha1/Bucket',
      body: withConditions('ACK.Terminal=True x bad name', 'ACK.ResourceSynced=False'),
      told: 'Degraded: bad name',
    },
    {
      name: 'a database on its way',
      kind: 'rds.services.k8s.aws/v1alpha1/DBInstance',
      body: withConditions('ACK.ResourceSynced=False x creating'),
      told: 'Progressing: creating',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
