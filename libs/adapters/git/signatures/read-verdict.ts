import type { SignatureVerdict } from '#core/repositories/signature-verdict.ts';

/** What `git verify-commit --raw` or `git verify-tag --raw` ended with. */
export interface Verification {
  readonly exitCode: number;
  readonly standardError: string;
}

const stranger = 'who is not among the signers';

/** GnuPG's status lines by their keyword, with what they say of a signature; the first group of words is the key or the person. */
const gpgWords: Readonly<Record<string, (who: string) => string>> = {
  BADSIG: (who) => `has a signature of ${who} that does not fit: it was changed after it was signed`,
  EXPKEYSIG: (who) => `is signed by ${who}, whose key has expired`,
  EXPSIG: (who) => `has a signature of ${who} that has expired`,
  REVKEYSIG: (who) => `is signed by ${who}, whose key is revoked`,
};

/**
 * Reads git's words about one signature. `subject` begins the sentence of a refusal. Sources: doc/DETAILS of GnuPG, ssh-keygen(1);
 * git itself says by its exit code whether all is well.
 */
export function readVerdict(subject: string, { exitCode, standardError }: Verification): SignatureVerdict {
  const bad = (why: string): SignatureVerdict => ({ kind: 'bad', why: `${subject} ${why}` });
  const ssh = /^Good "git" signature for (\S+) with \S+ key \S+/m.exec(standardError)?.[1];
  if (ssh !== undefined)
    return exitCode === 0 ? { kind: 'good', signer: ssh } : bad(`is signed by ${ssh}, whose key does not count now`);
  const gpg = /^\[GNUPG:\] GOODSIG \S+ (.*)$/m.exec(standardError)?.[1];
  if (gpg !== undefined && exitCode === 0) return { kind: 'good', signer: plain(gpg) };
  return bad(findReason(standardError));
}

function findReason(text: string): string {
  const unknownSsh = /^Good "git" signature with (\S+) key (\S+)/m.exec(text);
  if (unknownSsh !== null) return `is signed with the SSH key ${plain(unknownSsh[2] ?? '')}, ${stranger}`;
  const [, keyword = '', key = '', who = ''] =
    /^\[GNUPG:\] (BADSIG|EXPKEYSIG|EXPSIG|REVKEYSIG) (\S+)(?: (.*))?$/m.exec(text) ?? [];
  const words = gpgWords[keyword];
  if (words !== undefined) return words(plain(who === '' ? key : who));
  const missing = /^\[GNUPG:\] (?:NO_PUBKEY|ERRSIG) ([0-9A-F]+)/m.exec(text)?.[1];
  if (missing !== undefined) return `is signed with the GPG key ${missing}, ${stranger}`;
  if (/incorrect signature|Could not verify signature|signature verification failed/i.test(text))
    return 'has an SSH signature that does not fit: it was changed after it was signed';
  if (/cannot run gpg|cannot run ssh-keygen/i.test(text))
    return 'cannot be checked: the program for its signature is missing';
  return 'is not signed';
}

function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, '').slice(0, 200);
}
