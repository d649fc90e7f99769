import type { HealthRule } from '../../rules/health-rule.ts';
import { casesByCondition } from '../../rules/ready-cases.ts';

/** cert-manager (https://cert-manager.io/docs/reference/api-docs/) and Google's managed certificates. */
export const certificateRules: readonly HealthRule[] = [
  {
    kinds: ['cert-manager.io/Certificate'],
    cases: [
      {
        when: "conditions.holds('Issuing')",
        status: 'Progressing',
        messageExpression: "conditions.named('Issuing').message",
        message: 'Issuing',
      },
      ...casesByCondition('Ready'),
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the certificate' },
  },
  {
    kinds: ['cert-manager.io/Issuer', 'cert-manager.io/ClusterIssuer'],
    cases: casesByCondition('Ready'),
    otherwise: { status: 'Progressing', message: 'The issuer is being initialized' },
  },
  {
    kinds: ['networking.gke.io/ManagedCertificate'],
    let: { state: "status.text('certificateStatus')" },
    cases: [
      { when: "state == 'Active'", status: 'Healthy', message: 'Active for every domain' },
      {
        when: "state in ['ProvisioningFailed', 'ProvisioningFailedPermanently', 'RenewalFailed']",
        status: 'Degraded',
        messageExpression: 'state',
      },
      {
        when: "status.?domainStatus.orValue([]).exists(d, d.text('status').startsWith('Failed'))",
        status: 'Degraded',
        messageExpression:
          "status.domainStatus.filter(d, d.text('status').startsWith('Failed')).map(d, d.text('domain') + ': ' + d.text('status')).join(', ')",
      },
    ],
    otherwise: { status: 'Progressing', message: 'Waiting for the certificate to be provisioned' },
  },
];
