import { describe, expect, it } from 'vitest';
import { Repository } from '../resources/repository.ts';
import { Tenant } from '../resources/tenant.ts';
import { policiesOf, subjectsOf } from './integrity-policies.ts';
import { formatAllowedSigners } from './signature-verdict.ts';

const alice = { name: 'alice@example.com', sshKey: 'ssh-ed25519 AAAA alice at home' };
const bob = { name: 'bob', gpgKey: '-----BEGIN PGP PUBLIC KEY BLOCK-----' };
const policy = (accept: 'Commit' | 'Tag' | 'CommitOrTag') => ({ accept, signers: [alice] });

describe('formatAllowedSigners', () => {
  it('lists SSH keys for git alone, without their comments', () => {
    expect(formatAllowedSigners([bob, alice])).toBe('alice@example.com namespaces="git" ssh-ed25519 AAAA\n');
  });
});

describe('policiesOf', () => {
  it('holds a commit against the tenant and the repository, each by itself', () => {
    const repository = (spec: object) =>
      Repository.parse({ metadata: { name: 'apps' }, spec: { url: 'https://git.example/a', ...spec } });
    const tenant = Tenant.parse({ metadata: { name: 'red' }, spec: { sourceIntegrity: policy('Commit') } });
    expect(policiesOf(repository({ sourceIntegrity: policy('Tag') }), tenant)).toEqual([
      policy('Commit'),
      policy('Tag'),
    ]);
    expect(policiesOf(repository({}), undefined)).toEqual([]);
  });
});

describe('subjectsOf', () => {
  const ref = 'refs/tags/v1';
  it.each([
    { name: 'wants the commit', accept: 'Commit', ref, subjects: [{ commit: 'c' }] },
    { name: 'wants the tag', accept: 'Tag', ref, subjects: [{ commit: 'c', tag: ref }] },
    { name: 'takes either', accept: 'CommitOrTag', ref, subjects: [{ commit: 'c' }, { commit: 'c', tag: ref }] },
    { name: 'takes the commit of a branch', accept: 'CommitOrTag', ref: 'refs/heads/v1', subjects: [{ commit: 'c' }] },
    {
      name: 'has no tag to look at',
      accept: 'Tag',
      ref: 'refs/heads/main',
      subjects: 'commit c is not named by a tag, and only signed tags are accepted',
    },
  ] as const)('$name', ({ accept, ref: found, subjects }) => {
    expect(subjectsOf(policy(accept), 'c', found)).toEqual(subjects);
  });
});
