import { fail, succeed, type Result } from '#core/model/result.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { RepositoryAddress } from '../ports/git-source.port.ts';
import { repositoryKey } from './repository-lookup.ts';

/**
 * Addresses of repositories with their credentials. A Secret is read once and again after the server refused what it held, so that
 * polling costs the management cluster nothing and a rotated password is picked up when it is needed.
 */
export class RepositoryCredentials {
  private readonly known = new Map<string, { version: string; address: RepositoryAddress }>();
  private readonly controlPlane: Pick<ControlPlane, 'readSecret'>;

  constructor(controlPlane: Pick<ControlPlane, 'readSecret'>) {
    this.controlPlane = controlPlane;
  }

  /** Fails with a sentence when the Secret is missing, incomplete or cannot be read. */
  async addressOf(repository: Repository): Promise<Result<RepositoryAddress, string>> {
    const { uid, generation } = repository.metadata;
    const version = `${uid}/${generation}`;
    const known = this.known.get(repositoryKey(repository));
    if (known?.version === version) return succeed(known.address);
    const read = await this.read(repository);
    if (read.ok) this.known.set(repositoryKey(repository), { version, address: read.value });
    return read;
  }

  /** Call this when the server refused the credentials: the next address is read anew. */
  forget(repository: Repository): void {
    this.known.delete(repositoryKey(repository));
  }

  private async read({ spec, metadata }: Repository): Promise<Result<RepositoryAddress, string>> {
    if (spec.credentialsRef === undefined) return succeed({ url: spec.url });
    const name = { namespace: metadata.namespace, name: spec.credentialsRef.name };
    const where = `Secret ${name.namespace}/${name.name}, which Repository ${metadata.name} names for its credentials,`;
    const secret = await this.controlPlane.readSecret(name);
    if (!secret.ok) return fail(`${where} cannot be read: ${secret.failure.message}.`);
    if (secret.value === undefined)
      return fail(`${where} does not exist: create it with the keys username and password.`);
    const { username, password } = secret.value;
    if (username === undefined || password === undefined)
      return fail(`${where} lacks the key username or password: add it.`);
    return succeed({ url: spec.url, credentials: { username, password } });
  }
}
