import { fail, type Result, succeed } from '#core/model/result.ts';
import {
  addPlatformTrust,
  CERTIFICATES_CONFIG_MAP,
  KNOWN_HOSTS_CONFIG_MAP,
  neededTrust,
  type PlatformTrustKind,
} from '#core/repositories/platform-trust.ts';
import type { RepositoryAccess } from '#core/repositories/repository-access.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';

type Data = Readonly<Record<string, string>> | undefined;

/** Whom the platform team trusts for all repositories: two ConfigMaps, each read once and again after a server was not trusted. */
export class PlatformTrust {
  private readonly known = new Map<PlatformTrustKind, Data>();
  private readonly controlPlane: Pick<ControlPlane, 'readConfigMap'>;

  constructor(controlPlane: Pick<ControlPlane, 'readConfigMap'>) {
    this.controlPlane = controlPlane;
  }

  /** Fails with a sentence when it cannot be read, or when it is the only one that could know a host key and does not. */
  async completeAccess(access: RepositoryAccess, url: string): Promise<Result<RepositoryAccess, string>> {
    const needed = neededTrust(access, url);
    if (needed === undefined) return succeed(access);
    const data = await this.read(needed);
    if (!data.ok) return data;
    const completed = addPlatformTrust(access, url, data.value);
    if (completed.ok) return completed;
    this.forget();
    return fail(`${completed.failure}.`);
  }

  /** A server was not trusted: the ConfigMaps may say more by now. */
  forget(): void {
    this.known.clear();
  }

  private async read(kind: PlatformTrustKind): Promise<Result<Data, string>> {
    if (this.known.has(kind)) return succeed(this.known.get(kind));
    const { name } = kind === 'known-hosts' ? KNOWN_HOSTS_CONFIG_MAP : CERTIFICATES_CONFIG_MAP;
    const read = await this.controlPlane.readConfigMap({ namespace: SYSTEM_NAMESPACE, name });
    if (!read.ok) return fail(`ConfigMap ${SYSTEM_NAMESPACE}/${name} cannot be read: ${read.failure.message}.`);
    this.known.set(kind, read.value);
    return read;
  }
}
