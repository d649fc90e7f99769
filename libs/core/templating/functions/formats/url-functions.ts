import { FunctionError } from '../../template-failure.ts';
import { GoMap } from '../../values/go-value.ts';
import { kindName } from '../../values/type-name.ts';
import { percentEncode } from '../builtin/escape.ts';
import { fixed, type TemplateFunction } from '../template-function.ts';
import { parseUrl, type UrlParts } from './parse-url.ts';

/** sprig's functions between URLs and maps of their parts. */
export const urlFunctions: Readonly<Record<string, TemplateFunction>> = {
  urlParse: fixed(['string'], (text) => {
    const parts = parseUrl(text);
    if (typeof parts === 'string')
      throw new FunctionError(`unable to parse url: parse ${JSON.stringify(text)}: ${parts}`);
    const { userinfo = '', ...rest } = parts;
    return new GoMap(Object.entries({ ...rest, userinfo, hostname: hostnameOf(parts.host) }));
  }),
  urlJoin: fixed(['map'], (map) => joinUrl(map ?? new GoMap())),
};

/** The host without port and brackets. */
function hostnameOf(host: string): string {
  return /^\[(.*)\]/.exec(host)?.[1] ?? host.replace(/:\d*$/, '');
}

function joinUrl(map: GoMap): string {
  const userinfo = partOf(map, 'userinfo');
  const parsed = userinfo === '' ? undefined : parseUrl(`proto://${userinfo}@host`);
  if (typeof parsed === 'string') throw new FunctionError(`unable to parse userinfo in dict: ${parsed}`);
  return urlText({
    scheme: partOf(map, 'scheme'),
    opaque: partOf(map, 'opaque'),
    userinfo: parsed?.userinfo,
    host: partOf(map, 'host'),
    path: partOf(map, 'path'),
    query: partOf(map, 'query'),
    fragment: partOf(map, 'fragment'),
  });
}

function partOf(map: GoMap, key: string): string {
  const value = map.entries.has(key) ? map.entries.get(key) : '';
  if (typeof value === 'string') return value;
  throw new FunctionError(`unable to parse ${key} key, must be of type string, but ${kindName(value)} found`);
}

/** Assembles a URL as Go's URL.String does. */
function urlText({ scheme, opaque, userinfo, host, path, query, fragment }: UrlParts): string {
  const start = scheme === '' ? '' : `${scheme}:`;
  const end =
    (query === '' ? '' : `?${query}`) + (fragment === '' ? '' : `#${percentEncode(fragment, "-_.~$&+,/:;=?@!()*'")}`);
  if (opaque !== '') return start + opaque + end;
  const hasAuthority = scheme !== '' || host !== '' || userinfo !== undefined;
  const needsSlashes = hasAuthority && (host !== '' || path !== '' || userinfo !== undefined);
  const authority = needsSlashes
    ? `//${userinfo === undefined ? '' : `${userinfo}@`}${percentEncode(host, '-_.~!$&\'()*+,;=:[]<>"')}`
    : '';
  const encoded = percentEncode(path, '-_.~$&+,/:;=@');
  const slash = path !== '' && !path.startsWith('/') && host !== '' ? '/' : '';
  const dot = start === '' && authority === '' && (encoded.split('/')[0] ?? '').includes(':') ? './' : '';
  return start + authority + slash + dot + encoded + end;
}
