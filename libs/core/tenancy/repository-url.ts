import { type Result, fail, succeed } from '#core/model/result.ts';

const defaultPorts: Readonly<Record<string, string>> = { http: '80', https: '443', ssh: '22' };
const withScheme = /^([a-z][a-z0-9+.-]*):\/\/(?:([^/@]*)@)?(\[[0-9a-f:.]+\]|[^/:@]+)(?::([0-9]+))?(\/.*)?$/i;
const scpLike = /^(?:([^/@\s]+)@)?([^/:@\s]+):(?!\/\/)(.+)$/;

/** Each address is compared with those of all Repositories, for every Application, at each look. */
const MOST_REMEMBERED = 10_000;
const canonicalUrls = new Map<string, Result<string, string>>();

/**
 * One form for all spellings of a repository's address, for comparing only: scheme and host in lower case, no default port,
 * no `.git`, no slashes at the end; `git@host:path` becomes `ssh://git@host/path`. The path keeps its case.
 * Fails for an address with a password or, over http, with a user: credentials belong into a Repository's Secret.
 */
export function canonicalRepositoryUrl(url: string): Result<string, string> {
  const known = canonicalUrls.get(url);
  if (known !== undefined) return known;
  const read = readRepositoryUrl(url);
  if (canonicalUrls.size >= MOST_REMEMBERED) canonicalUrls.clear();
  canonicalUrls.set(url, read);
  return read;
}

function readRepositoryUrl(url: string): Result<string, string> {
  if (/[?#\s]/.test(url.trim())) return fail('a repository address holds no spaces, ? or #');
  return canonicalRepositoryGlob(url);
}

/** As {@link canonicalRepositoryUrl}, for a glob over addresses, in which `?` is a wildcard. */
export function canonicalRepositoryGlob(url: string): Result<string, string> {
  const full = withScheme.exec(url.trim());
  if (full) return canonical(full[1] ?? '', full[2], full[3] ?? '', full[4], full[5] ?? '');
  const short = scpLike.exec(url.trim());
  if (short) return canonical('ssh', short[1], short[2] ?? '', undefined, `/${(short[3] ?? '').replace(/^\/+/, '')}`);
  return fail('not a repository address: expected https://host/path or git@host:path');
}

/** True when both addresses name the same repository; false when one of them is none. */
export function isSameRepository(a: string, b: string): boolean {
  const left = canonicalRepositoryUrl(a);
  const right = canonicalRepositoryUrl(b);
  return left.ok && right.ok && left.value === right.value;
}

function canonical(
  scheme: string,
  user: string | undefined,
  host: string,
  port: string | undefined,
  path: string,
): Result<string, string> {
  const lowScheme = scheme.toLowerCase();
  if (user?.includes(':') || (user !== undefined && lowScheme.startsWith('http'))) {
    // The address itself is kept out of the sentence: it holds the credentials.
    return fail('the repository address holds credentials; put them into the Secret of a Repository');
  }
  const plainPath = decodePlain(path);
  if (plainPath.split('/').includes('..')) return fail('the repository address has a path with ..');
  const shownPort = port === undefined || Number(port) === Number(defaultPorts[lowScheme]) ? '' : `:${Number(port)}`;
  const shownUser = user === undefined ? '' : `${user}@`;
  return succeed(
    `${lowScheme}://${shownUser}${host.toLowerCase().replace(/\.$/, '')}${shownPort}${trimPath(plainPath)}`,
  );
}

/** `%61` is `a`: letters, digits and marks that need no encoding are written plainly, so that no spelling passes a denial. */
function decodePlain(path: string): string {
  return path.replaceAll(/%[0-9a-f]{2}/gi, (code) => {
    const character = String.fromCharCode(Number.parseInt(code.slice(1), 16));
    return /[A-Za-z0-9._~-]/.test(character) ? character : code.toUpperCase();
  });
}

function trimPath(path: string): string {
  return path
    .replaceAll(/\/(\.(?=\/|$))+/g, '')
    .replaceAll(/\/{2,}/g, '/')
    .replace(/\/+$/, '')
    .replace(/\.git$/, '');
}
