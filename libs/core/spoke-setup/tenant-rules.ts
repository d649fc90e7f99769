import type { PolicyRule } from './hub-rules.ts';

const OWN = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const READ = ['get', 'list', 'watch'];

/**
 * What a tenant may do in a namespace that was opened to it: own the usual namespaced kinds, Secrets included. Not RBAC,
 * quotas and limits, which are the platform team's walls around it; and nothing that runs a command in a pod or makes a
 * token, because deploying needs neither. Endpoints are read-only as in Kubernetes' own `edit` role: whoever writes them can
 * send another namespace's traffic through an ingress (CVE-2021-25740).
 */
export const TENANT_RULES: readonly PolicyRule[] = [
  {
    apiGroups: [''],
    resources: [
      'configmaps',
      'persistentvolumeclaims',
      'pods',
      'podtemplates',
      'replicationcontrollers',
      'secrets',
      'serviceaccounts',
      'services',
    ],
    verbs: OWN,
  },
  { apiGroups: [''], resources: ['endpoints', 'events', 'limitranges', 'namespaces', 'resourcequotas'], verbs: READ },
  {
    apiGroups: ['apps'],
    resources: ['controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'],
    verbs: OWN,
  },
  { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs: OWN },
  { apiGroups: ['autoscaling'], resources: ['horizontalpodautoscalers'], verbs: OWN },
  { apiGroups: ['networking.k8s.io'], resources: ['ingresses', 'networkpolicies'], verbs: OWN },
  { apiGroups: ['policy'], resources: ['poddisruptionbudgets'], verbs: OWN },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: READ },
  { apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: OWN },
];
