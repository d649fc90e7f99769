import type { HealthRule } from '../../rules/health-rule.ts';

const minioBroken = [
  'Another MinIO Tenant already exists in the namespace',
  'Different versions across MinIO Pools',
  'Pool Decommissioning Not Allowed',
  'Statefulset not controlled by operator',
  'Tenant credentials are not set properly',
];

/** Rook (https://rook.io/docs/rook/latest/CRDs/), MinIO's operator, volume snapshots, bucket claims. */
export const storageRules: readonly HealthRule[] = [
  {
    kinds: ['ceph.rook.io/CephCluster'],
    let: {
      state: "status.text('state')",
      ceph: "status.?ceph.orValue({}).text('health')",
      details:
        "status.?ceph.?details.orValue({}).map(name, status.ceph.details[name].text('message')).filter(m, m != '')",
      says: "ceph + (size(details) > 0 ? ' (' + details.join(', ') + ')' : '') + (status.text('message') == '' ? '' : ': ' + status.text('message'))",
    },
    cases: [
      { when: "state == 'Error'", status: 'Degraded', messageExpression: 'says', message: 'The cluster is in error' },
      {
        when: "state in ['Created', 'Connected'] && ceph == 'HEALTH_OK'",
        status: 'Healthy',
        messageExpression: 'says',
      },
      {
        when: "state in ['Created', 'Connected'] && ceph in ['HEALTH_WARN', 'HEALTH_ERR']",
        status: 'Degraded',
        messageExpression: 'says',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'says', message: 'Waiting for the cluster' },
  },
  {
    kinds: ['minio.min.io/Tenant'],
    let: { state: "status.text('currentState')" },
    cases: [
      { when: "state == 'Initialized'", status: 'Healthy', messageExpression: 'state' },
      { when: `state in ${JSON.stringify(minioBroken)}`, status: 'Degraded', messageExpression: 'state' },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'state', message: 'Waiting for its first status' },
  },
  {
    kinds: ['snapshot.storage.k8s.io/VolumeSnapshot', 'snapshot.storage.k8s.io/VolumeSnapshotContent'],
    cases: [
      { when: 'status.?readyToUse.orValue(false) == true', status: 'Healthy', message: 'Ready to use' },
      {
        when: 'has(status.error)',
        status: 'Degraded',
        messageExpression: "status.error.text('message')",
        message: 'The snapshot could not be taken',
      },
    ],
    otherwise: { status: 'Progressing', message: 'The snapshot is being taken' },
  },
  {
    kinds: ['objectbucket.io/ObjectBucketClaim'],
    let: { phase: "status.text('phase')" },
    cases: [
      { when: "phase == 'Bound'", status: 'Healthy', message: 'Bound' },
      { when: "phase in ['Failed', 'Released']", status: 'Degraded', messageExpression: "'The claim is ' + phase" },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting to be bound' },
  },
];
