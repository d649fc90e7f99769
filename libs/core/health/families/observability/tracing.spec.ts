import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('tracing', () => {
  it.each([
    {
      name: 'a collector with one replica of two',
      kind: 'opentelemetry.io/v1beta1/OpenTelemetryCollector',
      body: { spec: { mode: 'deployment' }, status: { scale: { statusReplicas: '1/2' } } },
      told: 'Progressing: 1/2 replicas are ready',
    },
    {
      name: 'a collector with all replicas',
      kind: 'opentelemetry.io/v1beta1/OpenTelemetryCollector',
      body: { spec: { mode: 'deployment' }, status: { scale: { statusReplicas: '2/2' } } },
      told: 'Healthy: Every replica is ready',
    },
    {
      name: 'a collector without replicas',
      kind: 'opentelemetry.io/v1beta1/OpenTelemetryCollector',
      body: { spec: { mode: 'sidecar' }, status: { scale: { statusReplicas: '0/2' } } },
      told: 'Degraded: No replica is ready',
    },
    {
      name: 'a collector that wants none',
      kind: 'opentelemetry.io/v1beta1/OpenTelemetryCollector',
      body: { spec: { mode: 'deployment' }, status: { scale: { statusReplicas: '0/0' } } },
      told: 'Degraded: No replica is ready',
    },
    {
      name: 'a collector for no node',
      kind: 'opentelemetry.io/v1beta1/OpenTelemetryCollector',
      body: { spec: { mode: 'daemonset' }, status: { scale: { statusReplicas: '0/0' } } },
      told: 'Healthy: No node asks for a replica',
    },
    {
      name: 'a collector with odd replicas',
      kind: 'opentelemetry.io/v1beta1/OpenTelemetryCollector',
      body: { spec: { mode: 'deployment' }, status: { scale: { statusReplicas: 'two' } } },
      told: 'Progressing: cannot read the replicas: two',
    },
    {
      name: 'a collector inside other pods',
      kind: 'opentelemetry.io/v1beta1/OpenTelemetryCollector',
      body: { spec: { mode: 'sidecar' }, status: {} },
      told: 'Healthy: Runs inside the pods that ask for it',
    },
    {
      name: 'one inside other pods nobody has looked at',
      kind: 'opentelemetry.io/v1beta1/OpenTelemetryCollector',
      body: { spec: { mode: 'sidecar' } },
      told: 'Progressing: Waiting for its first status',
    },
    {
      name: 'a collector whose replicas nobody has counted',
      kind: 'opentelemetry.io/v1beta1/OpenTelemetryCollector',
      body: { spec: {}, status: {} },
      told: 'Progressing: Waiting for the number of its replicas',
    },
    {
      name: 'a collector without spec',
      kind: 'opentelemetry.io/v1beta1/OpenTelemetryCollector',
      body: { status: {} },
      told: 'Unknown: it has no spec',
    },
    {
      name: 'a Jaeger that runs',
      kind: 'jaegertracing.io/v1/Jaeger',
      body: { status: { phase: 'Running' } },
      told: 'Healthy: Running',
    },
    {
      name: 'a Jaeger that failed',
      kind: 'jaegertracing.io/v1/Jaeger',
      body: { status: { phase: 'Failed' } },
      told: 'Degraded: Failed, its status does not say why',
    },
    {
      name: 'a Jaeger on its way',
      kind: 'jaegertracing.io/v1/Jaeger',
      body: {},
      told: 'Progressing: Waiting for Jaeger',
    },
    {
      name: 'a Kiali that is done',
      kind: 'kiali.io/v1alpha1/Kiali',
      body: withConditions('Running=True Successful waiting', 'Successful=True x succeeded'),
      told: 'Healthy: succeeded',
    },
    {
      name: 'a Kiali that is at it again',
      kind: 'kiali.io/v1alpha1/Kiali',
      body: withConditions('Running=False Running reconciling', 'Successful=True'),
      told: 'Progressing: reconciling',
    },
    {
      name: 'a Kiali that failed first',
      kind: 'kiali.io/v1alpha1/Kiali',
      body: withConditions('Successful=False', 'Failure=True x no token', 'Running=True Running'),
      told: 'Degraded: no token',
    },
    {
      name: 'a Kiali that only waits',
      kind: 'kiali.io/v1alpha1/Kiali',
      body: withConditions('Running=True Successful waiting'),
      told: 'Progressing: Waiting for Kiali',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
