import type { HealthRule } from '../../rules/health-rule.ts';
import { casesByCondition } from '../../rules/ready-cases.ts';

/** External Secrets (https://external-secrets.io/latest/api/spec/), Sealed Secrets, 1Password. */
export const secretRules: readonly HealthRule[] = [
  {
    kinds: [
      'external-secrets.io/ExternalSecret',
      'external-secrets.io/PushSecret',
      'external-secrets.io/SecretStore',
      'external-secrets.io/ClusterSecretStore',
    ],
    cases: casesByCondition('Ready'),
    otherwise: { status: 'Progressing', messageExpression: "'Waiting for the ' + object.kind" },
  },
  {
    kinds: ['external-secrets.io/ClusterExternalSecret'],
    // The condition that was set last is the last of the list and tells the state.
    let: { last: 'conditions.filter(c, c == conditions[size(conditions) - 1])' },
    cases: [
      { when: '!has(status.conditions)', status: 'Progressing', message: 'Waiting for its first status' },
      { when: 'size(last) == 0', status: 'Unknown', message: 'its status lists no condition' },
      {
        when: "last[0].type == 'Ready' && last[0].status == 'True'",
        status: 'Healthy',
        messageExpression: 'last[0].message',
      },
      {
        when: "last[0].type in ['PartiallyReady', 'NotReady'] && last[0].status == 'True'",
        status: 'Degraded',
        messageExpression: 'last[0].message',
        message: 'Some namespaces do not have their ExternalSecret',
      },
      {
        when: "last[0].type == 'Ready' && last[0].status == 'False'",
        status: 'Degraded',
        messageExpression: 'last[0].message',
        message: 'Ready is False',
      },
    ],
    otherwise: { status: 'Progressing', messageExpression: 'last[0].message', message: 'Waiting to be ready' },
  },
  {
    kinds: ['bitnami.com/SealedSecret'],
    cases: casesByCondition('Synced'),
    otherwise: { status: 'Progressing', message: 'Waiting to be decrypted' },
  },
  {
    kinds: ['onepassword.com/OnePasswordItem'],
    cases: casesByCondition('Ready'),
    otherwise: { status: 'Progressing', message: 'Waiting for its first status' },
  },
];
