import type { HealthRule } from '../rules/health-rule.ts';
import { cloudResourceRules } from './cloud/cloud-resources.ts';
import { clusterApiRules } from './cloud/clusters/cluster-api.ts';
import { karpenterRules } from './cloud/clusters/karpenter.ts';
import { crossplaneRules } from './cloud/crossplane.ts';
import { operatorLifecycleRules } from './cloud/operator-lifecycle.ts';
import { netappRules } from './cloud/platforms/netapp.ts';
import { openshiftRules } from './cloud/platforms/openshift.ts';
import { sapRules } from './cloud/platforms/sap.ts';
import { humioRules } from './data/humio.ts';
import { kafkaRules } from './data/messaging/kafka.ts';
import { rabbitmqRules } from './data/messaging/rabbitmq.ts';
import { processingRules } from './data/processing.ts';
import { solrRules } from './data/solr.ts';
import { storageRules } from './data/storage.ts';
import { elasticRules } from './databases/elastic.ts';
import { perconaRules } from './databases/percona.ts';
import { cloudNativePgRules } from './databases/sql/cloud-native-pg.ts';
import { mariadbRules } from './databases/sql/mariadb.ts';
import { sqlDatabaseRules } from './databases/sql/sql-databases.ts';
import { argoRolloutsRules } from './delivery/argo-rollouts.ts';
import { argoRules } from './delivery/argo.ts';
import { fluxRules } from './delivery/flux.ts';
import { progressiveDeliveryRules } from './delivery/progressive-delivery.ts';
import { keptnRules } from './delivery/promotion/keptn.ts';
import { numaflowRules } from './delivery/promotion/numaflow.ts';
import { promoterRules } from './delivery/promotion/promoter.ts';
import { gatewayApiRules } from './networking/gateways/gateway-api.ts';
import { glooRules } from './networking/gateways/gloo.ts';
import { ingressRules } from './networking/ingresses.ts';
import { servingRules } from './networking/serving.ts';
import { threeScaleRules } from './networking/three-scale.ts';
import { grafanaRules } from './observability/grafana.ts';
import { monitoringRules } from './observability/monitoring.ts';
import { tracingRules } from './observability/tracing.ts';
import { certificateRules } from './security/certificates.ts';
import { keycloakRules } from './security/keycloak.ts';
import { policyRules } from './security/policies.ts';
import { secretRules } from './security/secrets.ts';
import { functionRules } from './workloads/functions.ts';
import { kruiseExtensionRules } from './workloads/kruise/kruise-extensions.ts';
import { kruiseRules } from './workloads/kruise/kruise.ts';
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
  ...functionRules,
  ...gatewayApiRules,
  ...glooRules,
  ...grafanaRules,
  ...humioRules,
  ...ingressRules,
  ...kafkaRules,
  ...karpenterRules,
  ...keycloakRules,
  ...keptnRules,
  ...kruiseExtensionRules,
  ...kruiseRules,
  ...kubevirtRules,
  ...mariadbRules,
  ...monitoringRules,
  ...netappRules,
  ...numaflowRules,
  ...openshiftRules,
  ...operatorLifecycleRules,
  ...perconaRules,
  ...policyRules,
  ...processingRules,
  ...progressiveDeliveryRules,
  ...promoterRules,
  ...rabbitmqRules,
  ...sapRules,
  ...scalingRules,
  ...secretRules,
  ...servingRules,
  ...solrRules,
  ...sqlDatabaseRules,
  ...storageRules,
  ...threeScaleRules,
  ...tracingRules,
];
