import type { HealthRule } from '../../rules/health-rule.ts';

const limitOf = (end: string, unset: string) => `string(bounds[?(prefix + '${end}Executors')].orValue('${unset}'))`;
/** In Spark's configuration everything is text, 'infinity' among it. */
const isNumber = "matchesRe2('^-?[0-9]+([.][0-9]+)?$')";

/**
 * The Flink operator (https://nightlies.apache.org/flink/flink-kubernetes-operator-docs-main/), the Spark operator
 * (https://www.kubeflow.org/docs/components/spark-operator/), Camel K (https://camel.apache.org/camel-k/).
 */
export const processingRules: readonly HealthRule[] = [
  {
    kinds: ['flink.apache.org/FlinkDeployment'],
    let: {
      reconciliation: 'status.?reconciliationStatus.orValue({})',
      manager: "status.text('jobManagerDeploymentStatus')",
    },
    cases: [
      // The job manager says nothing of what the operator has not looked at.
      { when: '!has(status.reconciliationStatus)', status: 'Progressing', message: 'Waiting for the operator' },
      {
        when: "reconciliation.text('state') == 'DEPLOYED' || reconciliation.?success.orValue(false) == true",
        status: 'Healthy',
      },
      {
        when: "manager == 'ERROR'",
        status: 'Degraded',
        messageExpression: "reconciliation.text('error') == '' ? status.text('error') : reconciliation.text('error')",
        message: 'The job manager is in error',
      },
      {
        when: "manager in ['DEPLOYING', 'DEPLOYED_NOT_READY']",
        status: 'Progressing',
        message: 'The job manager is being deployed',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the operator' },
  },
  {
    kinds: ['sparkoperator.k8s.io/SparkApplication'],
    let: {
      application: 'status.?applicationState.orValue({})',
      state: "application.text('state')",
      says: "application.text('errorMessage')",
      // Until the operator has listed executors there is nothing to compare.
      isCounted: "state == 'RUNNING' && has(status.executorState)",
      running: "status.?executorState.orValue({}).map(id, status.executorState[id]).filter(s, s == 'RUNNING').size()",
      // They scale by the operator's field, or by Spark's own configuration, where streaming goes first.
      allocation: 'spec.?dynamicAllocation.orValue({})',
      byField: 'allocation.?enabled.orValue(false) == true',
      conf: 'spec.?sparkConf.orValue({})',
      byStreaming: "conf.text('spark.streaming.dynamicAllocation.enabled') == 'true'",
      byConf: "byStreaming || conf.text('spark.dynamicAllocation.enabled') == 'true'",
      bounds: 'byField ? allocation : conf',
      prefix: "byField ? '' : byStreaming ? 'spark.streaming.dynamicAllocation.' : 'spark.dynamicAllocation.'",
      least: limitOf('min', '0'),
      most: limitOf('max', '2147483647'),
      // A least that is no number is as if nothing scaled.
      scales: `(byField || byConf) && least.${isNumber}`,
      isEnough: 'scales && double(running) >= double(least)',
      instances: 'spec.?executor.?instances.orValue(-1)',
      isUnbound: '!scales && instances == -1 && !has(spec.dynamicAllocation)',
    },
    cases: [
      {
        when: 'has(object.status) && !has(status.applicationState)',
        status: 'Unknown',
        message: 'status.applicationState is missing',
      },
      { when: "state == 'COMPLETED'", status: 'Healthy', message: 'Completed' },
      { when: "state == 'INVALIDATING'", status: 'Missing', message: 'It is taken down to run again' },
      {
        when: "state in ['FAILED', 'FAILING', 'SUBMISSION_FAILED']",
        status: 'Degraded',
        messageExpression: "says == '' ? 'The application is ' + state : says",
      },
      { when: 'isCounted && !has(spec.executor)', status: 'Unknown', message: 'spec.executor is missing' },
      { when: 'isCounted && instances == running', status: 'Healthy', message: 'Running' },
      {
        when: `isCounted && isEnough && !most.${isNumber}`,
        status: 'Unknown',
        message: 'the most executors are no number',
      },
      { when: 'isCounted && isEnough && double(running) <= double(most)', status: 'Healthy', message: 'Running' },
      { when: 'isCounted && isUnbound && running >= 1', status: 'Healthy', message: 'Running' },
      { when: "state == 'RUNNING'", status: 'Progressing', message: 'Waiting for executor pods' },
      { when: "state != ''", status: 'Progressing', messageExpression: "'The application is ' + state" },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting to be submitted' },
  },
  {
    kinds: ['camel.apache.org/Integration'],
    let: { ready: "conditions.filter(c, c.type == 'Ready' && c.status in ['True', 'False'])[?0].orValue({})" },
    cases: [
      {
        when: "ready.text('status') == 'False'",
        status: 'Degraded',
        messageExpression: "ready.text('message')",
        message: 'Ready is False',
      },
      { when: "ready.text('status') == 'True'", status: 'Healthy', messageExpression: "ready.text('message')" },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting to be ready' },
  },
];
