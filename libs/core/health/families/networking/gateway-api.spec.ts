import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('Gateway API', () => {
  it.each([
    {
      name: 'a class that waits',
      kind: 'gateway.networking.k8s.io/v1/GatewayClass',
      body: withConditions('Accepted=Unknown Pending'),
      told: 'Progressing: Waiting for a controller to accept it',
    },
    {
      name: 'a class that is accepted',
      kind: 'gateway.networking.k8s.io/v1/GatewayClass',
      body: withConditions('Accepted=True'),
      told: 'Healthy: Accepted',
    },
    {
      name: 'a gateway that is programmed',
      kind: 'gateway.networking.k8s.io/v1/Gateway',
      body: withConditions('Accepted=True', 'Programmed=True'),
      told: 'Healthy: Accepted and programmed',
    },
    {
      name: 'a gateway not yet programmed',
      kind: 'gateway.networking.k8s.io/v1/Gateway',
      body: withConditions('Accepted=True', 'Programmed=False Pending'),
      told: 'Progressing: Waiting to be Programmed',
    },
    {
      name: 'a gateway with a listener that misses its secret',
      kind: 'gateway.networking.k8s.io/v1/Gateway',
      body: {
        status: {
          conditions: [{ type: 'Accepted', status: 'True' }],
          listeners: [
            { name: 'a', conditions: [{ type: 'Accepted', status: 'True' }] },
            { name: 'b', conditions: [{ type: 'ResolvedRefs', status: 'False', message: 'no secret' }] },
          ],
        },
      },
      told: 'Degraded: no secret',
    },
    {
      name: 'a gateway whose trouble is of the past',
      kind: 'gateway.networking.k8s.io/v1/Gateway',
      body: {
        metadata: { generation: 2 },
        status: { conditions: [{ type: 'Accepted', status: 'False', observedGeneration: 1 }] },
      },
      told: 'Progressing: Waiting for its controller',
    },
    {
      name: 'a route that one parent accepts',
      kind: 'gateway.networking.k8s.io/v1/HTTPRoute',
      body: {
        metadata: { generation: 1 },
        status: {
          parents: [
            { parentRef: { name: 'a' }, conditions: [{ type: 'Accepted', status: 'True' }] },
            { parentRef: { name: 'b' }, conditions: [] },
          ],
        },
      },
      told: 'Healthy: Accepted',
    },
    {
      name: 'a route without its service',
      kind: 'gateway.networking.k8s.io/v1/GRPCRoute',
      body: {
        metadata: { generation: 1 },
        status: {
          parents: [
            {
              parentRef: { name: 'a' },
              conditions: [
                { type: 'Accepted', status: 'True' },
                { type: 'ResolvedRefs', status: 'False', message: 'no service' },
              ],
            },
          ],
        },
      },
      told: 'Degraded: parent a: no service',
    },
    {
      name: 'a route that is being set up',
      kind: 'gateway.networking.k8s.io/v1/HTTPRoute',
      body: {
        metadata: { generation: 1 },
        status: {
          parents: [
            {
              parentRef: { name: 'a' },
              conditions: [
                { type: 'Accepted', status: 'True' },
                { type: 'Progressing', status: 'True' },
              ],
            },
          ],
        },
      },
      told: 'Progressing: A parent is being set up',
    },
    {
      name: 'a route that only an old generation was refused',
      kind: 'gateway.networking.k8s.io/v1/HTTPRoute',
      body: {
        metadata: { generation: 2 },
        status: {
          parents: [
            { parentRef: { name: 'a' }, conditions: [{ type: 'Accepted', status: 'False', observedGeneration: 1 }] },
          ],
        },
      },
      told: 'Progressing: Waiting for a parent to accept it',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
