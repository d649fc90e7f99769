import { describe, expect, it } from 'vitest';
import type { SourceIntegrity } from '../resources/source-integrity.ts';
import { unvouchedPolicies } from './vouching.ts';

const alice = { name: 'alice', sshKey: 'ssh-ed25519 AAAAalice alice@laptop' };
const bob = { name: 'bob', gpgKey: '-----BEGIN PGP PUBLIC KEY BLOCK-----\nbob\n-----END PGP PUBLIC KEY BLOCK-----\n' };
const mallory = { name: 'alice', sshKey: 'ssh-ed25519 AAAAmallory' };
const policy = (...signers: SourceIntegrity['signers']): SourceIntegrity => ({ accept: 'Commit', signers });

describe('unvouchedPolicies', () => {
  it.each<{ name: string; asked: SourceIntegrity[]; accepted: SourceIntegrity[]; isMet: boolean }>([
    { name: 'the same policy', asked: [policy(alice, bob)], accepted: [policy(alice, bob)], isMet: true },
    { name: 'one that lists more', asked: [policy(alice, bob)], accepted: [policy(alice)], isMet: true },
    { name: 'one that lists fewer', asked: [policy(alice)], accepted: [policy(alice, bob)], isMet: false },
    { name: 'one that nothing was held against', asked: [policy(alice)], accepted: [], isMet: false },
    { name: 'another person of the same name', asked: [policy(alice)], accepted: [policy(mallory)], isMet: false },
    {
      name: 'the same keys with other names, comments and line ends',
      asked: [policy({ ...alice, name: 'a' }, { ...bob, gpgKey: bob.gpgKey.replaceAll('\n', '\r\n') })],
      accepted: [policy(bob, { name: 'x', sshKey: 'ssh-ed25519 AAAAalice' })],
      isMet: true,
    },
    {
      name: 'one of several accepted policies',
      asked: [policy(alice)],
      accepted: [policy(bob), policy(alice)],
      isMet: true,
    },
    {
      name: 'a tag, where a commit named by its id has none',
      asked: [{ accept: 'Tag', signers: [alice] }],
      accepted: [{ accept: 'Tag', signers: [alice] }],
      isMet: true,
    },
  ])('knows whether a signature of the naming commit meets $name', ({ asked, accepted, isMet }) => {
    expect(unvouchedPolicies(asked, accepted)).toEqual(isMet ? [] : asked);
  });

  it('leaves those that are not met, in their order', () => {
    const policies = [policy(bob), policy(alice), policy(mallory)];
    expect(unvouchedPolicies(policies, [policy(alice)])).toEqual([policy(bob), policy(mallory)]);
  });
});
