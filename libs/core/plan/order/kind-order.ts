/** First what others lean on: walls and limits, identities, configuration, storage, types, rights, and only then what runs. */
const kindsInOrder: readonly string[] = [
  'Namespace',
  'NetworkPolicy',
  'ResourceQuota',
  'LimitRange',
  'PodSecurityPolicy',
  'PodDisruptionBudget',
  'ServiceAccount',
  'Secret',
  'SecretList',
  'ConfigMap',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'CustomResourceDefinition',
  'ClusterRole',
  'ClusterRoleList',
  'ClusterRoleBinding',
  'ClusterRoleBindingList',
  'Role',
  'RoleList',
  'RoleBinding',
  'RoleBindingList',
  'Service',
  'DaemonSet',
  'Pod',
  'ReplicationController',
  'ReplicaSet',
  'Deployment',
  'HorizontalPodAutoscaler',
  'StatefulSet',
  'Job',
  'CronJob',
  'IngressClass',
  'Ingress',
  'APIService',
];

const ranks: ReadonlyMap<string, number> = new Map(kindsInOrder.map((kind, index) => [kind, index]));

/** Place of a kind in Argo CD's order of applying, whatever its group: lower goes first; kinds not listed share the last place. */
export function kindRank(kind: string): number {
  return ranks.get(kind) ?? kindsInOrder.length;
}
