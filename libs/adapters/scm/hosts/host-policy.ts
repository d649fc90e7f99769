import { isIP } from 'node:net';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ScmFailure } from '#flows/ports/generators/scm.port.ts';
import { isPublicAddress } from './is-public-address.ts';

/** Which API hosts the hub may talk to for tenants. Tenants write the address, so without this they could reach the hub's network. */
export interface HostPolicy {
  /**
   * Hosts the platform team trusts, with a port where it is not the usual one: `git.example.com`, `git.example.com:8443`,
   * `10.0.0.7`. They may have private addresses and speak plain http.
   */
  readonly allowedHosts: readonly string[];
  /** False refuses every host that is not listed. Default true: hosts with public addresses may be asked, by https. */
  readonly publicHosts?: boolean | undefined;
}

/** Judges an address by its text; what its name resolves to is judged when the connection is made, see {@link mayConnectTo}. */
export function checkUrl(policy: HostPolicy, text: string): Result<URL, ScmFailure> {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || (url.protocol !== 'https:' && url.protocol !== 'http:'))
    return fail({ kind: 'invalid', message: 'the address of its API must start with https://' });
  if (url.username !== '' || url.password !== '')
    return fail({ kind: 'invalid', message: 'the address of its API contains credentials: move them to the Secret' });
  if (isListed(policy, url)) return succeed(url);
  // What its name resolves to is not judged, so its other ports need to be listed as well.
  if (hasListedName(policy, url.hostname)) return refuse(url.host, 'is allowed with another port or scheme only');
  if (policy.publicHosts === false) return refuse(url.host, 'is not one of the allowed hosts');
  if (url.protocol === 'http:') return refuse(url.host, 'would be asked without TLS');
  const bare = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(bare) !== 0 && !isPublicAddress(bare)) return refuse(url.host, 'is not a public address');
  return succeed(url);
}

/** True when a name may be connected to at an address: the address is public, or the name is listed (with any port). */
export function mayConnectTo(policy: HostPolicy, hostname: string, address: string): boolean {
  return isPublicAddress(address) || hasListedName(policy, hostname);
}

export function refuse(host: string, why: string): Result<never, ScmFailure> {
  const message = `${host} ${why}: the platform team must allow this host, or the tenant must name another address`;
  return fail({ kind: 'refused-host', message });
}

/** True for a host that the platform team named, with this port. */
export function isListed({ allowedHosts }: HostPolicy, url: URL): boolean {
  const usualPort = url.protocol === 'https:' ? '443' : '80';
  const spellings = [url.host, `${url.hostname}:${url.port || usualPort}`];
  return allowedHosts.some((host) => spellings.includes(host.toLowerCase()));
}

function hasListedName({ allowedHosts }: HostPolicy, hostname: string): boolean {
  return allowedHosts.some((host) => nameOf(host) === hostname.toLowerCase());
}

function nameOf(host: string): string {
  return host
    .toLowerCase()
    .replace(/:\d+$/, '')
    .replace(/^\[|\]$/g, '');
}
