import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { toldHealth, withConditions } from '../../told-health.ts';

const accepted = { type: 'Accepted', status: 'True' };
const refused = { type: 'Accepted', status: 'False', message: 'no' };
const old = { observedGeneration: 1 };

/** A status of generation 2 in which parents `a` and `b` have the given conditions. */
function withParents(...parents: JsonObject[][]) {
  const told = parents.map((conditions, index) => ({ parentRef: { name: index === 0 ? 'a' : 'b' }, conditions }));
  return { metadata: { generation: 2 }, status: { parents: told } };
}

describe('Gateway API', () => {
  it.each([
    {
      name: 'a class that waits',
      body: withConditions('Accepted=Unknown Pending'),
      told: 'Progressing: Waiting for a controller to accept it',
    },
    { name: 'a class that is accepted', body: withConditions('Accepted=True'), told: 'Healthy: Accepted' },
    { name: 'a class that is refused', body: withConditions('Accepted=False Pending no'), told: 'Degraded: no' },
    {
      name: 'a class accepted of old',
      body: { metadata: { generation: 2 }, status: { conditions: [{ ...accepted, ...old }] } },
      told: 'Progressing: Waiting for a controller to accept it',
    },
    {
      name: 'a class without a generation',
      body: { status: { conditions: [{ ...accepted, ...old }] } },
      told: 'Healthy: Accepted',
    },
  ])('calls $name $told', ({ body, told }) => {
    expect(toldHealth('gateway.networking.k8s.io/v1/GatewayClass', body)).toBe(told);
  });

  it.each([
    { name: 'a gateway nobody has seen', body: {}, told: 'Progressing: Waiting for its controller' },
    {
      name: 'a gateway that is programmed',
      body: withConditions('Accepted=True', 'Programmed=True'),
      told: 'Healthy: Nothing is against it',
    },
    {
      name: 'a gateway with an empty list',
      body: { status: { conditions: [] } },
      told: 'Healthy: Nothing is against it',
    },
    {
      name: 'a gateway not yet programmed',
      body: withConditions('Accepted=Unknown', 'Programmed=False Invalid'),
      told: 'Progressing: Programmed is not True',
    },
    {
      name: 'a gateway refused after it was programmed in part',
      body: withConditions('Programmed=False', 'Accepted=False Pending no'),
      told: 'Degraded: no',
    },
    {
      name: 'a gateway refused of old',
      body: { metadata: { generation: 2 }, status: { conditions: [{ ...refused, ...old }] } },
      told: 'Degraded: no',
    },
    {
      name: 'a gateway with a listener that misses its secret',
      body: {
        status: {
          listeners: [
            { name: 'a', conditions: [accepted] },
            { name: 'b', conditions: [{ type: 'ResolvedRefs', status: 'False', message: 'no secret' }] },
          ],
        },
      },
      told: 'Degraded: listener b: no secret',
    },
    {
      name: 'a gateway whose first listener waits',
      body: {
        status: {
          listeners: [
            { name: 'a', conditions: [{ type: 'Programmed' }] },
            { name: 'b', conditions: [refused] },
          ],
        },
      },
      told: 'Progressing: listener a: Programmed is not True',
    },
    {
      name: 'a gateway of which only a listener is told',
      body: { status: { listeners: [{}] } },
      told: 'Healthy: Nothing is against it',
    },
  ])('calls $name $told', ({ body, told }) => {
    expect(toldHealth('gateway.networking.k8s.io/v1/Gateway', body)).toBe(told);
  });

  it.each([
    {
      name: 'a route that one parent has seen',
      kind: 'HTTPRoute',
      body: withParents([accepted], []),
      told: 'Healthy: Accepted',
    },
    {
      name: 'a route of an empty list',
      kind: 'HTTPRoute',
      body: withParents([]),
      told: 'Progressing: Waiting for a parent to accept it',
    },
    {
      name: 'a route without its service',
      kind: 'GRPCRoute',
      body: withParents([accepted, { type: 'ResolvedRefs', status: 'False', message: 'no service' }]),
      told: 'Degraded: parent a: no service',
    },
    {
      name: 'a route that waits at its first parent',
      kind: 'HTTPRoute',
      body: withParents([{ type: 'Programmed', status: 'Unknown' }], [refused]),
      told: 'Progressing: parent a: Programmed is not True',
    },
    {
      name: 'a route that only an old generation was refused',
      kind: 'HTTPRoute',
      body: withParents([{ ...refused, ...old }]),
      told: 'Progressing: Waiting for a parent to accept it',
    },
    {
      name: 'a route of a parent that is behind with another word',
      kind: 'HTTPRoute',
      body: withParents([refused, { type: 'Odd', ...old }], [accepted]),
      told: 'Healthy: Accepted',
    },
    {
      name: 'a gRPC route whatever the generation',
      kind: 'GRPCRoute',
      body: withParents([{ ...refused, ...old }]),
      told: 'Degraded: parent a: no',
    },
    {
      name: 'a route refused by nobody knows whom',
      kind: 'HTTPRoute',
      body: { status: { parents: [{ conditions: [refused] }] } },
      told: 'Unknown: cannot read the object: No such key: parentRef',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(`gateway.networking.k8s.io/v1/${kind}`, body)).toBe(told);
  });

  it.each([
    {
      name: 'a policy without ancestors',
      ancestors: [],
      told: 'Progressing: Waiting for an ancestor to accept it',
    },
    {
      name: 'a policy that is accepted',
      ancestors: [{ ancestorRef: { name: 'a' }, conditions: [accepted] }],
      told: 'Healthy: Accepted',
    },
    {
      name: 'a policy that one ancestor refuses',
      ancestors: [{ conditions: [accepted] }, { ancestorRef: { name: 'b' }, conditions: [refused] }],
      told: 'Degraded: ancestor b: no',
    },
    {
      name: 'a policy whose references nobody knows yet',
      ancestors: [
        { ancestorRef: { name: 'a' }, conditions: [{ type: 'ResolvedRefs', status: 'Unknown', message: 'wait' }] },
      ],
      told: 'Degraded: ancestor a: wait',
    },
    {
      name: 'a policy refused before one ancestor saw the spec',
      ancestors: [{ conditions: [refused] }, { ancestorRef: { name: 'b' }, conditions: [{ ...accepted, ...old }] }],
      told: 'Progressing: Waiting for ancestor b',
    },
    {
      name: 'a policy with a silent ancestor',
      ancestors: [{ ancestorRef: { name: 'a' } }],
      told: 'Unknown: An ancestor has no conditions',
    },
  ])('calls $name $told', ({ ancestors, told }) => {
    const body = { metadata: { generation: 2 }, status: { ancestors } };
    expect(toldHealth('gateway.networking.k8s.io/v1/BackendTLSPolicy', body)).toBe(told);
  });
});
