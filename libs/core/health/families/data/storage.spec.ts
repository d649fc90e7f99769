import { describe, expect, it } from 'vitest';
import { toldHealth } from '../told-health.ts';

describe('storage', () => {
  it.each([
    {
      name: 'a Ceph that is set up',
      kind: 'ceph.rook.io/v1/CephCluster',
      body: { status: { state: 'Progressing', ceph: { health: 'HEALTH_OK' } } },
      told: 'Progressing: HEALTH_OK',
    },
    {
      name: 'a Ceph in error',
      kind: 'ceph.rook.io/v1/CephCluster',
      body: {
        status: {
          state: 'Error',
          ceph: { health: 'HEALTH_ERR', details: { OSD_DOWN: { message: '1 osd down' } } },
          message: 'failed',
        },
      },
      told: 'Degraded: HEALTH_ERR (1 osd down): failed',
    },
    {
      name: 'an outside Ceph',
      kind: 'ceph.rook.io/v1/CephCluster',
      body: { status: { state: 'Connected', ceph: { health: 'HEALTH_OK' } } },
      told: 'Healthy: HEALTH_OK',
    },
    {
      name: 'a new tenant',
      kind: 'minio.min.io/v2/Tenant',
      body: {},
      told: 'Progressing: Waiting for its first status',
    },
    {
      name: 'a tenant somebody else holds',
      kind: 'minio.min.io/v2/Tenant',
      body: { status: { currentState: 'Statefulset not controlled by operator' } },
      told: 'Degraded: Statefulset not controlled by operator',
    },
    {
      name: 'a snapshot being taken',
      kind: 'snapshot.storage.k8s.io/v1/VolumeSnapshot',
      body: { status: { readyToUse: false } },
      told: 'Progressing: The snapshot is being taken',
    },
    {
      name: 'a snapshot that failed without a word',
      kind: 'snapshot.storage.k8s.io/v1/VolumeSnapshot',
      body: { status: { error: {} } },
      told: 'Degraded: The snapshot could not be taken',
    },
    {
      name: 'a claim that failed',
      kind: 'objectbucket.io/v1alpha1/ObjectBucketClaim',
      body: { status: { phase: 'Failed' } },
      told: 'Degraded: The claim is Failed',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
