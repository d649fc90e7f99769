import { current, type KindCheck } from '../kstatus.ts';
import { checkClaim, checkDefinition, checkService } from './cluster-kinds.ts';
import { checkDaemonSet } from './daemon-set.ts';
import { checkDeployment } from './deployment.ts';
import { checkJob } from './job.ts';
import { checkPod } from './pod.ts';
import { checkReplicaSet } from './replica-set.ts';
import { checkStatefulSet } from './stateful-set.ts';

const alwaysReady: KindCheck = () => current('Resource is always ready');

/** What kstatus knows of single kinds, as group/Kind. */
export const kindChecks: ReadonlyMap<string, KindCheck> = new Map([
  ['/ConfigMap', alwaysReady],
  ['/PersistentVolumeClaim', checkClaim],
  ['/Pod', checkPod],
  ['/Secret', alwaysReady],
  ['/Service', checkService],
  ['apiextensions.k8s.io/CustomResourceDefinition', checkDefinition],
  ['apps/DaemonSet', checkDaemonSet],
  ['apps/Deployment', checkDeployment],
  ['apps/ReplicaSet', checkReplicaSet],
  ['apps/StatefulSet', checkStatefulSet],
  ['batch/CronJob', alwaysReady],
  ['batch/Job', checkJob],
  ['extensions/DaemonSet', checkDaemonSet],
  ['extensions/Deployment', checkDeployment],
  ['extensions/ReplicaSet', checkReplicaSet],
  ['policy/PodDisruptionBudget', () => current('AllowedDisruptions has been computed.')],
]);
