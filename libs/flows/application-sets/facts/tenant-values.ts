import { fail, succeed, type Result } from '#core/model/result.ts';
import type { SecretKeyRef, ConfigMapKeyRef } from '#core/resources/generators/generator-fields.ts';
import { DnsName } from '#core/resources/schema/shared-fields.ts';
import type { ControlPlane } from '../../ports/control-plane.port.ts';

type ValuePorts = Pick<ControlPlane, 'readSecret' | 'readConfigMap'>;

/** Values that a tenant keeps in its own namespace on the management cluster, and in no other. Nothing is remembered (law 8). */
export class TenantValues {
  /** Names of the ConfigMaps that were read. */
  readonly configMapsRead = new Set<string>();
  private readonly namespace: string;
  private readonly controlPlane: ValuePorts;

  constructor(namespace: string, controlPlane: ValuePorts) {
    this.namespace = namespace;
    this.controlPlane = controlPlane;
  }

  /** As messages name it. */
  describeSecret(name: string): string {
    return `Secret ${this.namespace}/${name}`;
  }

  /** All of a Secret; fails with a sentence when there is none. */
  async secret(name: string): Promise<Result<Readonly<Record<string, string>>, string>> {
    if (!isName(name)) return fail(`${JSON.stringify(name)} is not the name of a Secret; correct it.`);
    const where = this.describeSecret(name);
    const read = await this.controlPlane.readSecret({ namespace: this.namespace, name });
    if (!read.ok) return fail(`${where} cannot be read: ${read.failure.message}`);
    return read.value === undefined ? fail(`${where} does not exist; create it.`) : succeed(read.value);
  }

  async secretKey({ secretName, key }: SecretKeyRef): Promise<Result<string, string>> {
    const secret = await this.secret(secretName);
    if (!secret.ok) return secret;
    const value = Object.hasOwn(secret.value, key) ? secret.value[key] : undefined;
    return value === undefined
      ? fail(`${this.describeSecret(secretName)} lacks the key ${key}; add it.`)
      : succeed(value);
  }

  /** All of a ConfigMap; undefined when there is none. */
  async configMap(name: string): Promise<Result<Readonly<Record<string, string>> | undefined, string>> {
    if (!isName(name)) return fail(`${JSON.stringify(name)} is not the name of a ConfigMap; correct it.`);
    this.configMapsRead.add(name);
    const read = await this.controlPlane.readConfigMap({ namespace: this.namespace, name });
    return read.ok ? read : fail(`ConfigMap ${this.namespace}/${name} cannot be read: ${read.failure.message}`);
  }

  async configMapKey({ configMapName, key }: ConfigMapKeyRef): Promise<Result<string, string>> {
    const data = await this.configMap(configMapName);
    if (!data.ok) return data;
    const value = data.value !== undefined && Object.hasOwn(data.value, key) ? data.value[key] : undefined;
    return value === undefined
      ? fail(`ConfigMap ${this.namespace}/${configMapName} lacks the key ${key}; add it.`)
      : succeed(value);
  }
}

/** Sets write these names, which become parts of paths: a slash must not lead into another namespace. */
function isName(text: string): boolean {
  return DnsName.safeParse(text).success;
}
