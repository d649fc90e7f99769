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
      name: 'a renewal that is over',
      kind: 'cert-manager.io/v1/Certificate',
      body: withConditions('Issuing=False', 'Ready=True Ready up to date'),
      told: 'Healthy: up to date',
    },
    {
      name: 'one that failed without a word',
      kind: 'cert-manager.io/v1/Certificate',
      body: withConditions('Ready=False'),
      told: 'Degraded: Ready is False',
    },
    {
      name: 'one that was undecided before',
      kind: 'cert-manager.io/v1/Certificate',
      body: withConditions('Ready=Unknown', 'Ready=True x renewed'),
      told: 'Healthy: renewed',
    },
    {
      name: 'one nobody has looked at',
      kind: 'cert-manager.io/v1/Certificate',
      body: {},
      told: 'Progressing: Waiting for the certificate',
    },
    {
      name: 'one of before cert-manager 0.11',
      kind: 'certmanager.k8s.io/v1alpha1/Certificate',
      body: withConditions('Issuing=True', 'Ready=True x ready'),
      told: 'Healthy: ready',
    },
    {
      name: 'an issuer that cannot reach its server',
      kind: 'cert-manager.io/v1/ClusterIssuer',
      body: withConditions('Ready=False x no route'),
      told: 'Degraded: no route',
    },
    {
      name: 'an issuer that is registered',
      kind: 'cert-manager.io/v1/Issuer',
      body: withConditions('Ready=True x registered'),
      told: 'Healthy: registered',
    },
    {
      name: 'a new issuer of before cert-manager 0.11',
      kind: 'certmanager.k8s.io/v1alpha1/Issuer',
      body: {},
      told: 'Progressing: The issuer is being initialized',
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
      name: "one of Google's that is not seen, though active",
      kind: 'networking.gke.io/v1/ManagedCertificate',
      body: {
        status: { certificateStatus: 'Active', domainStatus: [{ domain: 'a.example', status: 'FailedNotVisible' }] },
      },
      told: 'Degraded: cannot be reached: a.example',
    },
    {
      name: "one of Google's that is active",
      kind: 'networking.gke.io/v1/ManagedCertificate',
      body: { status: { certificateStatus: 'Active' } },
      told: 'Healthy: Active for every domain',
    },
    {
      name: "one of Google's that was not renewed",
      kind: 'networking.gke.io/v1/ManagedCertificate',
      body: { status: { certificateStatus: 'RenewalFailed' } },
      told: 'Progressing: Waiting for the certificate to be provisioned',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
