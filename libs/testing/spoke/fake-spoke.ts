import { describeObjectKey, objectKeyId, type ObjectKey } from '#core/model/objects/object-key.ts';
import type { JsonValue } from '#core/model/json.ts';
import type { GroupVersionKind } from '#core/model/objects/manifest.ts';
import type { ServedKind, SpokeFailure } from '#flows/ports/clusters/cluster-access.port.ts';
import { Script } from '../script.ts';
import { FakeObject } from './fake-object.ts';

export const OUR_MANAGER = 'nabe';

const SERVED: readonly [string, boolean][] = [
  ['v1/ConfigMap', true],
  ['v1/Secret', true],
  ['v1/Service', true],
  ['apps/v1/Deployment', true],
  ['batch/v1/Job', true],
  ['v1/Namespace', false],
  ['rbac.authorization.k8s.io/v1/ClusterRole', false],
  ['apiextensions.k8s.io/v1/CustomResourceDefinition', false],
];

/**
 * A small API server: objects with UIDs and field owners, kinds, refusals. Requests read like `apply ConfigMap shop/web`;
 * `script` makes those fail that start with a text.
 */
export class FakeSpoke {
  readonly requests: string[] = [];
  readonly script = new Script<SpokeFailure>();
  /** What autoscalers scale. */
  scaled: readonly ObjectKey[] = [];
  readonly objects = new Map<string, FakeObject>();
  /** Called before a request is answered; what it throws, the request throws. */
  onRequest: (request: string) => void = () => undefined;
  private readonly served = new Map(SERVED);
  private uids = 0;

  /** Whether a kind is served in namespaces; undefined when it is not served. */
  resolve({ group, version, kind }: GroupVersionKind): ServedKind | undefined {
    const namespaced = this.served.get(`${group === '' ? '' : `${group}/`}${version}/${kind}`);
    return namespaced === undefined
      ? undefined
      : { group, version, kind, namespaced, resource: `${kind.toLowerCase()}s` };
  }

  /** As Helm's capabilities name them. */
  versions(): readonly string[] {
    return [...this.served.keys()].toSorted();
  }

  /** As a CustomResourceDefinition does; `kind` such as `shop.example/v1/Till`. */
  serve(kind: string, namespaced: boolean): void {
    this.served.set(kind, namespaced);
  }

  /** Answers the scripted failure of a request, if there is one, and counts it. */
  ask(request: string): SpokeFailure | undefined {
    this.requests.push(request);
    this.onRequest(request);
    return this.script.take(request);
  }

  get(key: ObjectKey): FakeObject | undefined {
    return this.objects.get(objectKeyId(key));
  }

  live(key: ObjectKey): FakeObject {
    const object = this.get(key);
    if (object === undefined) throw new Error(`there is no ${describeObjectKey(key)}`);
    return object;
  }

  create(key: ObjectKey): FakeObject {
    this.uids += 1;
    const object = new FakeObject(`uid-${this.uids}`);
    this.objects.set(objectKeyId(key), object);
    return object;
  }

  /** What somebody else applied. */
  applyAs(manager: string, key: ObjectKey, manifest: object): FakeObject {
    const object = this.get(key) ?? this.create(key);
    object.apply(manager, manifest);
    return object;
  }

  edit(key: ObjectKey, path: readonly string[], value: JsonValue, manager = 'kubectl'): void {
    this.live(key).edit(path, value, manager);
  }

  remove(key: ObjectKey): void {
    this.objects.delete(objectKeyId(key));
  }

  /** Requests since the last call, without the look-ups of kinds, which are answered from memory. */
  takeRequests(): string[] {
    return this.requests.splice(0).filter((request) => !request.startsWith('resolve '));
  }
}
