import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('monitoring', () => {
  it.each([
    {
      name: 'a Prometheus that works',
      kind: 'monitoring.coreos.com/v1/Prometheus',
      body: withConditions('Available=True'),
      told: 'Healthy: Every instance is available',
    },
    {
      name: 'a Prometheus without pods',
      kind: 'monitoring.coreos.com/v1/Prometheus',
      body: withConditions('Available=False NoPodReady'),
      told: 'Degraded: NoPodReady',
    },
    {
      name: 'a Prometheus that lacks a pod',
      kind: 'monitoring.coreos.com/v1/Prometheus',
      body: withConditions('Available=Degraded SomePodsNotReady one is pending'),
      told: 'Progressing: one is pending',
    },
    {
      name: 'a Prometheus that says nothing',
      kind: 'monitoring.coreos.com/v1/Prometheus',
      body: { status: { conditions: [{ type: 'Available' }] } },
      told: 'Degraded: Not available',
    },
    {
      name: 'a Prometheus that works again',
      kind: 'monitoring.coreos.com/v1/Prometheus',
      body: withConditions('Available=False', 'Available=True'),
      told: 'Healthy: Every instance is available',
    },
    {
      name: 'a new Prometheus',
      kind: 'monitoring.coreos.com/v1/Prometheus',
      body: {},
      told: 'Progressing: Waiting for its first status',
    },
    {
      name: 'a cluster that works',
      kind: 'operator.victoriametrics.com/v1beta1/VMCluster',
      body: { metadata: { generation: 2 }, status: { updateStatus: 'operational', observedGeneration: 2 } },
      told: 'Healthy: Every component works',
    },
    {
      name: 'a cluster that has changed',
      kind: 'operator.victoriametrics.com/v1beta1/VMCluster',
      body: { metadata: { generation: 2 }, status: { updateStatus: 'failed', observedGeneration: 1 } },
      told: 'Progressing: Waiting for a status of its newest form',
    },
    {
      name: 'a cluster that failed',
      kind: 'operator.victoriametrics.com/v1beta1/VMCluster',
      body: { status: { updateStatus: 'failed', reason: 'no disk', observedGeneration: 1 } },
      told: 'Degraded: no disk',
    },
    {
      name: 'a cluster that is updated',
      kind: 'operator.victoriametrics.com/v1beta1/VMCluster',
      body: { status: { updateStatus: 'expanding' } },
      told: 'Progressing: Its components are being updated',
    },
    {
      name: 'a cluster that is paused',
      kind: 'operator.victoriametrics.com/v1beta1/VMCluster',
      body: { status: { updateStatus: 'paused' } },
      told: 'Suspended: Its reconciliation is paused',
    },
    {
      name: 'a rule nobody has picked',
      kind: 'operator.victoriametrics.com/v1beta1/VMRule',
      body: { status: { updateStatus: 'ignored' } },
      told: 'Progressing: Waiting for its first status',
    },
    {
      name: 'a metric without values',
      kind: 'datadoghq.com/v1alpha1/DatadogMetric',
      body: withConditions('Valid=False x none', 'Error=False'),
      told: 'Degraded: none',
    },
    {
      name: 'a metric that fails',
      kind: 'datadoghq.com/v1alpha1/DatadogMetric',
      body: withConditions('Valid=False', 'Error=True Timeout too slow'),
      told: 'Degraded: Timeout: too slow',
    },
    {
      name: 'a metric nobody asks for',
      kind: 'datadoghq.com/v1alpha1/DatadogMetric',
      body: withConditions('Active=False'),
      told: 'Healthy: Nothing is wrong with the metric',
    },
    {
      name: 'an alert that is known',
      kind: 'coralogix.com/v1beta1/Alert',
      body: withConditions('RemoteSynced=Unknown', 'RemoteSynced=True'),
      told: 'Healthy: RemoteSynced is True',
    },
    {
      name: 'an alert that was refused',
      kind: 'coralogix.com/v1alpha1/RecordingRuleGroupSet',
      body: withConditions('RemoteSynced=False x bad rule'),
      told: 'Degraded: bad rule',
    },
    {
      name: 'a new alert',
      kind: 'coralogix.com/v1beta1/Alert',
      body: {},
      told: 'Progressing: Waiting for its first status',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
