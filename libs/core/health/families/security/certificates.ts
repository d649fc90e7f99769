import type { HealthRule } from '../../rules/health-rule.ts';
import { decidedBy } from '../../rules/decided-condition.ts';

const ready = decidedBy('Ready');
const waitsForCertificate = { status: 'Progressing', message: 'Waiting for the certificate' } as const;

/** cert-manager (https://cert-manager.io/docs/reference/api-docs/) and Google's managed certificates. */
export const certificateRules: readonly HealthRule[] = [
  {
    kinds: ['cert-manager.io/Certificate'],
    let: {
      ...ready.let,
      issuing: "conditions.filter(c, c.type == 'Issuing' && c.status == 'True')",
    },
    cases: [
      // The certificate of before stays ready while the next one is issued.
      {
        when: 'size(issuing) > 0',
        status: 'Progressing',
        messageExpression: 'issuing[0].message',
        message: 'Issuing',
      },
      ...ready.cases,
    ],
    otherwise: waitsForCertificate,
  },
  { kinds: ['certmanager.k8s.io/Certificate'], ...ready, otherwise: waitsForCertificate },
  {
    kinds: ['cert-manager.io/Issuer', 'cert-manager.io/ClusterIssuer', 'certmanager.k8s.io/Issuer'],
    ...ready,
    otherwise: { status: 'Progressing', message: 'The issuer is being initialized' },
  },
  {
    kinds: ['networking.gke.io/ManagedCertificate'],
    let: {
      // Google tries all other failures again.
      unseen: "status.?domainStatus.orValue([]).filter(d, d.text('status') == 'FailedNotVisible')",
    },
    cases: [
      {
        when: 'size(unseen) > 0',
        status: 'Degraded',
        messageExpression: "'cannot be reached: ' + unseen.map(d, d.text('domain')).join(', ')",
      },
      { when: "status.text('certificateStatus') == 'Active'", status: 'Healthy', message: 'Active for every domain' },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the certificate to be provisioned' },
  },
];
