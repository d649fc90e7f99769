import { describe, expect, it } from 'vitest';
import { toldHealth } from '../told-health.ts';

describe('ingresses', () => {
  it.each([
    {
      name: 'a proxy nobody has looked at',
      kind: 'projectcontour.io/v1/HTTPProxy',
      body: { status: { currentStatus: 'NotReconciled', description: 'Waiting for controller' } },
      told: 'Progressing: Waiting for controller',
    },
    {
      name: 'an invalid proxy',
      kind: 'projectcontour.io/v1/HTTPProxy',
      body: { status: { currentStatus: 'invalid' } },
      told: 'Degraded: The proxy is invalid',
    },
    {
      name: 'a route that is admitted',
      kind: 'route.openshift.io/v1/Route',
      body: { status: { ingress: [{ conditions: [{ type: 'Admitted', status: 'True' }] }] } },
      told: 'Healthy: Admitted',
    },
    {
      name: 'a route that one of two routers admits',
      kind: 'route.openshift.io/v1/Route',
      body: { status: { ingress: [{ conditions: [{ type: 'Admitted', status: 'True' }] }, {}] } },
      told: 'Progressing: Waiting for a router to admit it',
    },
    {
      name: 'a control plane that is updated',
      kind: 'install.istio.io/v1alpha1/IstioOperator',
      body: { status: { status: 'UPDATING' } },
      told: 'Progressing: Updating to another version',
    },
    {
      name: 'a control plane that needs somebody',
      kind: 'install.istio.io/v1alpha1/IstioOperator',
      body: { status: { status: 5 } },
      told: 'Degraded: Somebody has to act',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
