import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('tracing', () => {
  it.each([
    {
      name: 'a collector with one replica of two',
      kind: 'opentelemetry.io/v1beta1/OpenTelemetryCollector',
      body: { status: { scale: { statusReplicas: '1/2' } } },
      told: 'Progressing: 1/2 replicas are ready',
    },
    {
      name: 'a collector without replicas',
      kind: 'opentelemetry.io/v1beta1/OpenTelemetryCollector',
      body: { status: { scale: { statusReplicas: '0/2' } } },
      told: 'Degraded: No replica is ready',
    },
    {
      name: 'a new collector',
      kind: 'opentelemetry.io/v1beta1/OpenTelemetryCollector',
      body: {},
      told: 'Progressing: Waiting for its first status',
    },
    {
      name: 'a Jaeger that runs',
      kind: 'jaegertracing.io/v1/Jaeger',
      body: { status: { phase: 'Running' } },
      told: 'Healthy: Running',
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
      body: withConditions('Running=True Successful waiting', 'Successful=True'),
      told: 'Healthy: waiting',
    },
    { name: 'a new Kiali', kind: 'kiali.io/v1alpha1/Kiali', body: {}, told: 'Progressing: Waiting for Kiali' },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
