import { describe, expect, it } from 'vitest';
import { explainFailure } from './explain-failure.ts';

/** Texts as git 2.39 with GnuTLS and git 2.50 with OpenSSL print them. */
describe('explainFailure', () => {
  it.each([
    { text: "fatal: Authentication failed for 'https://x/'", kind: 'unauthorized' },
    { text: "fatal: could not read Username for 'https://x': terminal prompts disabled", kind: 'unauthorized' },
    { text: "fatal: unable to access 'https://x/': The requested URL returned error: 403", kind: 'unauthorized' },
    { text: "fatal: repository 'https://x/' not found", kind: 'not-found' },
    { text: "fatal: '/srv/x.git' does not appear to be a git repository", kind: 'not-found' },
    { text: 'ERROR: Repository not found.\nfatal: Could not read from remote repository.', kind: 'not-found' },
    { text: 'git@x: Permission denied (publickey).', kind: 'unauthorized' },
    { text: 'Load key "/x/identity": error in libcrypto\ngit@x: Permission denied', kind: 'unauthorized' },
    { text: 'Load key "/x/identity": incorrect passphrase supplied to decrypt private key', kind: 'unauthorized' },
    { text: 'error:0A00045C:SSL routines::tlsv13 alert certificate required', kind: 'unauthorized' },
    { text: 'No ED25519 host key is known for x\nHost key verification failed.', kind: 'untrusted' },
    { text: '@ WARNING: REMOTE HOST IDENTIFICATION HAS CHANGED! @\nHost key verification failed.', kind: 'untrusted' },
    { text: 'ssh: connect to host x port 22: Connection refused', kind: 'unreachable' },
    { text: 'ssh: Could not resolve hostname x: Name or service not known', kind: 'unreachable' },
    { text: "fatal: unable to access 'https://x/': The requested URL returned error: 302", kind: 'unreachable' },
    { text: "fatal: unable to access 'https://x/': The requested URL returned error: 503", kind: 'unreachable' },
    { text: "fatal: unable to access 'https://x/': Could not resolve host: x", kind: 'unreachable' },
    {
      text: "fatal: unable to access 'https://x/': Failed to connect to x port 443 after 0 ms: Couldn't connect to server",
      kind: 'unreachable',
    },
    {
      text: "fatal: unable to access 'https://x/': server certificate verification failed. CAfile: none CRLfile: none",
      kind: 'untrusted',
    },
    {
      text: "fatal: unable to access 'https://x/': SSL certificate problem: self-signed certificate",
      kind: 'untrusted',
    },
    {
      text: "fatal: unable to access 'https://x/': gnutls_handshake() failed: An unexpected TLS packet was received.",
      kind: 'unreachable',
    },
    {
      text: "fatal: unable to access 'https://x/': Operation too slow. Less than 1 bytes/sec transferred the last 30 seconds",
      kind: 'unreachable',
    },
    {
      text: 'error: RPC failed; curl 56 Recv failure: Connection reset by peer\nfatal: early EOF',
      kind: 'unreachable',
    },
    { text: "fatal: transport 'file' not allowed", kind: 'unreachable' },
    { text: 'fatal: remote error: upload-pack: not our ref 0123', kind: 'no-commit' },
    { text: 'error: Server does not allow request for unadvertised object 0123', kind: 'no-commit' },
    { text: 'fatal: dumb http transport does not support shallow capabilities', kind: 'no-commit' },
    { text: 'fatal: bad object refs/nabe/0', kind: 'broken' },
    { text: 'fatal: not a git repository (or any of the parent directories): .git', kind: 'broken' },
  ])('takes "$text" for $kind', ({ text, kind }) => {
    expect(explainFailure(128, text).kind).toBe(kind);
  });

  it.each([
    'fatal: the remote end hung up unexpectedly',
    'fatal: expected flush after capabilities',
    'fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights',
    "fatal: unable to access 'https://x/': transfer closed with 966 bytes remaining to read",
  ])('says that the answer broke off for "%s"', (text) => {
    expect(explainFailure(128, text)).toEqual({ kind: 'unreachable', why: 'its server broke off the answer' });
  });

  it.each([
    { check: 'hasDotgit', why: 'holds a path named .git or what some file system takes for it' },
    { check: 'treeNotSorted', why: 'is malformed (treeNotSorted)' },
  ])('names the object that fails the check $check', ({ check, why }) => {
    const id = 'ab'.repeat(20);
    const text = `error: object ${id}: ${check}: contains '.git'\nfatal: fsck error in packed object`;
    expect(explainFailure(128, text)).toEqual({
      kind: 'refused',
      why: `object ${id} of it ${why}: its owner has to remove it`,
    });
  });

  it('repeats nothing that git said', () => {
    expect(explainFailure(128, "fatal: cannot open '/var/cache/x' for https://me:secret@x")).toEqual({
      kind: 'broken',
      why: 'git failed with exit code 128',
    });
  });
});
