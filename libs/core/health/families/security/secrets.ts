import type { HealthRule } from '../../rules/health-rule.ts';
import { decidedBy } from '../../rules/decided-condition.ts';

/** External Secrets (https://external-secrets.io/latest/api/spec/) and its predecessor, Sealed Secrets, 1Password. */
export const secretRules: readonly HealthRule[] = [
  {
    kinds: [
      'external-secrets.io/ExternalSecret',
      'external-secrets.io/PushSecret',
      'external-secrets.io/SecretStore',
      'external-secrets.io/ClusterSecretStore',
    ],
    ...decidedBy('Ready'),
    otherwise: { status: 'Progressing', messageExpression: "'Waiting for the ' + object.kind" },
  },
  {
    kinds: ['external-secrets.io/ClusterExternalSecret'],
    // The condition that was set last is the last of the list and tells the state.
    let: { last: 'size(conditions) == 0 ? {} : conditions[size(conditions) - 1]' },
    cases: [
      { when: '!has(status.conditions)', status: 'Progressing', message: 'Waiting for its first status' },
      { when: 'size(last) == 0', status: 'Unknown', message: 'its status lists no condition' },
      { when: "last.type == 'Ready' && last.status == 'True'", status: 'Healthy', messageExpression: 'last.message' },
      {
        when: "last.type in ['PartiallyReady', 'NotReady'] && last.status == 'True'",
        status: 'Degraded',
        messageExpression: 'last.message',
        message: 'Some namespaces do not have their ExternalSecret',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'last.message', message: 'Waiting to be ready' },
  },
  {
    kinds: ['kubernetes-client.io/ExternalSecret'],
    let: { told: "status.text('status')" },
    cases: [
      { when: '!has(object.status)', status: 'Progressing', message: 'Waiting for its first status' },
      { when: '!has(status.status)', status: 'Unknown', message: 'its status does not say how the last poll went' },
      { when: "told == 'SUCCESS'", status: 'Healthy', message: 'Fetched' },
      {
        when: "told.startsWith('ERROR')",
        status: 'Degraded',
        messageExpression: "told.startsWith('ERROR, ') ? told.substring(7) : told",
        message: 'The last poll failed',
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting to be fetched' },
  },
  {
    kinds: ['bitnami.com/SealedSecret'],
    ...decidedBy('Synced'),
    otherwise: { status: 'Progressing', message: 'Waiting to be decrypted' },
  },
  {
    kinds: ['onepassword.com/OnePasswordItem'],
    ...decidedBy('Ready'),
    otherwise: { status: 'Progressing', message: 'Waiting for its first status' },
  },
];
