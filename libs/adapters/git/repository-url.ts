import { fail, type Result, succeed } from '#core/model/result.ts';

const SSH = /^ssh:\/\/(?:([^/@]*)@)?(\[[0-9a-f:.]+\]|[^/:@]+)(?::([0-9]{1,5}))?(\/.+)$/i;
const SCP_LIKE = /^(?:([^/@:]+)@)?([^/:@]+):(?!\/\/)(.+)$/;
/** No name of a user or host begins with a dash: ssh would take it for an option. */
const PLAIN_NAME = /^[a-z0-9_][a-z0-9._-]*$/i;
const CONTROL = /[\p{Cc}\s]/u;

/**
 * Brings a repository's address into one form, so that two spellings share one mirror. Fails with a sentence for anything
 * but http, https and ssh: other transports run programs or read local files, and credentials in an address end up in logs.
 */
export function canonicalRepositoryUrl(text: string): Result<string, string> {
  if (CONTROL.test(text)) return fail('its address must not contain white space or control characters');
  if (/^https?:\/\//i.test(text)) return canonicalHttpUrl(text);
  const full = SSH.exec(text);
  if (full !== null) return canonicalSshUrl(full);
  const short = SCP_LIKE.exec(text);
  if (short !== null && !text.includes('::')) return canonicalScpUrl(short);
  return fail('its address must start with https://, http:// or ssh://, or read git@host:path');
}

/** The only transport that git may use for an address in canonical form. */
export function transportOfUrl(url: string): 'https' | 'http' | 'ssh' {
  if (url.startsWith('https://')) return 'https';
  return url.startsWith('http://') ? 'http' : 'ssh';
}

/** What ssh is told to reach the repository of an address in canonical form. */
export interface SshPlace {
  /** `HOST` or `USER@HOST`. */
  readonly destination: string;
  readonly port: string | undefined;
  /** As the server's commands take it. */
  readonly path: string;
}

export function sshPlaceOf(url: string): SshPlace {
  const [, user, host, port, path] = SSH.exec(url) ?? [];
  const [, shortUser, shortHost, shortPath] = SCP_LIKE.exec(url) ?? [];
  const name = (host ?? shortHost ?? '').replace(/^\[|\]$/g, '');
  return { destination: `${shownUser(user ?? shortUser)}${name}`, port, path: path ?? shortPath ?? '' };
}

/** A repository's address for people: never with credentials in it, whatever was typed. The user of an ssh address is none. */
export function describeRepository(text: string): string {
  const isSsh = /^ssh:/i.test(text);
  const plain = text.replace(/\/\/([^/@]*)@/, (shown, user: string) => (isSsh && !user.includes(':') ? shown : '//'));
  return plain.slice(0, 300);
}

function canonicalHttpUrl(text: string): Result<string, string> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined) return fail('its address is no valid URL');
  if (url.username !== '' || url.password !== '') {
    return fail('its address contains credentials: move them to the Secret that the Repository names');
  }
  if (url.search !== '' || url.hash !== '') return fail('its address must not contain "?" or "#"');
  return succeed(url.href.replace(/\/+$/, ''));
}

function canonicalSshUrl([, user, host = '', port, path = '']: RegExpExecArray): Result<string, string> {
  if (user?.includes(':')) {
    return fail(
      'its address contains a password: ssh logs in with sshPrivateKey of the Secret that the Repository names',
    );
  }
  const problem = findStrangeName(user, host);
  if (problem !== undefined) return fail(problem);
  const shownPort = port === undefined || Number(port) === 22 ? '' : `:${Number(port)}`;
  return succeed(`ssh://${shownUser(user)}${host.toLowerCase()}${shownPort}${path.replace(/\/+$/, '')}`);
}

/** The short form stays: its path begins in the user's home directory, which no URL can say for every server. */
function canonicalScpUrl([, user, host = '', path = '']: RegExpExecArray): Result<string, string> {
  const problem = findStrangeName(user, host);
  if (problem !== undefined) return fail(problem);
  if (path.startsWith('-')) return fail('its path must not start with "-"');
  return succeed(`${shownUser(user)}${host.toLowerCase()}:${path.replace(/\/+$/, '')}`);
}

function findStrangeName(user: string | undefined, host: string): string | undefined {
  if (user !== undefined && !PLAIN_NAME.test(user)) return 'its user name holds characters that no user name has';
  const isAddress = /^\[[0-9a-f:.]+\]$/i.test(host);
  return isAddress || PLAIN_NAME.test(host) ? undefined : 'its host name holds characters that no host name has';
}

function shownUser(user: string | undefined): string {
  return user === undefined ? '' : `${user}@`;
}
