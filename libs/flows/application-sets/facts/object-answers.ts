import type { Fact } from '#core/generators/facts.ts';
import type { DecisionResource, DecisionResourcesRequest } from '#core/generators/facts/object-facts.ts';
import { DnsName } from '#core/resources/schema/shared-fields.ts';
import { asSentence, withoutStop } from '#core/status/end-sentence.ts';
import type { ControlPlane, ObjectCollection } from '../../ports/control-plane.port.ts';
import type { TenantValues } from './tenant-values.ts';

/** Objects in the tenant's own namespace on the management cluster. */
export class ObjectAnswers {
  /** What was listed. */
  readonly listed: ObjectCollection[] = [];
  private readonly namespace: string;
  private readonly values: TenantValues;
  private readonly controlPlane: Pick<ControlPlane, 'listObjects'>;

  constructor(namespace: string, values: TenantValues, controlPlane: Pick<ControlPlane, 'listObjects'>) {
    this.namespace = namespace;
    this.values = values;
    this.controlPlane = controlPlane;
  }

  async configMap(name: string): Promise<Fact<Readonly<Record<string, string>> | undefined>> {
    const data = await this.values.configMap(name);
    return data.ok ? { complete: true, value: data.value } : { complete: false, message: asSentence(data.failure) };
  }

  async decisionResources({
    apiVersion,
    resource,
  }: DecisionResourcesRequest): Promise<Fact<readonly DecisionResource[]>> {
    // They become parts of a path, which must not lead into another namespace.
    if (![...apiVersion.split('/'), resource].every((part) => DnsName.safeParse(part).success)) {
      const message = `apiVersion ${apiVersion} and kind ${resource} are not those of a kind; correct them in the ConfigMap.`;
      return { complete: false, message };
    }
    const collection = { apiVersion, resource, namespace: this.namespace };
    this.listed.push(collection);
    const listed = await this.controlPlane.listObjects(collection);
    if (listed.ok) return { complete: true, value: listed.value };
    const { kind, message } = listed.failure;
    const act = kind === 'refused' ? '; the platform team has to let the hub list them' : '';
    return { complete: false, message: asSentence(`${withoutStop(message)}${act}`) };
  }
}
