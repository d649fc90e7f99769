import { describe, expect, it } from 'vitest';
import { Repository } from '../resources/repository.ts';
import { Tenant } from '../resources/tenant.ts';
import { readTenantRevision, revisionForTenant } from './tenant-revision.ts';

const inNamespace = (namespace: string) =>
  Repository.parse({ metadata: { name: 'base', namespace }, spec: { url: 'https://git.example/base.git' } });
const shared = inNamespace('nabe-system');
const own = inNamespace('tenant-red');
const sourceIntegrity = { accept: 'Commit', signers: [{ name: 'alice', sshKey: 'ssh-ed25519 AAAA' }] };
const strict = Tenant.parse({ metadata: { name: 'red' }, spec: { sourceIntegrity } });
const easy = Tenant.parse({ metadata: { name: 'red' }, spec: {} });

describe('revisionForTenant', () => {
  it.each([
    { name: 'a shared repository for a tenant with rules', repository: shared, tenant: strict, judgedFor: 'red' },
    { name: 'a shared repository for one without', repository: shared, tenant: easy, judgedFor: undefined },
    { name: "the tenant's own repository", repository: own, tenant: strict, judgedFor: undefined },
  ])('is judged for $judgedFor in $name', ({ repository, tenant, judgedFor }) => {
    const followed = revisionForTenant(repository, tenant, '>=1.0.0 <2');
    expect(readTenantRevision(followed)).toEqual({ revision: '>=1.0.0 <2', tenant: judgedFor });
    expect(followed).toBe(judgedFor === undefined ? '>=1.0.0 <2' : '>=1.0.0 <2 for tenant red');
  });
});
