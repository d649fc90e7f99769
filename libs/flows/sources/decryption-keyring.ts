import { canonicalJson } from '#core/model/canonical-json.ts';
import { readDecryptionKeys } from '#core/decryption/decryption-keys.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { tenantNamespace } from '#core/resources/metadata.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import type { Clock } from '../ports/clock.port.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { KeyedDecryption } from '../ports/sources/renderer.port.ts';

type Read = Promise<Result<KeyedDecryption, string>>;

/** A thousand Applications may ask for the same keys at once, and a key that was replaced has to be seen. Unit: milliseconds. */
const KNOWN_FOR_MS = 5_000;

export interface KeyringPorts {
  readonly controlPlane: Pick<ControlPlane, 'readSecret'>;
  readonly clock: Pick<Clock, 'now'>;
  readonly digest: (text: string) => string;
}

/** The keys of tenants for what their Repositories hold encrypted. */
export class DecryptionKeyring {
  readonly #ports: KeyringPorts;
  readonly #known = new Map<string, { readonly read: Read; readonly atMs: number }>();

  constructor(ports: KeyringPorts) {
    this.#ports = ports;
  }

  /**
   * Keys for what the tenant reads from the Repository: those of the Secret that it names, and keys of cloud services that the Tenant may
   * use; undefined where there are neither. They are the tenant's own, also where the Repository is shared: nobody decrypts with the keys
   * of others. Fails with a sentence when they are missing or no keys.
   */
  async keysFor({ spec }: Repository, tenant: Tenant): Promise<Result<KeyedDecryption | undefined, string>> {
    const { name } = tenant.metadata;
    const cloudKeys = tenant.spec.decryption?.cloudKeys ?? [];
    const own = spec.decryption && (await this.#ownKeys(spec.decryption.secretRef.name, tenantNamespace(name)));
    if (cloudKeys.length === 0 || own?.ok === false) return own ?? succeed(undefined);
    const keys = { ...(own?.value.keys ?? { origin: `Tenant ${name}`, age: '', pgp: [] }), cloudKeys };
    return succeed({ keys, digest: this.#ports.digest(canonicalJson([own?.value.digest ?? '', cloudKeys])) });
  }

  async #ownKeys(name: string, namespace: string): Read {
    const key = `${namespace}/${name}`;
    const known = this.#known.get(key);
    const nowMs = this.#ports.clock.now();
    if (known !== undefined && nowMs - known.atMs < KNOWN_FOR_MS) return await known.read;
    const read = this.#read({ namespace, name });
    this.#known.set(key, { read, atMs: nowMs });
    return await read;
  }

  async #read(name: { readonly namespace: string; readonly name: string }): Read {
    const origin = `Secret ${name.namespace}/${name.name}`;
    const subject = `${origin}, which a Repository names for decryption,`;
    const secret = await this.#ports.controlPlane.readSecret(name);
    if (!secret.ok) return fail(`${subject} cannot be read: ${secret.failure.message}.`);
    if (secret.value === undefined)
      return fail(
        `${subject} does not exist: create it with an age key under NAME.agekey or a PGP key under NAME.asc.`,
      );
    const keys = readDecryptionKeys(secret.value, origin);
    if (!keys.ok) return fail(`${subject} ${keys.failure}.`);
    const { age, pgp } = keys.value;
    return succeed({ keys: keys.value, digest: this.#ports.digest(canonicalJson({ age, pgp })) });
  }
}
