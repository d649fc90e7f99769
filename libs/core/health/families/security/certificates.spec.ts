import { describe, expect, it } from 'vitest';
import { toldHealth, withConditions } from '../told-health.ts';

describe('certificates', () => {
  it.each([
    {
      name: 'a certificate that is ready',
      kind: 'cert-manager.io/v1/Certificate',
      body: withConditions('Ready=True Ready up to date'),
      told: 'Healthy: up to date',
    },
    {
      name: 'a renewal under way',
      kind: 'cert-manager.io/v1/Certificate',
      body: withConditions('Ready=True', 'Issuing=True'),
      told: 'Progressing: Issuing',
    },
    {
      name: 'one that failed without a word',
      kind: 'cert-manager.io/v1/Certificate',
      body: withConditions('Ready=False'),
      told: 'Degraded: Ready is False',
    },
    {
      name: 'an issuer that cannot reach its server',
      kind: 'cert-manager.io/v1/ClusterIssuer',
      body: withConditions('Ready=False x no route'),
      told: 'Degraded: no route',
    },
    {
      name: "one of Google's that waits",
      kind: 'networking.gke.io/v1/ManagedCertificate',
      body: {
        status: { certificateStatus: 'Provisioning', domainStatus: [{ domain: 'a.example', status: 'Provisioning' }] },
      },
      told: 'Progressing: Waiting for the certificate to be provisioned',
    },
    {
      name: "one of Google's that cannot be seen",
      kind: 'networking.gke.io/v1/ManagedCertificate',
      body: {
        status: {
          certificateStatus: 'Provisioning',
          domainStatus: [{ domain: 'a.example', status: 'FailedNotVisible' }],
        },
      },
      told: 'Degraded: a.example: FailedNotVisible',
    },
    {
      name: "one of Google's that was not renewed",
      kind: 'networking.gke.io/v1/ManagedCertificate',
      body: { status: { certificateStatus: 'RenewalFailed' } },
      told: 'Degraded: RenewalFailed',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
