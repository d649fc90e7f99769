import { z } from 'zod';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { SpokeFailure } from '#flows/ports/clusters/cluster-access.port.ts';
import type { ClusterScopedKind, IdentityKind, SpokeIdentities } from '#flows/ports/clusters/spoke-identities.port.ts';
import { Script } from '../script.ts';

/** One spoke's identities in memory. Requests read like `apply RoleBinding shop/nabe-tenant-red`. */
export class FakeSpokeIdentities implements SpokeIdentities {
  readonly requests: string[] = [];
  readonly script = new Script<SpokeFailure>();
  readonly objects = new Map<string, JsonObject>();
  kinds: readonly ClusterScopedKind[] = [];
  private uids = 0;

  async list(_cluster: string, kind: IdentityKind): Promise<Result<readonly JsonObject[], SpokeFailure>> {
    const failure = this.ask(`list ${kind}`);
    if (failure !== undefined) return fail(failure);
    return succeed([...this.objects].filter(([id]) => id.startsWith(`${kind} `)).map(([, object]) => object));
  }

  async apply(_cluster: string, manifest: Manifest): Promise<Result<void, SpokeFailure>> {
    const object: JsonObject = JSON.parse(JSON.stringify(manifest));
    const id = idOf(object);
    const failure = this.ask(`apply ${id}`);
    if (failure !== undefined) return fail(failure);
    this.put(object);
    return succeed(undefined);
  }

  async delete(
    _cluster: string,
    { kind, namespace, name, uid }: Parameters<SpokeIdentities['delete']>[1],
  ): Promise<Result<void, SpokeFailure>> {
    const id = `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
    const failure = this.ask(`delete ${id}`);
    if (failure !== undefined) return fail(failure);
    const found = this.objects.get(id);
    const metadata = isJsonObject(found?.['metadata']) ? found['metadata'] : {};
    if (found !== undefined && metadata['uid'] !== uid)
      return fail({ kind: 'precondition', message: `${id} has another UID` });
    this.objects.delete(id);
    return succeed(undefined);
  }

  async createNamespace(_cluster: string, name: string): Promise<Result<void, SpokeFailure>> {
    const failure = this.ask(`create Namespace ${name}`);
    if (failure !== undefined) return fail(failure);
    this.put({ kind: 'Namespace', metadata: { name } });
    return succeed(undefined);
  }

  async clusterScopedKinds(): Promise<Result<readonly ClusterScopedKind[], SpokeFailure>> {
    const failure = this.ask('discovery');
    return failure === undefined ? succeed(this.kinds) : fail(failure);
  }

  /** As somebody else's write. */
  put(object: JsonObject): void {
    this.uids += 1;
    const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
    this.objects.set(idOf(object), { ...object, metadata: { ...metadata, uid: `uid-${this.uids}` } });
  }

  private ask(request: string): SpokeFailure | undefined {
    this.requests.push(request);
    return this.script.take(request);
  }
}

const Named = z.object({
  kind: z.string(),
  metadata: z.object({ namespace: z.string().optional(), name: z.string() }),
});

function idOf(object: JsonObject): string {
  const { kind, metadata } = Named.parse(object);
  return `${kind} ${metadata.namespace === undefined ? '' : `${metadata.namespace}/`}${metadata.name}`;
}
