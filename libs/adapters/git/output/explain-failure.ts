import { explainFlaw } from './explain-flaw.ts';

/** What git's words mean for us. `no-commit`: the server answered and does not hand out the commit by its id. */
export type GitTrouble =
  | { readonly kind: 'unreachable' | 'unauthorized' | 'untrusted' | 'not-found'; readonly why: string }
  | { readonly kind: 'no-commit' }
  /** Beyond a limit of ours, or dangerous. */
  | { readonly kind: 'too-large' | 'refused'; readonly why: string }
  /** Nothing the server said: the mirror itself may be damaged. */
  | { readonly kind: 'broken'; readonly why: string };

const renew = 'the owner of the Repository has to renew the Secret it names';
const correctKey = 'the owner of the Repository has to correct the Secret it names';

/** First match wins. git tells its reasons in words only (LC_ALL=C), so this table is the one place that reads them. */
const table: readonly { readonly words: RegExp; readonly trouble: GitTrouble }[] = [
  { words: /not our ref|unadvertised object|remote ref|shallow capabilities/i, trouble: { kind: 'no-commit' } },
  {
    words: /REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed/i,
    trouble: { kind: 'untrusted', why: 'its server shows another host key than the known hosts say' },
  },
  {
    words: /Host key verification failed|host key is known for/i,
    trouble: { kind: 'untrusted', why: "its server's host key is not among the known hosts" },
  },
  {
    words: /Load key .*(?:passphrase)/i,
    trouble: {
      kind: 'unauthorized',
      why: `sshPrivateKey wants a passphrase, which nobody can type here: ${correctKey}`,
    },
  },
  {
    words: /Load key .*(?:format|libcrypto|invalid)/i,
    trouble: { kind: 'unauthorized', why: `sshPrivateKey is no key that ssh can read: ${correctKey}` },
  },
  {
    words: /Permission denied \(|Too many authentication failures/i,
    trouble: { kind: 'unauthorized', why: `the server refuses the credentials: ${renew}` },
  },
  {
    words: /does not appear to be a git repository|ERROR: .*not found/i,
    trouble: { kind: 'not-found', why: 'the server has no such repository, or hides it from these credentials' },
  },
  {
    words: /certificate (?:is )?required|alert bad certificate/i,
    trouble: { kind: 'unauthorized', why: `the server wants a client certificate that it trusts: ${renew}` },
  },
  {
    words: /could not read (?:Username|Password)/i,
    trouble: { kind: 'unauthorized', why: `the server asks for credentials and none fit: ${renew}` },
  },
  {
    words: /Authentication failed|returned error: 401/i,
    trouble: { kind: 'unauthorized', why: `the server refuses the credentials: ${renew}` },
  },
  {
    words: /returned error: 403/i,
    trouble: { kind: 'unauthorized', why: 'the server does not let these credentials read the repository' },
  },
  {
    words: /repository '.*' not found|returned error: (?:404|410)/i,
    trouble: { kind: 'not-found', why: 'the server has no such repository, or hides it from these credentials' },
  },
  { words: /resolve host/i, trouble: { kind: 'unreachable', why: 'the name of its host cannot be resolved' } },
  {
    words: /connect to|connection refused|couldn't connect|network is unreachable/i,
    trouble: { kind: 'unreachable', why: 'its server takes no connection' },
  },
  {
    words: /certificate/i,
    trouble: { kind: 'untrusted', why: "its server's TLS certificate is not trusted" },
  },
  { words: /SSL|TLS/, trouble: { kind: 'unreachable', why: 'the TLS handshake with its server failed' } },
  { words: /timed out|too slow|speed/i, trouble: { kind: 'unreachable', why: 'its server was too slow to answer' } },
  {
    words: /unable to update url base|returned error: 30\d|transport '.*' not allowed|is not supported|disabled/i,
    trouble: { kind: 'unreachable', why: 'its server redirects elsewhere: write the address it leads to' },
  },
  {
    words: /valid: is this a git repository|not a git repository\?|invalid response|protocol error|bad line length/i,
    trouble: { kind: 'unreachable', why: 'what answers at its address does not speak git' },
  },
  {
    words:
      /early EOF|RPC failed|getpeername|hung up|disconnect|Empty reply|transfer closed|reset by peer|send failure|recv failure|expected flush|could not read from remote/i,
    trouble: { kind: 'unreachable', why: 'its server broke off the answer' },
  },
];

/** Explains a failed ls-remote or fetch from git's exit code and standard error; nothing of that text is repeated. */
export function explainFailure(exitCode: number, standardError: string): GitTrouble {
  const flaw = explainFlaw(standardError);
  if (flaw !== undefined) return { kind: 'refused', why: flaw };
  const match = table.find(({ words }) => words.test(standardError));
  if (match !== undefined) return match.trouble;
  const status = /returned error: (\d{3})/.exec(standardError)?.[1];
  if (status !== undefined) return { kind: 'unreachable', why: `its server answers with HTTP status ${status}` };
  return { kind: 'broken', why: `git failed with exit code ${exitCode}` };
}
