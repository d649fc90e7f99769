import { describe, expect, it } from 'vitest';
import { cloudKeyId } from './cloud-key-id.ts';

const arn = 'arn:aws:kms:eu-central-1:111122223333:key/9f5c-11';
const role = 'arn:aws:iam::111122223333:role/red';
const vault = { vault_address: 'https://vault.example.com', engine_path: 'teams/sops', key_name: 'red' };

describe('cloudKeyId', () => {
  it.each([
    { name: 'a key of AWS', service: 'kms', fields: { arn }, id: arn },
    { name: 'a key of AWS that wants a role', service: 'kms', fields: { arn, role }, id: `${arn}+${role}` },
    {
      name: 'an alias of AWS',
      service: 'kms',
      fields: { arn: 'arn:aws-cn:kms:cn-north-1:1:alias/red/web' },
      id: 'arn:aws-cn:kms:cn-north-1:1:alias/red/web',
    },
    {
      name: 'a key of Google',
      service: 'gcp_kms',
      fields: { resource_id: 'projects/p/locations/global/keyRings/r/cryptoKeys/k' },
      id: 'projects/p/locations/global/keyRings/r/cryptoKeys/k',
    },
    {
      name: 'a key of Azure',
      service: 'azure_kv',
      fields: { vault_url: 'https://red.vault.azure.net', name: 'web', version: 'a1' },
      id: 'https://red.vault.azure.net/keys/web/a1',
    },
    {
      name: 'a key of HashiCorp Vault',
      service: 'hc_vault',
      fields: vault,
      id: 'https://vault.example.com/v1/teams/sops/keys/red',
    },
  ] as const)('writes $name as sops does', ({ service, fields, id }) => {
    expect(cloudKeyId(service, fields)).toBe(id);
  });

  it.each([
    { name: 'nothing', service: 'kms', fields: {} },
    { name: 'an ARN of another service', service: 'kms', fields: { arn: 'arn:aws:s3:::bucket' } },
    { name: 'a role in place of text', service: 'kms', fields: { arn: `${arn}+x` } },
    { name: 'two keys in one', service: 'kms', fields: { arn: `${arn},${arn}` } },
    { name: 'a resource that climbs', service: 'gcp_kms', fields: { resource_id: 'projects/../x' } },
    {
      name: 'a vault without TLS',
      service: 'azure_kv',
      fields: { vault_url: 'http://red.vault.azure.net', name: 'web', version: 'a1' },
    },
    {
      name: 'a name that is a path',
      service: 'azure_kv',
      fields: { vault_url: 'https://red.vault.azure.net', name: 'web/a1', version: '' },
    },
    { name: 'an engine that climbs', service: 'hc_vault', fields: { ...vault, engine_path: 'sops/../blue' } },
    { name: 'an engine with a query', service: 'hc_vault', fields: { ...vault, engine_path: 'sops?x=' } },
    { name: 'an engine that is encoded', service: 'hc_vault', fields: { ...vault, engine_path: 'sops%2f..' } },
    { name: 'a key that is a path', service: 'hc_vault', fields: { ...vault, key_name: 'keys/blue' } },
    { name: 'a key that climbs', service: 'hc_vault', fields: { ...vault, key_name: '..' } },
    {
      name: 'an address with a path',
      service: 'hc_vault',
      fields: { ...vault, vault_address: 'https://a.example/b c' },
    },
    { name: 'an address with a user', service: 'hc_vault', fields: { ...vault, vault_address: 'https://a@b.example' } },
  ] as const)('takes no $name', ({ service, fields }) => {
    expect(cloudKeyId(service, fields)).toBeUndefined();
  });
});
