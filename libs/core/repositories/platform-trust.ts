import { fail, succeed, type Result } from '../model/result.ts';
import type { RepositoryAccess } from './repository-access.ts';
import { hostOf, transportOf } from './transport.ts';

/** ConfigMaps of `nabe-system` that say whom to trust where a repository's Secret does not: the names and forms of Argo CD's. */
export const KNOWN_HOSTS_CONFIG_MAP = { name: 'argocd-ssh-known-hosts-cm', key: 'ssh_known_hosts' };
export const CERTIFICATES_CONFIG_MAP = { name: 'argocd-tls-certs-cm' };

type ConfigMapData = Readonly<Record<string, string>>;

export type PlatformTrustKind = 'known-hosts' | 'certificates';

/** Which ConfigMap completes the access, if any: known hosts for ssh, certificates by host for https. */
export function neededTrust(access: RepositoryAccess, url: string): PlatformTrustKind | undefined {
  if (access.isInsecure) return undefined;
  if (transportOf(url) === 'ssh') return access.knownHosts === undefined ? 'known-hosts' : undefined;
  return access.ca === undefined && /^https:/i.test(url.trim()) ? 'certificates' : undefined;
}

/**
 * Adds whom the platform trusts; what the Secret says stands. Fails with a sentence when no host key is known for an ssh address:
 * a server is never trusted at first sight.
 */
export function addPlatformTrust(
  access: RepositoryAccess,
  url: string,
  data: ConfigMapData | undefined,
): Result<RepositoryAccess, string> {
  const needed = neededTrust(access, url);
  if (needed === undefined) return succeed(access);
  if (needed === 'certificates') {
    const ca = data?.[hostOf(url)];
    return succeed(ca === undefined || ca.trim() === '' ? access : { ...access, ca });
  }
  const knownHosts = data?.[KNOWN_HOSTS_CONFIG_MAP.key];
  if (knownHosts !== undefined && knownHosts.trim() !== '') return succeed({ ...access, knownHosts });
  return fail(
    `No host key of ${hostOf(url)} is known: add sshKnownHosts to the Secret of the Repository, or ask the platform team to add it ` +
      `to ConfigMap nabe-system/${KNOWN_HOSTS_CONFIG_MAP.name}`,
  );
}
