import { holdsAsciiControl } from '#core/model/text/control-characters.ts';

/**
 * The form in which Argo CD compares addresses of repositories and the globs over them: lower case, without one `.git`, `ssh://`
 * or the colon behind the host of `git@host:path`, the path escaped as Go's net/url writes it. '' for what is no URL to Go.
 */
export function normalizeGitUrl(url: string): string {
  const text = url.trim().toLowerCase();
  const isShort = !text.startsWith('ssh://') && /^[^/:]*@[^@]+$/.test(text);
  const full = isShort ? `ssh://${text.replace(':', '/')}` : text;
  return (rewrite(full.replace(/\.git$/, '')) ?? '').replace(/^ssh:\/\//, '');
}

/** Go's `url.Parse` and back; undefined where it fails. */
function rewrite(url: string): string | undefined {
  if (holdsAsciiControl(url) || url.startsWith(':')) return undefined;
  const [, body = '', query = '', fragment = ''] = /^([^?#]*)(\?[^#]*)?(#.*)?$/s.exec(url) ?? [];
  const [, scheme = '', rest = ''] = /^([a-z][a-z0-9+.-]*:)?(.*)$/s.exec(body) ?? [];
  if (scheme !== '' && rest !== '' && !rest.startsWith('/')) return url;
  const [, authority = '', path = ''] = /^(\/\/[^/]*)?(.*)$/s.exec(rest) ?? [];
  if (scheme === '' && authority === '' && /^[^/]*:/.test(path)) return undefined;
  if (!isAuthority(authority.slice(2))) return undefined;
  const escaped = escapePath(path);
  return escaped === undefined ? undefined : `${scheme}${authority}${escaped}${query}${fragment}`;
}

function isAuthority(authority: string): boolean {
  const at = authority.lastIndexOf('@');
  const user = authority.slice(0, Math.max(at, 0));
  return (
    /^[a-z0-9\-._:~!$&'()*+,;=%@]*$/.test(user) &&
    /^(?:\[[^\]]*\]|[a-z0-9\-._~!$&'()*+,;=<>"\u0080-\uffff]*)(?::\d*)?$/.test(authority.slice(at + 1))
  );
}

/** Kept when it is valid as it is; else decoded and encoded anew. */
function escapePath(path: string): string | undefined {
  if (/%(?![0-9a-f]{2})/.test(path)) return undefined;
  if (/^[a-z0-9\-._~!$&'()*+,;=:@/%[\]]*$/.test(path)) return path;
  const bytes = new TextEncoder().encode(path);
  return Array.from(bytes, (byte) => {
    const character = String.fromCharCode(byte);
    const isKept = byte < 0x80 && /[a-z0-9\-._~$&+,/:;=@%]/.test(character);
    return isKept ? character : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }).join('');
}
