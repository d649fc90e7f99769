import { describe, expect, it } from 'vitest';
import { findEncryption, isEncryptedObject } from './find-encryption.ts';

const block = 'sops:\n    age: []\n    mac: ENC[AES256_GCM,data:x]\n    version: 3.13.3\n';
const json = '{"kind": "Secret", "sops": {"mac": "ENC[x]"}}';
const none = { kind: 'none' };
const whole = (format: string) => ({ kind: 'whole', format });

describe('findEncryption', () => {
  it.each([
    { name: 'YAML', path: 'a.yaml', text: `kind: Secret\n${block}`, found: whole('yaml') },
    {
      name: 'YAML with Windows line ends',
      path: 'a.yml',
      text: `kind: Secret\n${block}`.replaceAll('\n', '\r\n'),
      found: whole('yaml'),
    },
    {
      name: 'several documents',
      path: 'a.yaml',
      text: `---\nkind: A\n${block}--- # two\nkind: B\n${block}---\n# end\n`,
      found: whole('yaml'),
    },
    {
      name: 'one document of two',
      path: 'a.yaml',
      text: `kind: A\n${block}---\n# why\nkind: B\n`,
      found: { kind: 'partly', line: 8 },
    },
    { name: 'a field of that name', path: 'a.yaml', text: 'kind: Config\nsops:\n  keys: [a]\n', found: none },
    {
      name: 'a block within an object',
      path: 'a.yaml',
      text: `kind: ConfigMap\ndata:\n  x: |\n    ${block.replaceAll('\n', '\n    ')}`,
      found: none,
    },
    { name: 'a SopsSecret', path: 'a.yaml', text: `kind: SopsSecret\n${block}---\nkind: B\n`, found: none },
    { name: 'JSON', path: 'a.json', text: json, found: whole('json') },
    {
      name: 'JSON within JSON',
      path: 'a.json',
      text: JSON.stringify({ kind: 'ConfigMap', data: { a: json } }),
      found: none,
    },
    { name: 'what is no JSON', path: 'a.json', text: '{"sops": ', found: none },
    { name: 'bytes', path: 'tls.key', text: '{"data": "ENC[x]", "sops": {"mac": "ENC[x]"}}', found: whole('binary') },
    { name: 'dotenv', path: 'db.env', text: 'A=ENC[x]\nsops_mac=ENC[x]\n', found: whole('dotenv') },
    { name: 'INI', path: 'my.ini', text: '[a]\nb = ENC[x]\n[sops]\nmac = ENC[x]\n', found: whole('ini') },
    { name: 'a text about sops', path: 'README.md', text: 'sops_mac=\n[sops]\nsops:\n  mac: x\n', found: none },
  ])('takes $name for what it is', ({ path, text, found }) => {
    expect(findEncryption(path, text)).toEqual(found);
  });
});

describe('isEncryptedObject', () => {
  it.each([
    { name: 'an object with a MAC', value: { kind: 'Secret', sops: { mac: 'ENC[x]' } }, is: true },
    { name: 'a SopsSecret', value: { kind: 'SopsSecret', sops: { mac: 'ENC[x]' } }, is: false },
    { name: 'an object without a MAC', value: { kind: 'Secret', sops: {} }, is: false },
    { name: 'a plain object', value: { kind: 'Secret' }, is: false },
  ])('says $is of $name', ({ value, is }) => {
    expect(isEncryptedObject(value)).toBe(is);
  });
});
