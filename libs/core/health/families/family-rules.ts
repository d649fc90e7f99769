import type { HealthRule } from '../rules/health-rule.ts';
import { cloudResourceRules } from './cloud/cloud-resources.ts';
import { clusterApiRules } from './cloud/cluster-api.ts';
import { crossplaneRules } from './cloud/crossplane.ts';
import { karpenterRules } from './cloud/karpenter.ts';
import { operatorLifecycleRules } from './cloud/operator-lifecycle.ts';
import { messagingRules } from './data/messaging.ts';
import { processingRules } from './data/processing.ts';
import { storageRules } from './data/storage.ts';
import { cloudNativePgRules } from './databases/cloud-native-pg.ts';
import { elasticRules } from './databases/elastic.ts';
import { perconaRules } from './databases/percona.ts';
import { sqlDatabaseRules } from './databases/sql-databases.ts';
import { argoRolloutsRules } from './delivery/argo-rollouts.ts';
import { argoRules } from './delivery/argo.ts';
import { fluxRules } from './delivery/flux.ts';
import { progressiveDeliveryRules } from './delivery/progressive-delivery.ts';
import { gatewayApiRules } from './networking/gateway-api.ts';
import { ingressRules } from './networking/ingresses.ts';
import { servingRules } from './networking/serving.ts';
import { monitoringRules } from './observability/monitoring.ts';
import { tracingRules } from './observability/tracing.ts';
import { certificateRules } from './security/certificates.ts';
import { policyRules } from './security/policies.ts';
import { secretRules } from './security/secrets.ts';
import { kubevirtRules } from './workloads/kubevirt.ts';
import { scalingRules } from './workloads/scaling.ts';

/** The rules for kinds of other projects, one file a family. A new family is one file and one line here. */
export const familyRules: readonly HealthRule[] = [
  ...argoRolloutsRules,
  ...argoRules,
  ...certificateRules,
  ...cloudNativePgRules,
  ...cloudResourceRules,
  ...clusterApiRules,
  ...crossplaneRules,
  ...elasticRules,
  ...fluxRules,
  ...gatewayApiRules,
  ...ingressRules,
  ...karpenterRules,
  ...kubevirtRules,
  ...messagingRules,
  ...monitoringRules,
  ...operatorLifecycleRules,
  ...perconaRules,
  ...policyRules,
  ...processingRules,
  ...progressiveDeliveryRules,
  ...scalingRules,
  ...secretRules,
  ...servingRules,
  ...sqlDatabaseRules,
  ...storageRules,
  ...tracingRules,
];
