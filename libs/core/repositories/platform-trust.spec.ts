import { describe, expect, it } from 'vitest';
import { addPlatformTrust } from './platform-trust.ts';

const https = 'https://Git.Example:8443/red/apps.git';
const ssh = 'git@git.example:red/apps.git';
const certificates = { 'git.example': 'CA', 'other.example': 'OTHER' };
const hosts = { ssh_known_hosts: 'git.example ssh-ed25519 AAAA' };

describe('addPlatformTrust', () => {
  it.each([
    { name: 'trusts the certificates of the host', access: {}, url: https, data: certificates, added: { ca: 'CA' } },
    {
      name: 'lets the Secret have its own',
      access: { ca: 'OWN' },
      url: https,
      data: certificates,
      added: { ca: 'OWN' },
    },
    { name: 'leaves the system in charge where nothing is said', access: {}, url: https, data: undefined, added: {} },
    { name: 'asks nothing for plain http', access: {}, url: 'http://git.example/a', data: certificates, added: {} },
    {
      name: 'knows the host keys of the platform',
      access: {},
      url: ssh,
      data: hosts,
      added: { knownHosts: hosts.ssh_known_hosts },
    },
    {
      name: "pins the Secret's host keys",
      access: { knownHosts: 'own' },
      url: ssh,
      data: hosts,
      added: { knownHosts: 'own' },
    },
    {
      name: 'needs none for a server that is not checked',
      access: { isInsecure: true },
      url: ssh,
      data: undefined,
      added: { isInsecure: true },
    },
  ])('$name', ({ access, url, data, added }) => {
    expect(addPlatformTrust(access, url, data)).toEqual({ ok: true, value: added });
  });

  it('never trusts a host key at first sight', () => {
    expect(addPlatformTrust({}, ssh, undefined)).toEqual({
      ok: false,
      failure:
        'No host key of git.example is known: add sshKnownHosts to the Secret of the Repository, or ask the platform team to add ' +
        'it to ConfigMap nabe-system/argocd-ssh-known-hosts-cm',
    });
  });
});
