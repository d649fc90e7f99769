import { describe, expect, it } from 'vitest';
import { buildRepository, buildTenant } from '#testing/resource-builders.ts';
import { readTenantRevision, revisionForTenant } from './tenant-revision.ts';

const shared = buildRepository('red', 'base', { metadata: { namespace: 'nabe-system' } });
const own = buildRepository('red', 'base');
const sourceIntegrity = { accept: 'Commit', signers: [{ name: 'alice', sshKey: 'ssh-ed25519 AAAA' }] };
const strict = buildTenant('red', { spec: { sourceIntegrity } });
const easy = buildTenant('red');

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
