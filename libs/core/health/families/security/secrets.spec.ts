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
      name: 'a store that was undecided before',
      kind: 'external-secrets.io/v1/ClusterSecretStore',
      body: withConditions('Ready=Unknown', 'Ready=True x valid'),
      told: 'Healthy: valid',
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
      name: 'some namespaces that lack it',
      kind: 'external-secrets.io/v1/ClusterExternalSecret',
      body: withConditions('PartiallyReady=True'),
      told: 'Degraded: Some namespaces do not have their ExternalSecret',
    },
    {
      name: 'one that is being looked at',
      kind: 'external-secrets.io/v1/ClusterExternalSecret',
      body: withConditions('Ready=Unknown'),
      told: 'Progressing: Waiting to be ready',
    },
    {
      name: 'one that is not ready yet',
      kind: 'external-secrets.io/v1/ClusterExternalSecret',
      body: withConditions('Ready=False x soon'),
      told: 'Progressing: soon',
    },
    {
      name: 'one without conditions',
      kind: 'external-secrets.io/v1/ClusterExternalSecret',
      body: { status: {} },
      told: 'Progressing: Waiting for its first status',
    },
    {
      name: 'one whose list is empty',
      kind: 'external-secrets.io/v1/ClusterExternalSecret',
      body: withConditions(),
      told: 'Unknown: its status lists no condition',
    },
    {
      name: 'an old secret that was fetched',
      kind: 'kubernetes-client.io/v1/ExternalSecret',
      body: { status: { status: 'SUCCESS' } },
      told: 'Healthy: Fetched',
    },
    {
      name: 'an old secret that was not found',
      kind: 'kubernetes-client.io/v1/ExternalSecret',
      body: { status: { status: 'ERROR, no such secret, sorry' } },
      told: 'Degraded: no such secret, sorry',
    },
    {
      name: 'an old secret that failed',
      kind: 'kubernetes-client.io/v1/ExternalSecret',
      body: { status: { status: 'ERROR, ' } },
      told: 'Degraded: The last poll failed',
    },
    {
      name: 'an old secret with another word',
      kind: 'kubernetes-client.io/v1/ExternalSecret',
      body: { status: { status: 'PENDING' } },
      told: 'Progressing: Waiting to be fetched',
    },
    {
      name: 'an old secret without status',
      kind: 'kubernetes-client.io/v1/ExternalSecret',
      body: {},
      told: 'Progressing: Waiting for its first status',
    },
    {
      name: 'an old secret with an empty status',
      kind: 'kubernetes-client.io/v1/ExternalSecret',
      body: { status: {} },
      told: 'Unknown: its status does not say how the last poll went',
    },
    {
      name: 'a sealed secret that was opened',
      kind: 'bitnami.com/v1alpha1/SealedSecret',
      body: withConditions('Synced=True x opened'),
      told: 'Healthy: opened',
    },
    {
      name: 'a sealed secret with another key',
      kind: 'bitnami.com/v1alpha1/SealedSecret',
      body: withConditions('Synced=False x no key'),
      told: 'Degraded: no key',
    },
    {
      name: 'an item that is missing',
      kind: 'onepassword.com/v1/OnePasswordItem',
      body: withConditions('Ready=False x no such item'),
      told: 'Degraded: no such item',
    },
    {
      name: 'an item that is undecided',
      kind: 'onepassword.com/v1/OnePasswordItem',
      body: withConditions('Ready=Unknown'),
      told: 'Progressing: Waiting for its first status',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
