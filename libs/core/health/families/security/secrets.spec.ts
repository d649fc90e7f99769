import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('secrets', () => {
  it.each([
    {
      name: 'a secret that is synced',
      kind: 'external-secrets.io/v1/ExternalSecret',
      body: withConditions('Ready=True SecretSynced synced'),
      told: 'Healthy: synced',
    },
    {
      name: 'a store nobody has looked at',
      kind: 'external-secrets.io/v1/SecretStore',
      body: {},
      told: 'Progressing: Waiting for the SecretStore',
    },
    {
      name: 'a push that was refused',
      kind: 'external-secrets.io/v1alpha1/PushSecret',
      body: withConditions('Ready=False x denied'),
      told: 'Degraded: denied',
    },
    {
      name: 'namespaces that all have it',
      kind: 'external-secrets.io/v1/ClusterExternalSecret',
      body: withConditions('NotReady=True', 'Ready=True x all'),
      told: 'Healthy: all',
    },
    {
      name: 'namespaces that lack it',
      kind: 'external-secrets.io/v1/ClusterExternalSecret',
      body: withConditions('Ready=True', 'NotReady=True x 1 of 2'),
      told: 'Degraded: 1 of 2',
    },
    {
      name: 'one that is being looked at',
      kind: 'external-secrets.io/v1/ClusterExternalSecret',
      body: withConditions('Ready=Unknown'),
      told: 'Progressing: Waiting to be ready',
    },
    {
      name: 'a sealed secret that was opened',
      kind: 'bitnami.com/v1alpha1/SealedSecret',
      body: withConditions('Synced=True'),
      told: 'Healthy',
    },
    {
      name: 'an item that is missing',
      kind: 'onepassword.com/v1/OnePasswordItem',
      body: withConditions('Ready=False x no such item'),
      told: 'Degraded: no such item',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
