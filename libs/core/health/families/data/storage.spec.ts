import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth } from '../told-health.ts';

describe('storage', () => {
  it.each<{ name: string; status?: JsonObject; told: string }>([
    {
      name: 'one that is set up',
      status: { state: 'Progressing', ceph: { health: 'HEALTH_OK' } },
      told: 'Progressing: Progressing: HEALTH_OK',
    },
    {
      name: 'one that is not well, whatever its state',
      status: { ceph: { health: 'HEALTH_ERR', details: { OSD_DOWN: { message: '1 osd down' } } }, message: 'failed' },
      told: 'Degraded: HEALTH_ERR (1 osd down): failed',
    },
    {
      name: 'one that is well but for its operator',
      status: { state: 'Error', ceph: { health: 'HEALTH_OK' } },
      told: 'Degraded: Error: HEALTH_OK',
    },
    { name: 'one that tells its state only', status: { state: 'Error' }, told: 'Progressing: Error' },
    {
      name: 'one outside',
      status: { state: 'Connected', ceph: { health: 'HEALTH_OK' } },
      told: 'Healthy: Connected: HEALTH_OK',
    },
    { name: 'one without a state', status: { ceph: { health: 'HEALTH_OK' } }, told: 'Healthy: HEALTH_OK' },
    { name: 'a new one', told: 'Progressing: Waiting for the cluster' },
  ])('calls $name of Ceph $told', ({ status, told }) => {
    expect(toldHealth('ceph.rook.io/v1/CephCluster', status ? { status } : {})).toBe(told);
  });

  it.each([
    {
      name: 'an object store',
      kind: 'ceph.rook.io/v1/CephObjectStore',
      status: { phase: 'Ready', info: { endpoint: 'http://store' } },
      told: 'Healthy: Ready at http://store',
    },
    {
      name: 'an object store that failed',
      kind: 'ceph.rook.io/v1/CephObjectStore',
      status: { phase: 'Failure' },
      told: 'Degraded: Failure',
    },
    {
      name: 'a new object store',
      kind: 'ceph.rook.io/v1/CephObjectStore',
      status: {},
      told: 'Progressing: Waiting for its first phase',
    },
    {
      name: 'a Cassandra',
      kind: 'cassandra.rook.io/v1alpha1/Cluster',
      status: { racks: { a: { members: 2, readyMembers: 2 }, b: { members: 2 } } },
      told: 'Healthy',
    },
    {
      name: 'a Cassandra without all members',
      kind: 'cassandra.rook.io/v1alpha1/Cluster',
      status: { racks: { a: { members: 2, readyMembers: 1 }, b: { members: 2, readyMembers: 2 } } },
      told: 'Progressing: Waiting for the members of rack a',
    },
    {
      name: 'a new Cassandra',
      kind: 'cassandra.rook.io/v1alpha1/Cluster',
      status: {},
      told: 'Progressing: Waiting for its first racks',
    },
    {
      name: 'a tenant',
      kind: 'minio.min.io/v2/Tenant',
      status: { currentState: 'Initialized' },
      told: 'Healthy: Initialized',
    },
    {
      name: 'a new tenant',
      kind: 'minio.min.io/v2/Tenant',
      status: {},
      told: 'Progressing: Waiting for its first status',
    },
    {
      name: 'a tenant somebody else holds',
      kind: 'minio.min.io/v2/Tenant',
      status: { currentState: 'Statefulset not controlled by operator' },
      told: 'Degraded: Statefulset not controlled by operator',
    },
    {
      name: 'a snapshot that had failed before',
      kind: 'snapshot.storage.k8s.io/v1/VolumeSnapshot',
      status: { readyToUse: true, error: { message: 'no space' } },
      told: 'Healthy: Ready to use',
    },
    {
      name: 'a snapshot being taken',
      kind: 'snapshot.storage.k8s.io/v1/VolumeSnapshot',
      status: { readyToUse: false },
      told: 'Progressing: The snapshot is being taken',
    },
    {
      name: 'a snapshot that failed without a word',
      kind: 'snapshot.storage.k8s.io/v1/VolumeSnapshot',
      status: { error: {} },
      told: 'Degraded: The snapshot could not be taken',
    },
    {
      name: 'a claim',
      kind: 'objectbucket.io/v1alpha1/ObjectBucketClaim',
      status: { phase: 'Bound' },
      told: 'Healthy: Bound',
    },
    {
      name: 'a claim that failed',
      kind: 'objectbucket.io/v1alpha1/ObjectBucketClaim',
      status: { phase: 'Failed' },
      told: 'Degraded: The claim is Failed',
    },
    {
      name: 'a claim that was let go',
      kind: 'objectbucket.io/v1alpha1/ObjectBucketClaim',
      status: { phase: 'Released' },
      told: 'Progressing: The claim is Released',
    },
  ])('calls $name $told', ({ kind, status, told }) => {
    expect(toldHealth(kind, { status })).toBe(told);
  });
});
