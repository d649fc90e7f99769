import { holdsAsciiControl } from '#core/model/text/control-characters.ts';
import { fromByteText, rejoin } from '../../values/text-bytes.ts';
import { percentEncode } from '../builtin/escape.ts';

/** A URL in the parts of Go's url.URL; texts are decoded except `query` and `opaque`. */
export interface UrlParts {
  readonly scheme: string;
  readonly opaque: string;
  /** `user` or `user:password`, encoded; undefined without `@`. */
  readonly userinfo: string | undefined;
  readonly host: string;
  readonly path: string;
  readonly query: string;
  readonly fragment: string;
}

/** Parses as Go's url.Parse. Answers the reason as a text when it is no URL. */
export function parseUrl(text: string): UrlParts | string {
  if (holdsAsciiControl(text)) return 'invalid control character in URL';
  const [beforeFragment, fragment] = cut(text, '#');
  const scheme = /^[A-Za-z][A-Za-z0-9+.-]*(?=:)/.exec(beforeFragment)?.[0] ?? '';
  if (beforeFragment.startsWith(':')) return 'missing protocol scheme';
  const [rest, query] = cut(scheme === '' ? beforeFragment : beforeFragment.slice(scheme.length + 1), '?');
  const decodedFragment = percentDecode(fragment);
  if (decodedFragment === undefined) return 'invalid URL escape in fragment';
  const common = { scheme: scheme.toLowerCase(), query, fragment: decodedFragment };
  if (!rest.startsWith('/')) return parseRootless(rest, scheme, common);
  return parseHierarchical(rest, common);
}

type CommonParts = Pick<UrlParts, 'scheme' | 'query' | 'fragment'>;

function parseRootless(rest: string, scheme: string, common: CommonParts): UrlParts | string {
  if (scheme !== '') return { ...common, opaque: rest, userinfo: undefined, host: '', path: '' };
  if (rest.split('/')[0]?.includes(':')) return 'first path segment in URL cannot contain colon';
  const path = percentDecode(rest);
  return path === undefined
    ? 'invalid URL escape in path'
    : { ...common, opaque: '', userinfo: undefined, host: '', path };
}

function parseHierarchical(rest: string, common: CommonParts): UrlParts | string {
  const hasAuthority = rest.startsWith('//') && (common.scheme !== '' || !rest.startsWith('///'));
  const end = hasAuthority ? rest.indexOf('/', 2) : 0;
  const authority = hasAuthority ? rest.slice(2, end < 0 ? undefined : end) : '';
  const path = percentDecode(end < 0 ? '' : rest.slice(end));
  if (path === undefined) return 'invalid URL escape in path';
  const at = authority.lastIndexOf('@');
  const userinfo = at < 0 ? undefined : normalizeUser(authority.slice(0, at));
  if (at >= 0 && userinfo === undefined) return 'net/url: invalid userinfo';
  const host = parseHost(authority.slice(at + 1));
  return host === undefined ? 'invalid host or port' : { ...common, opaque: '', userinfo, host, path };
}

function parseHost(host: string): string | undefined {
  const port = host.startsWith('[')
    ? /^\[[^\]]*\](.*)$/s.exec(host)?.[1]
    : host.includes(':')
      ? host.slice(host.indexOf(':'))
      : '';
  if (port === undefined || !/^(?::\d*)?$/.test(port)) return undefined;
  const decoded = percentDecode(host);
  return decoded === undefined || /[ "<>^`{|}\\]/.test(decoded) ? undefined : decoded;
}

/** Name and password, decoded and encoded again the way Go writes them. */
function normalizeUser(text: string): string | undefined {
  if (!/^[A-Za-z0-9\-._:~!$&'()*+,;=%@]*$/.test(text)) return undefined;
  const [name, password] = cut(text, ':');
  const parts = (text.includes(':') ? [name, password] : [name]).map(percentDecode);
  if (parts.some((part) => part === undefined)) return undefined;
  return parts.map((part) => percentEncode(part ?? '', '-_.~$&+,;=')).join(':');
}

function cut(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}

function percentDecode(text: string): string | undefined {
  if (/%(?![0-9a-fA-F]{2})/.test(text)) return undefined;
  const decoded = text.replace(/(?:%[0-9a-fA-F]{2})+/g, (run) =>
    fromByteText(run.replace(/%(..)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))),
  );
  return rejoin(decoded);
}
