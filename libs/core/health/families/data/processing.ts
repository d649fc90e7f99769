import type { HealthRule } from '../../rules/health-rule.ts';

/** The Flink operator (https://nightlies.apache.org/flink/flink-kubernetes-operator-docs-main/) and the Spark operator. */
export const processingRules: readonly HealthRule[] = [
  {
    kinds: ['flink.apache.org/FlinkDeployment'],
    let: {
      reconciliation: 'status.?reconciliationStatus.orValue({})',
      manager: "status.text('jobManagerDeploymentStatus')",
    },
    cases: [
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
      running: "status.?executorState.orValue({}).map(id, status.executorState[id]).filter(s, s == 'RUNNING').size()",
      allocation: 'spec.?dynamicAllocation.orValue({})',
      executors: 'spec.?executor.orValue({})',
      wanted:
        "allocation.?enabled.orValue(false) == true ? (has(allocation.minExecutors) ? allocation.number('minExecutors') : 1) : (has(executors.instances) ? executors.number('instances') : 1)",
    },
    cases: [
      { when: "state == 'COMPLETED'", status: 'Healthy', message: 'Completed' },
      { when: "state == 'RUNNING' && running >= wanted", status: 'Healthy', message: 'Running' },
      { when: "state == 'RUNNING'", status: 'Progressing', message: 'Waiting for executor pods' },
      {
        when: "state in ['FAILED', 'FAILING', 'SUBMISSION_FAILED', 'UNKNOWN']",
        status: 'Degraded',
        messageExpression: "says == '' ? 'The application is ' + state : says",
      },
      { when: "state != ''", status: 'Progressing', messageExpression: "'The application is ' + state" },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting to be submitted' },
  },
];
