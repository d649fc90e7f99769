import type { HealthCheck } from './health.ts';
import { apiServiceHealth } from './kinds/platform/api-service-health.ts';
import { customResourceDefinitionHealth } from './kinds/platform/custom-resource-definition-health.ts';
import { horizontalPodAutoscalerHealth } from './kinds/platform/horizontal-pod-autoscaler-health.ts';
import { ingressHealth } from './kinds/platform/ingress-health.ts';
import { persistentVolumeClaimHealth } from './kinds/platform/persistent-volume-claim-health.ts';
import { podDisruptionBudgetHealth } from './kinds/platform/pod-disruption-budget-health.ts';
import { serviceHealth } from './kinds/platform/service-health.ts';
import { cronJobHealth } from './kinds/workloads/cron-job-health.ts';
import { daemonSetHealth } from './kinds/workloads/daemon-set-health.ts';
import { deploymentHealth } from './kinds/workloads/deployment-health.ts';
import { jobHealth } from './kinds/workloads/job-health.ts';
import { podHealth } from './kinds/workloads/pod-health.ts';
import { replicaSetHealth } from './kinds/workloads/replica-set-health.ts';
import { statefulSetHealth } from './kinds/workloads/stateful-set-health.ts';
import { workflowHealth } from './kinds/workloads/workflow-health.ts';

/** Every kind whose health is judged, as group/kind. A new kind is one file below `kinds` and one line here. */
export const healthChecks: ReadonlyMap<string, HealthCheck> = new Map([
  ['/PersistentVolumeClaim', persistentVolumeClaimHealth],
  ['/Pod', podHealth],
  ['/Service', serviceHealth],
  ['apiextensions.k8s.io/CustomResourceDefinition', customResourceDefinitionHealth],
  ['apiregistration.k8s.io/APIService', apiServiceHealth],
  ['apps/DaemonSet', daemonSetHealth],
  ['apps/Deployment', deploymentHealth],
  ['apps/ReplicaSet', replicaSetHealth],
  ['apps/StatefulSet', statefulSetHealth],
  ['argoproj.io/Workflow', workflowHealth],
  ['autoscaling/HorizontalPodAutoscaler', horizontalPodAutoscalerHealth],
  ['batch/CronJob', cronJobHealth],
  ['batch/Job', jobHealth],
  ['extensions/Ingress', ingressHealth],
  ['networking.k8s.io/Ingress', ingressHealth],
  ['policy/PodDisruptionBudget', podDisruptionBudgetHealth],
]);
