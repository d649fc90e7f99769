import type { HealthRule } from '../../rules/health-rule.ts';

const minioBroken = [
  'Another MinIO Tenant already exists in the namespace',
  'Different versions across MinIO Pools',
  'Pool Decommissioning Not Allowed',
  'Statefulset not controlled by operator',
  'Tenant credentials are not set properly',
];

/**
 * Rook (https://rook.io/docs/rook/latest/CRDs/), its Cassandra (https://rook.io/docs/rook/v1.7/cassandra-cluster-crd.html), MinIO's
 * operator, volume snapshots, bucket claims (https://github.com/kube-object-storage/lib-bucket-provisioner).
 */
export const storageRules: readonly HealthRule[] = [
  {
    kinds: ['ceph.rook.io/CephCluster'],
    let: {
      state: "status.text('state')",
      ceph: "status.?ceph.orValue({}).text('health')",
      details:
        "status.?ceph.?details.orValue({}).map(name, status.ceph.details[name].text('message')).filter(m, m != '')",
      says: "[state, ceph + (size(details) > 0 ? ' (' + details.join(', ') + ')' : ''), status.text('message')].filter(t, t != '').join(': ')",
    },
    // What Ceph says goes before what Rook does; the operator's state alone tells nothing.
    cases: [
      { when: "ceph in ['HEALTH_WARN', 'HEALTH_ERR']", status: 'Degraded', messageExpression: 'says' },
      { when: "ceph == 'HEALTH_OK' && state == 'Error'", status: 'Degraded', messageExpression: 'says' },
      {
        when: "ceph == 'HEALTH_OK' && (!has(status.state) || state in ['Created', 'Connected'])",
        status: 'Healthy',
        messageExpression: 'says',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'says', message: 'Waiting for the cluster' },
  },
  {
    kinds: ['ceph.rook.io/CephObjectStore'],
    let: {
      phase: "status.text('phase')",
      at: "status.?info.orValue({}).text('endpoint')",
      says: "[phase, at].filter(t, t != '').join(' at ')",
    },
    cases: [
      { when: "phase == 'Ready'", status: 'Healthy', messageExpression: 'says' },
      { when: "phase == 'Failure'", status: 'Degraded', messageExpression: 'says' },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'phase', message: 'Waiting for its first phase' },
  },
  {
    kinds: ['cassandra.rook.io/Cluster'],
    let: {
      racks: 'status.?racks.orValue({})',
      // A rack that leaves out one of its two numbers is taken as complete.
      late: "racks.filter(name, 'members' in racks[name] && 'readyMembers' in racks[name] && racks[name].members != racks[name].readyMembers)",
    },
    cases: [
      { when: '!has(status.racks)', status: 'Progressing', message: 'Waiting for its first racks' },
      {
        when: 'size(late) > 0',
        status: 'Progressing',
        messageExpression: "'Waiting for the members of rack ' + late.join(', ')",
      },
    ],
    otherwise: { status: 'Healthy' },
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
      { when: "phase == 'Failed'", status: 'Degraded', message: 'The claim is Failed' },
      { when: "phase != ''", status: 'Progressing', messageExpression: "'The claim is ' + phase" },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting to be bound' },
  },
];
