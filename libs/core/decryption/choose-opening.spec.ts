import { describe, expect, it } from 'vitest';
import { chooseOpening } from './choose-opening.ts';
import type { SopsFormat } from './find-encryption.ts';

const red = 'https://vault.example.com/v1/sops/keys/red';
const blue = 'https://vault.example.com/v1/sops/keys/blue';
const own = { origin: 'Secret tenant-red/keys', age: 'AGE-SECRET-KEY-1Q', pgp: [], cloudKeys: [red] };
const cloudOnly = { ...own, age: '' };

const entry = (name: string) =>
  `        - vault_address: https://vault.example.com\n          engine_path: sops\n          key_name: ${name}\n          enc: vault:v1:x\n`;
const block = (entries: string, more = '') =>
  `sops:\n    hc_vault:\n${entries}${more}    lastmodified: "2026-01-01T00:00:00Z"\n    mac: ENC[x]\n    version: 3.13.3\n`;
const file = (text: string, format: SopsFormat = 'yaml') => ({ path: 'web/a.yaml', format, text });
const secret = 'kind: Secret\ndata:\n    # why\n    a: ENC[y]\n';

const rewritten = (name: string) =>
  `sops: ${JSON.stringify({
    lastmodified: '2026-01-01T00:00:00Z',
    mac: 'ENC[x]',
    version: '3.13.3',
    hc_vault: [{ vault_address: 'https://vault.example.com', engine_path: 'sops', key_name: name, enc: 'vault:v1:x' }],
  })}\n`;

describe('chooseOpening', () => {
  it('lets sops ask the services for keys that the Tenant may use, by a block written anew', () => {
    const text = `${secret}${block(entry('red'), '    unknown: x\n')}`;
    expect(chooseOpening(file(text), cloudOnly, true)).toEqual({
      kind: 'cloud',
      text: `${secret}${rewritten('red')}`,
    });
  });

  it('does so for every document of a file', () => {
    const text = `${secret}${block(entry('red'))}---\n${secret}${block(entry('red'))}`;
    const both = `${secret}${rewritten('red')}---\n${secret}${rewritten('red')}`;
    expect(chooseOpening(file(text), cloudOnly, true)).toEqual({ kind: 'cloud', text: both });
  });

  it('does so for JSON', () => {
    const metadata = {
      gcp_kms: [{ resource_id: 'projects/p/locations/l/keyRings/r/cryptoKeys/k', enc: 'x' }],
      mac: 'm',
    };
    const keys = { ...cloudOnly, cloudKeys: ['projects/p/locations/l/keyRings/r/cryptoKeys/k'] };
    const text = JSON.stringify({ data: 'ENC[x]', sops: { ...metadata, kms: null, azure_kv: [] } });
    expect(chooseOpening(file(text, 'binary'), keys, true)).toEqual({
      kind: 'cloud',
      text: JSON.stringify({ data: 'ENC[x]', sops: { mac: 'm', gcp_kms: metadata.gcp_kms } }),
    });
  });

  it('leaves a file that names no such key to the own keys', () => {
    const text = `${secret}sops:\n    age: []\n    mac: ENC[x]\n`;
    expect(chooseOpening(file(text), own, true)).toEqual({ kind: 'own-keys', beside: undefined });
  });

  const notListed = `it names ${blue}, which spec.decryption.cloudKeys of the Tenant does not list; the platform team can add it`;

  it('leaves a file that names another key as well to the own keys, and says why', () => {
    const text = `${secret}${block(entry('red') + entry('blue'))}`;
    expect(chooseOpening(file(text), own, true)).toEqual({ kind: 'own-keys', beside: notListed });
  });

  it.each([
    {
      name: 'a key that is not listed',
      text: `${secret}${block(entry('blue'))}`,
      why: `cannot be decrypted: ${notListed}`,
    },
    {
      name: 'a key that is not listed, in a second document',
      text: `${secret}${block(entry('red'))}---\n${secret}${block(entry('blue'))}`,
      why: `cannot be decrypted: ${notListed}`,
    },
    {
      name: 'a key without the identity of a worker',
      text: `${secret}${block(entry('red'))}`,
      hasIdentity: false,
      why: 'cannot be decrypted: this worker gives sops no identity to ask cloud services with; the platform team can set NABE_SOPS_ENVIRONMENT',
    },
    {
      name: 'groups of keys',
      text: `${secret}sops:\n    key_groups:\n        - hc_vault:\n${entry('blue')}    mac: ENC[x]\n`,
      why: 'names keys under key_groups, which cannot be used here',
    },
    {
      name: 'another service',
      text: `${secret}sops:\n    hckms:\n        - key_id: x\n    mac: ENC[x]\n`,
      why: 'names keys under hckms, which cannot be used here',
    },
    {
      name: 'a profile of AWS',
      text: `${secret}sops:\n    kms:\n        - arn: arn:aws:kms:a:1:key/b\n          aws_profile: admin\n    mac: ENC[x]\n`,
      why: 'names a key under kms that cannot be used here',
    },
    {
      name: 'a role that is a list',
      text: `${secret}sops:\n    kms:\n        - arn: arn:aws:kms:a:1:key/b\n          role: [x]\n    mac: ENC[x]\n`,
      why: 'names a key under kms that cannot be used here',
    },
    {
      name: 'a second block under another spelling',
      text: `"\\x73ops": {hc_vault: []}\n${secret}${block(entry('red'))}`,
      why: 'cannot be read for certain: encrypt it anew',
    },
    {
      name: 'a block in another form than that of sops',
      text: `${secret}sops: {mac: x, hc_vault: []}\n`,
      why: 'has a block sops that sops has not written: run sops updatekeys',
    },
    {
      name: 'a block with a comment that ends it',
      text: `${secret}${block(`${entry('red')}# x\n`)}`,
      why: 'has a block sops that sops has not written: run sops updatekeys',
    },
    {
      name: 'a line end that only some readers know',
      text: `# x\u2028"sops": {}\n${secret}${block(entry('red'))}`,
      why: 'cannot be read for certain: encrypt it anew',
    },
    {
      name: 'a format without blocks',
      text: 'A=x\nsops_mac=y\n',
      format: 'dotenv' as const,
      why: 'is of format dotenv, in which keys of cloud services cannot be used: encrypt it as binary or YAML',
    },
  ])('refuses $name before sops runs', ({ text, format, hasIdentity = true, why }) => {
    expect(chooseOpening(file(text, format), cloudOnly, hasIdentity)).toEqual({
      kind: 'refused',
      message: `web/a.yaml ${why}`,
    });
  });
});
