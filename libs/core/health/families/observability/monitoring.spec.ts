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
      name: 'a new Prometheus',
      kind: 'monitoring.coreos.com/v1/Prometheus',
      body: {},
      told: 'Progressing: Waiting for its first status',
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
      name: 'a metric without values',
      kind: 'datadoghq.com/v1alpha1/DatadogMetric',
      body: withConditions('Valid=False', 'Error=False'),
      told: 'Progressing: Waiting for the first value',
    },
    {
      name: 'a Grafana that failed',
      kind: 'grafana.integreatly.org/v1beta1/Grafana',
      body: { status: { stage: 'deployment', stageStatus: 'failed' } },
      told: 'Degraded: Stage deployment has failed',
    },
    {
      name: 'a Grafana on its way',
      kind: 'grafana.integreatly.org/v1beta1/Grafana',
      body: { status: { stage: 'plugins', stageStatus: 'in progress' } },
      told: 'Progressing: Stage plugins',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
