import { describe, expect, it } from 'vitest';
import { toldHealth } from '../told-health.ts';

describe('processing', () => {
  it.each([
    {
      name: 'a Flink on its way',
      kind: 'flink.apache.org/v1beta1/FlinkDeployment',
      body: { status: { jobManagerDeploymentStatus: 'DEPLOYING' } },
      told: 'Progressing: The job manager is being deployed',
    },
    {
      name: 'a Flink in error',
      kind: 'flink.apache.org/v1beta1/FlinkDeployment',
      body: { status: { jobManagerDeploymentStatus: 'ERROR' } },
      told: 'Degraded: The job manager is in error',
    },
    {
      name: 'a new Flink',
      kind: 'flink.apache.org/v1beta1/FlinkDeployment',
      body: {},
      told: 'Progressing: Waiting for the operator',
    },
    {
      name: 'a Spark with its executors',
      kind: 'sparkoperator.k8s.io/v1beta2/SparkApplication',
      body: {
        spec: { executor: { instances: 2 } },
        status: { applicationState: { state: 'RUNNING' }, executorState: { a: 'RUNNING', b: 'RUNNING' } },
      },
      told: 'Healthy: Running',
    },
    {
      name: 'a Spark with one executor of two',
      kind: 'sparkoperator.k8s.io/v1beta2/SparkApplication',
      body: {
        spec: { executor: { instances: 2 } },
        status: { applicationState: { state: 'RUNNING' }, executorState: { a: 'RUNNING', b: 'PENDING' } },
      },
      told: 'Progressing: Waiting for executor pods',
    },
    {
      name: 'a Spark that scales by itself',
      kind: 'sparkoperator.k8s.io/v1beta2/SparkApplication',
      body: {
        spec: { dynamicAllocation: { enabled: true, minExecutors: 0 } },
        status: { applicationState: { state: 'RUNNING' } },
      },
      told: 'Healthy: Running',
    },
    {
      name: 'a Spark that ended',
      kind: 'sparkoperator.k8s.io/v1beta2/SparkApplication',
      body: { spec: {}, status: { applicationState: { state: 'COMPLETED' } } },
      told: 'Healthy: Completed',
    },
    {
      name: 'a Spark that failed',
      kind: 'sparkoperator.k8s.io/v1beta2/SparkApplication',
      body: { spec: {}, status: { applicationState: { state: 'FAILED' } } },
      told: 'Degraded: The application is FAILED',
    },
    {
      name: 'a Spark that was submitted',
      kind: 'sparkoperator.k8s.io/v1beta2/SparkApplication',
      body: { spec: {}, status: { applicationState: { state: 'SUBMITTED' } } },
      told: 'Progressing: The application is SUBMITTED',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
