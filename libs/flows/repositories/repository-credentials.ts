import { fail, succeed, type Result } from '#core/model/result.ts';
import { readAccess } from '#core/repositories/read-access.ts';
import type { RepositoryAccess } from '#core/repositories/repository-access.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { GitFailure, RepositoryAddress } from '../ports/sources/git-source.port.ts';
import { PlatformTrust } from './platform-trust.ts';
import { repositoryKey } from './repository-lookup.ts';

/**
 * Addresses of repositories with their credentials. A Secret is read once and again after the server refused what it held, so that
 * polling costs the management cluster nothing and a rotated password is picked up when it is needed. Where the Secret does not say whom to
 * trust, the platform does ({@link PlatformTrust}).
 */
export class RepositoryCredentials {
  private readonly known = new Map<string, { version: string; address: RepositoryAddress }>();
  private readonly controlPlane: Pick<ControlPlane, 'readSecret'>;
  private readonly trust: PlatformTrust;

  constructor(controlPlane: Pick<ControlPlane, 'readSecret' | 'readConfigMap'>) {
    this.controlPlane = controlPlane;
    this.trust = new PlatformTrust(controlPlane);
  }

  /** Fails with a sentence when the Secret is missing or incomplete, no host key is known, or something cannot be read. */
  async addressOf(repository: Repository): Promise<Result<RepositoryAddress, string>> {
    const { uid, generation } = repository.metadata;
    const version = `${uid}/${generation}`;
    const known = this.known.get(repositoryKey(repository));
    if (known?.version === version) return succeed(known.address);
    const read = await this.read(repository);
    if (read.ok) this.known.set(repositoryKey(repository), { version, address: read.value });
    return read;
  }

  /** Call this with every failure: after one that a new Secret or ConfigMap could mend, the next address is read anew. */
  forgetAfter(repository: Repository, { kind }: Pick<GitFailure, 'kind'>): void {
    if (kind === 'untrusted') this.trust.forget();
    if (kind === 'unauthorized' || kind === 'untrusted') this.known.delete(repositoryKey(repository));
  }

  /** The same for a failure of whoever knows only the addresses that were answered before. */
  forgetAddresses(addresses: readonly RepositoryAddress[], { kind }: { readonly kind: string }): void {
    if (kind === 'untrusted') this.trust.forget();
    if (kind !== 'unauthorized' && kind !== 'untrusted') return;
    for (const [key, { address }] of this.known) if (addresses.includes(address)) this.known.delete(key);
  }

  private async read(repository: Repository): Promise<Result<RepositoryAddress, string>> {
    const { url } = repository.spec;
    const access = await this.readSecret(repository);
    if (!access.ok) return access;
    const trusted = await this.trust.completeAccess(access.value, url);
    const lfs = repository.spec.type === 'git' && repository.spec.lfs === true ? { lfs: true } : {};
    return trusted.ok ? succeed({ url, ...lfs, ...trusted.value }) : trusted;
  }

  private async readSecret({ spec, metadata }: Repository): Promise<Result<RepositoryAccess, string>> {
    if (spec.credentialsRef === undefined) return succeed({});
    const name = { namespace: metadata.namespace, name: spec.credentialsRef.name };
    const where = `Secret ${name.namespace}/${name.name}, which Repository ${metadata.name} names for its credentials,`;
    const secret = await this.controlPlane.readSecret(name);
    if (!secret.ok) return fail(`${where} cannot be read: ${secret.failure.message}.`);
    if (secret.value === undefined) return fail(`${where} does not exist: create it.`);
    const access = readAccess(secret.value, spec.url);
    return access.ok ? access : fail(`${where} ${access.failure}.`);
  }
}
