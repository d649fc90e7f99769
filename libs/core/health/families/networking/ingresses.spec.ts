import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('ingresses', () => {
  it.each([
    {
      name: 'a proxy nobody has looked at',
      body: { status: { currentStatus: 'NotReconciled', description: 'Waiting for controller' } },
      told: 'Progressing: Waiting for controller',
    },
    {
      name: 'a proxy that is valid by its word alone',
      body: { status: { currentStatus: 'valid' } },
      told: 'Progressing: Waiting for Contour',
    },
    { name: 'a valid proxy', body: withConditions('Valid=True'), told: 'Healthy' },
    {
      name: 'an invalid proxy',
      body: { spec: {}, ...withConditions('Valid=False Odd no host') },
      told: 'Degraded: no host',
    },
    {
      name: 'a proxy that includes another',
      body: { spec: { includes: [] }, ...withConditions('Odd=False', 'Valid=False') },
      told: 'Healthy: Not valid, perhaps for lack of what it includes',
    },
    {
      name: 'a proxy without a spec',
      body: withConditions('Valid=False'),
      told: 'Unknown: The proxy has no spec',
    },
    {
      name: 'a proxy that was valid of old',
      body: {
        metadata: { generation: 2 },
        status: { description: 'ok', conditions: [{ type: 'Valid', status: 'True', observedGeneration: 1 }] },
      },
      told: 'Progressing: Waiting for Contour',
    },
    {
      name: 'a proxy that does not say of which generation',
      body: { metadata: { generation: 2 }, ...withConditions('Valid=True'), spec: {} },
      told: 'Progressing: Waiting for Contour',
    },
  ])('calls $name $told', ({ body, told }) => {
    expect(toldHealth('projectcontour.io/v1/HTTPProxy', body)).toBe(told);
  });

  it.each([
    { name: 'a valid extension', body: withConditions('Valid=Unknown', 'Valid=True'), told: 'Healthy' },
    { name: 'an invalid extension', body: withConditions('Valid=False Odd no port'), told: 'Degraded: no port' },
    { name: 'an extension nobody has looked at', body: {}, told: 'Progressing: Waiting for Contour' },
  ])('calls $name $told', ({ body, told }) => {
    expect(toldHealth('projectcontour.io/v1alpha1/ExtensionService', body)).toBe(told);
  });

  it.each([
    { name: 'a route that is admitted', routers: ['True'], told: 'Healthy: Admitted' },
    { name: 'a route without routers', routers: [], told: 'Healthy: Admitted' },
    { name: 'a route that one of two admits', routers: ['True', 'False'], told: 'Degraded: by Admitted' },
    {
      name: 'a route that waits for one of two',
      routers: ['True', 'Unknown'],
      told: 'Progressing: Waiting for a router to admit it',
    },
  ])('calls $name $told', ({ routers, told }) => {
    const ingress = routers.map((status) => ({ conditions: [{ type: 'Admitted', status, message: 'by Admitted' }] }));
    expect(toldHealth('route.openshift.io/v1/Route', { status: { ingress } })).toBe(told);
  });

  it.each([
    { name: 'a route nobody has seen', status: {}, told: 'Progressing: Waiting for a router to admit it' },
    {
      name: 'a route of a silent router',
      status: { ingress: [{}] },
      told: 'Unknown: A router has written no conditions',
    },
  ])('calls $name $told', ({ status, told }) => {
    expect(toldHealth('route.openshift.io/v1/Route', { status })).toBe(told);
  });

  it.each([
    { state: 0, told: 'Unknown: The component is not there' },
    { state: 'UPDATING', told: 'Progressing: Updating to another version' },
    { state: 2, told: 'Progressing: Reconciling' },
    { state: 'HEALTHY', told: 'Healthy: Healthy' },
    { state: 4, told: 'Degraded: A component is in error' },
    { state: 5, told: 'Progressing: Somebody has to act' },
    { state: '4', told: 'Progressing: Waiting for the control plane' },
  ])('calls a control plane in state $state $told', ({ state, told }) => {
    expect(toldHealth('install.istio.io/v1alpha1/IstioOperator', { status: { status: state } })).toBe(told);
  });

  it.each([
    { name: 'an instance nobody has seen', conditions: [], told: 'Progressing: Waiting for it to be found' },
    {
      name: 'an instance that is found',
      conditions: ['Discoverable=False', 'Discoverable=True Discovered there'],
      told: 'Healthy: there',
    },
    {
      name: 'an instance that is not found yet',
      conditions: ['Discoverable=True', 'Discoverable=False NegativeLookup not there'],
      told: 'Progressing: not there',
    },
    {
      name: 'an instance nobody adopts',
      conditions: ['Adopted=False InstanceIgnored', 'Discoverable=True'],
      told: 'Degraded: No provider has adopted it',
    },
    {
      name: 'an instance that cannot be written',
      conditions: ['Advertised=False AdvertiseError no rights', 'Discoverable=True'],
      told: 'Degraded: no rights',
    },
    {
      name: 'an instance that cannot be looked up',
      conditions: ['Discoverable=True DiscoveryError no network'],
      told: 'Unknown: no network',
    },
  ])('calls $name $told', ({ conditions, told }) => {
    expect(toldHealth('proclaim.dogmatiq.io/v1/DNSSDServiceInstance', withConditions(...conditions))).toBe(told);
  });
});
