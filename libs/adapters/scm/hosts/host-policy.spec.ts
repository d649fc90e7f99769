import type { LookupAddress } from 'node:dns';
import { describe, expect, it } from 'vitest';
import { ADDRESS_REFUSED, guardedLookup } from './guarded-lookup.ts';
import { checkUrl, type HostPolicy, mayConnectTo } from './host-policy.ts';
import { isPublicAddress } from './is-public-address.ts';

const strict: HostPolicy = { allowedHosts: ['git.corp.example', '10.0.0.7:8443', '[::1]:3000'] };
const listedOnly: HostPolicy = { ...strict, publicHosts: false };

describe('isPublicAddress', () => {
  it.each(['1.1.1.1', '140.82.121.6', '172.32.0.1', '2606:50c0:8000::64'])('takes %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });

  it.each([
    '127.0.0.1',
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:1.1.1.1',
    '64:ff9b::a00:1',
    'fe80::1%eth0',
    'fc00::1',
    'fd12:3456::1',
    'ff02::1',
    '2001:db8::1',
    '2002:7f00:1::',
    'not an address',
  ])('refuses %s', (address) => {
    expect(isPublicAddress(address)).toBe(false);
  });
});

describe('checkUrl', () => {
  it.each([
    { name: 'takes a public name by https', policy: strict, url: 'https://api.github.com/orgs', kind: undefined },
    { name: 'takes a listed name by http', policy: strict, url: 'http://git.corp.example/api', kind: undefined },
    {
      name: 'takes a host listed with its usual port',
      policy: { allowedHosts: ['git.corp.example:443'] },
      url: 'https://git.corp.example',
      kind: undefined,
    },
    { name: 'takes a listed private address', policy: strict, url: 'https://10.0.0.7:8443', kind: undefined },
    { name: 'takes a listed IPv6 address', policy: strict, url: 'http://[::1]:3000', kind: undefined },
    { name: 'wants TLS for names not listed', policy: strict, url: 'http://api.github.com', kind: 'refused-host' },
    { name: 'refuses another port of a listed address', policy: strict, url: 'https://10.0.0.7', kind: 'refused-host' },
    {
      name: 'refuses another port of a listed name',
      policy: strict,
      url: 'https://git.corp.example:6443',
      kind: 'refused-host',
    },
    { name: 'refuses loopback', policy: strict, url: 'https://127.0.0.1', kind: 'refused-host' },
    { name: 'refuses loopback in other spellings', policy: strict, url: 'https://0x7f.1/', kind: 'refused-host' },
    { name: 'refuses loopback of IPv6', policy: strict, url: 'https://[::1]/', kind: 'refused-host' },
    { name: 'refuses IPv4 in IPv6 clothes', policy: strict, url: 'https://[::ffff:10.0.0.1]/', kind: 'refused-host' },
    { name: 'refuses the metadata service', policy: strict, url: 'https://169.254.169.254/', kind: 'refused-host' },
    {
      name: 'refuses public names when only listed ones may be asked',
      policy: listedOnly,
      url: 'https://api.github.com',
      kind: 'refused-host',
    },
    {
      name: 'refuses credentials in the address',
      policy: strict,
      url: 'https://me:secret@api.github.com',
      kind: 'invalid',
    },
    { name: 'refuses other schemes', policy: strict, url: 'file:///etc/passwd', kind: 'invalid' },
    { name: 'refuses what is no address', policy: strict, url: 'api.github.com', kind: 'invalid' },
  ])('$name', ({ policy, url, kind }) => {
    const checked = checkUrl(policy, url);
    expect(checked.ok ? undefined : checked.failure.kind).toBe(kind);
    expect(JSON.stringify(checked)).not.toContain('secret@');
  });
});

describe('guardedLookup', () => {
  const resolved = async (hostname: string, addresses: LookupAddress[], all: boolean): Promise<unknown> =>
    new Promise((resolve) => {
      const lookup = guardedLookup(
        (name, address) => mayConnectTo(strict, name, address),
        (_name, _options, answer) => answer(null, addresses),
      );
      lookup(hostname, { all }, (error, address) => resolve(error ? error.code : address));
    });
  const open = { address: '140.82.121.6', family: 4 };
  const closed = { address: '10.0.0.1', family: 4 };

  it.each([
    { name: 'gives all addresses', host: 'api.github.com', addresses: [open], all: true, answer: [open] },
    { name: 'gives the first address', host: 'api.github.com', addresses: [open], all: false, answer: open.address },
    {
      name: 'fails when one address is private',
      host: 'evil.example',
      addresses: [open, closed],
      all: true,
      answer: ADDRESS_REFUSED,
    },
    {
      name: 'gives private addresses of a listed name',
      host: 'git.corp.example',
      addresses: [closed],
      all: true,
      answer: [closed],
    },
    { name: 'fails without addresses', host: 'gone.example', addresses: [], all: true, answer: 'ENOTFOUND' },
  ])('$name', async ({ host, addresses, all, answer }) => {
    expect(await resolved(host, addresses, all)).toEqual(answer);
  });
});
