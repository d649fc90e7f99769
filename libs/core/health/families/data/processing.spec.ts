import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../told-health.ts';

describe('processing', () => {
  const upgrading = { state: 'UPGRADING' };
  it.each<{ name: string; status?: JsonObject; told: string }>([
    { name: 'one deployed', status: { reconciliationStatus: { state: 'DEPLOYED' } }, told: 'Healthy' },
    { name: 'one that succeeded', status: { reconciliationStatus: { success: true } }, told: 'Healthy' },
    {
      name: 'one on its way',
      status: { reconciliationStatus: upgrading, jobManagerDeploymentStatus: 'DEPLOYING' },
      told: 'Progressing: The job manager is being deployed',
    },
    {
      name: 'one in error',
      status: { reconciliationStatus: upgrading, jobManagerDeploymentStatus: 'ERROR' },
      told: 'Degraded: The job manager is in error',
    },
    {
      name: 'one in error that says why',
      status: { reconciliationStatus: { error: 'no jar' }, jobManagerDeploymentStatus: 'ERROR' },
      told: 'Degraded: no jar',
    },
    {
      name: 'one in error before it was looked at',
      status: { jobManagerDeploymentStatus: 'ERROR' },
      told: 'Progressing: Waiting for the operator',
    },
    { name: 'a new one', told: 'Progressing: Waiting for the operator' },
  ])('calls $name of Flink $told', ({ status, told }) => {
    expect(toldHealth('flink.apache.org/v1beta1/FlinkDeployment', status ? { status } : {})).toBe(told);
  });

  it.each<{ name: string; spec?: JsonObject; status?: JsonObject; told: string }>([
    { name: 'a new one', told: 'Progressing: Waiting to be submitted' },
    { name: 'an empty status', status: {}, told: 'Unknown: status.applicationState is missing' },
    { name: 'one that ended', status: inState('COMPLETED'), told: 'Healthy: Completed' },
    { name: 'one that failed', status: inState('FAILED'), told: 'Degraded: The application is FAILED' },
    { name: 'one taken down', status: inState('INVALIDATING'), told: 'Missing: It is taken down to run again' },
    { name: 'one submitted', status: inState('SUBMITTED'), told: 'Progressing: The application is SUBMITTED' },
    { name: 'one not known', status: inState('UNKNOWN'), told: 'Progressing: The application is UNKNOWN' },
    { name: 'one that lists no executors', status: inState('RUNNING'), told: 'Progressing: Waiting for executor pods' },
    { name: 'one that wants none we know of', status: withPods(1), told: 'Unknown: spec.executor is missing' },
  ])('calls $name of Spark $told', ({ spec = {}, status, told }) => {
    expect(toldSpark(status ? { spec, status } : { spec })).toBe(told);
  });

  const waits = 'Progressing: Waiting for executor pods';
  it.each<{ spec: JsonObject; pods: number; told: string }>([
    { spec: { executor: { instances: 2 } }, pods: 2, told: 'Healthy: Running' },
    { spec: { executor: { instances: 2 } }, pods: 1, told: waits },
    { spec: { executor: { instances: 2 } }, pods: 3, told: waits },
    { spec: { executor: {} }, pods: 1, told: 'Healthy: Running' },
    { spec: { executor: {} }, pods: 0, told: waits },
    { spec: { executor: {}, dynamicAllocation: {} }, pods: 1, told: waits },
    { spec: { executor: {}, dynamicAllocation: { enabled: true } }, pods: 0, told: 'Healthy: Running' },
    { spec: { executor: {}, dynamicAllocation: { enabled: true, minExecutors: 2 } }, pods: 1, told: waits },
    { spec: { executor: {}, dynamicAllocation: { enabled: true, maxExecutors: 2 } }, pods: 3, told: waits },
    { spec: { executor: {}, ...byConf('dynamicAllocation', '1', '2') }, pods: 2, told: 'Healthy: Running' },
    { spec: { executor: {}, ...byConf('dynamicAllocation', '1', '2') }, pods: 3, told: waits },
    { spec: { executor: {}, ...byConf('streaming.dynamicAllocation', '2', '3') }, pods: 1, told: waits },
    { spec: { executor: {}, ...byConf('dynamicAllocation', 'few', '2') }, pods: 3, told: 'Healthy: Running' },
    {
      spec: { executor: {}, ...byConf('dynamicAllocation', '1', 'infinity') },
      pods: 3,
      told: 'Unknown: the most executors are no number',
    },
  ])('calls a Spark of $spec with $pods executors $told', ({ spec, pods, told }) => {
    expect(toldSpark({ spec, status: withPods(pods) })).toBe(told);
  });

  it.each([
    { conditions: ['Ready=False x no image'], told: 'Degraded: no image' },
    { conditions: ['Ready=Unknown', 'Ready=True'], told: 'Healthy' },
    { conditions: ['Ready=Unknown'], told: 'Progressing: Waiting to be ready' },
  ])('calls an integration with $conditions $told', ({ conditions, told }) => {
    expect(toldHealth('camel.apache.org/v1/Integration', withConditions(...conditions))).toBe(told);
  });
});

function toldSpark(body: JsonObject): string {
  return toldHealth('sparkoperator.k8s.io/v1beta2/SparkApplication', body);
}

function inState(state: string): JsonObject {
  return { applicationState: { state } };
}

/** One more is pending, which does not count. */
function withPods(count: number): JsonObject {
  const pods = Array.from({ length: count }, (_, index) => [`pod${index}`, 'RUNNING']);
  return { ...inState('RUNNING'), executorState: { ...Object.fromEntries(pods), late: 'PENDING' } };
}

function byConf(feature: string, least: string, most: string): JsonObject {
  const of = `spark.${feature}`;
  return { sparkConf: { [`${of}.enabled`]: 'true', [`${of}.minExecutors`]: least, [`${of}.maxExecutors`]: most } };
}
