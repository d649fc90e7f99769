import { describe, expect, it } from 'vitest';
import { readTag } from './read-tag.ts';
import { readVerdict } from './read-verdict.ts';

const stranger = 'who is not among the signers';

/** Texts as git 2.39 with GnuPG 2.2 and OpenSSH 9.2 print them. */
describe('readVerdict', () => {
  it.each([
    {
      name: 'believes git about an SSH signature',
      text: 'Good "git" signature for alice@example.com with ED25519 key SHA256:abc',
      signer: 'alice@example.com',
    },
    {
      name: 'believes git about a GPG signature',
      text: '[GNUPG:] NEWSIG\n[GNUPG:] GOODSIG 0123456789ABCDEF Bob <bob@example.com>\n[GNUPG:] VALIDSIG 01',
      signer: 'Bob <bob@example.com>',
    },
  ])('$name', ({ text, signer }) => {
    expect(readVerdict('commit c', { exitCode: 0, standardError: text })).toEqual({ kind: 'good', signer });
    expect(readVerdict('commit c', { exitCode: 1, standardError: text }).kind).toBe('bad');
  });

  it.each([
    { text: '', why: 'is not signed' },
    { text: 'error: no signature found', why: 'is not signed' },
    {
      text: 'Good "git" signature with ED25519 key SHA256:abc\nNo principal matched.',
      why: `is signed with the SSH key SHA256:abc, ${stranger}`,
    },
    {
      text: 'Could not verify signature.',
      why: 'has an SSH signature that does not fit: it was changed after it was signed',
    },
    {
      text: '[GNUPG:] ERRSIG 0123456789ABCDEF 22 8 00 1 9 -\n[GNUPG:] NO_PUBKEY 0123456789ABCDEF',
      why: `is signed with the GPG key 0123456789ABCDEF, ${stranger}`,
    },
    {
      text: '[GNUPG:] BADSIG 0123456789ABCDEF Bob <bob@example.com>',
      why: 'has a signature of Bob <bob@example.com> that does not fit: it was changed after it was signed',
    },
    { text: '[GNUPG:] EXPKEYSIG 01 Bob', why: 'is signed by Bob, whose key has expired' },
    { text: '[GNUPG:] REVKEYSIG 01 Bob', why: 'is signed by Bob, whose key is revoked' },
    { text: '[GNUPG:] EXPSIG 01 Bob', why: 'has a signature of Bob that has expired' },
    { text: 'error: cannot run gpg: No such file', why: 'cannot be checked: the program for its signature is missing' },
  ])('says that it $why', ({ text, why }) => {
    expect(readVerdict('commit c', { exitCode: 1, standardError: text })).toEqual({
      kind: 'bad',
      why: `commit c ${why}`,
    });
  });
});

describe('readTag', () => {
  it('reads what a tag points to and the name that was signed', () => {
    const text = 'object 0a\ntype commit\ntag v1\ntagger A <a> 0 +0000\n\nobject 0b\n';
    expect(readTag(text)).toEqual({ target: '0a', targetType: 'commit', name: 'v1' });
  });

  it('takes nothing else for a tag', () => {
    expect(readTag('tree 0a\nauthor A\n')).toBeUndefined();
  });
});
