import { z } from 'zod';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { objectKeyOf, type GroupVersionKind } from '#core/model/objects/manifest.ts';
import { describeObjectKey, type ObjectKey } from '#core/model/objects/object-key.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type {
  AppliedObject,
  ApplyRequest,
  ClientSideRequest,
  ClusterAccess,
  DeleteRequest,
  InspectedObject,
  OwnersRequest,
  ReplaceRequest,
  ServedKind,
  SpokeFailure,
  TenantSpoke,
} from '#flows/ports/clusters/cluster-access.port.ts';
import { FakeObject } from './fake-object.ts';
import { FakeSpoke, OUR_MANAGER } from './fake-spoke.ts';

/** Registered spokes by name. `impersonated` remembers for whom they were asked. */
export class FakeClusters implements ClusterAccess {
  readonly spokes = new Map<string, FakeSpoke>();
  readonly impersonated: string[] = [];

  add(cluster: string): FakeSpoke {
    const spoke = new FakeSpoke();
    this.spokes.set(cluster, spoke);
    return spoke;
  }

  async asTenant(cluster: string, tenant: string): Promise<Result<TenantSpoke, SpokeFailure>> {
    const spoke = this.spokes.get(cluster);
    if (spoke === undefined) return fail({ kind: 'not-found', message: `Cluster ${cluster} is not registered.` });
    this.impersonated.push(`${tenant} on ${cluster}`);
    return succeed(new FakeTenantSpoke(spoke));
  }
}

/** A {@link FakeSpoke} behind the port that flows use. */
export class FakeTenantSpoke implements TenantSpoke {
  readonly fieldManager = OUR_MANAGER;
  private readonly spoke: FakeSpoke;

  constructor(spoke: FakeSpoke) {
    this.spoke = spoke;
  }

  async resolveKind(kind: GroupVersionKind): Promise<Result<ServedKind, SpokeFailure>> {
    const failure = this.spoke.ask(`resolve ${kind.kind}`);
    if (failure !== undefined) return fail(failure);
    const served = this.spoke.resolve(kind);
    return served === undefined
      ? fail({ kind: 'not-found', message: `The cluster does not serve ${kind.kind}.` })
      : succeed(served);
  }

  async listApiVersions(): Promise<Result<readonly string[], SpokeFailure>> {
    const failure = this.spoke.ask('list API versions');
    return failure === undefined ? succeed(this.spoke.versions()) : fail(failure);
  }

  async apply({
    manifest,
    force,
    uid,
    resourceVersion,
    isConfidential,
  }: ApplyRequest): Promise<Result<AppliedObject, SpokeFailure>> {
    const key = objectKeyOf(manifest);
    const what = describeObjectKey(key);
    const failure = this.spoke.ask(`apply ${what}${isConfidential ? ' discreetly' : ''}`);
    if (failure !== undefined) return fail(failure);
    const before = this.spoke.get(key);
    if (uid !== undefined && before?.uid !== uid)
      return fail({ kind: 'precondition', message: `${what} has another UID.` });
    if (resourceVersion !== undefined && before?.resourceVersion !== resourceVersion)
      return fail({ kind: 'precondition', message: `${what} was written meanwhile.` });
    const managers = before?.conflictsOf(OUR_MANAGER, manifest) ?? [];
    if (managers.length > 0 && !force) {
      return fail({
        kind: 'field-conflict',
        managers,
        message: `${what}: ${managers.join(', ')} own fields that git sets.`,
      });
    }
    const object = before ?? this.spoke.create(key);
    object.apply(OUR_MANAGER, manifest);
    this.serveDefined(object.toJson());
    return succeed(appliedOf(object, before === undefined));
  }

  async applyNamespace({ manifest }: Pick<ApplyRequest, 'manifest'>): Promise<Result<AppliedObject, SpokeFailure>> {
    return this.apply({ manifest, force: true });
  }

  async replace({ manifest, uid, resourceVersion }: ReplaceRequest): Promise<Result<void, SpokeFailure>> {
    const key = objectKeyOf(manifest);
    const failure = this.spoke.ask(`replace ${describeObjectKey(key)}`);
    if (failure !== undefined) return fail(failure);
    const before = this.spoke.get(key);
    if (before?.uid !== uid || before.resourceVersion !== resourceVersion)
      return fail({ kind: 'precondition', message: `${describeObjectKey(key)} was written meanwhile.` });
    before.replace(OUR_MANAGER, manifest);
    return succeed(undefined);
  }

  async writeClientSide({
    manifest,
    write,
    isLenient,
    isConfidential,
  }: ClientSideRequest): Promise<Result<AppliedObject, SpokeFailure>> {
    const key = objectKeyOf(manifest);
    const what = describeObjectKey(key);
    const manner = `${isLenient ? ' leniently' : ''}${isConfidential ? ' discreetly' : ''}`;
    const failure = this.spoke.ask(`${'create' in write ? 'create' : 'patch'} ${what}${manner}`);
    if (failure !== undefined) return fail(failure);
    const before = this.spoke.get(key);
    const patch = 'create' in write ? write.create : write.patch;
    const { metadata } = patch;
    const version = isJsonObject(metadata) ? metadata['resourceVersion'] : undefined;
    if (before?.resourceVersion !== version) return fail({ kind: 'precondition', message: `${what} is another now.` });
    const object = before ?? this.spoke.create(key);
    object.patch(OUR_MANAGER, patch);
    return succeed(appliedOf(object, before === undefined));
  }

  /** Adds the field `defaulted` to what it would store, as admission does. */
  async tryClientSide({ manifest, write }: ClientSideRequest): Promise<Result<JsonObject, SpokeFailure>> {
    const key = objectKeyOf(manifest);
    const failure = this.spoke.ask(`try ${describeObjectKey(key)}`);
    if (failure !== undefined) return fail(failure);
    const copy = (this.spoke.get(key) ?? new FakeObject('')).copy();
    copy.patch(OUR_MANAGER, 'create' in write ? write.create : write.patch);
    return succeed({ ...copy.toJson(), defaulted: 'by admission' });
  }

  async writeOwners({
    key,
    resourceVersion,
    managedFields,
  }: OwnersRequest): Promise<Result<AppliedObject, SpokeFailure>> {
    const failure = this.spoke.ask(`own ${describeObjectKey(key)}`);
    if (failure !== undefined) return fail(failure);
    const before = this.spoke.live(key);
    if (before.resourceVersion !== resourceVersion)
      return fail({ kind: 'precondition', message: `${describeObjectKey(key)} was written meanwhile.` });
    before.setManagedFields(managedFields);
    return succeed(appliedOf(before, false));
  }

  async listScaled(namespace: string): Promise<Result<readonly ObjectKey[], SpokeFailure>> {
    const failure = this.spoke.ask(`list scaled ${namespace}`);
    return failure === undefined ? succeed(this.spoke.scaled) : fail(failure);
  }

  async read(key: ObjectKey): Promise<Result<JsonObject | undefined, SpokeFailure>> {
    const failure = this.spoke.ask(`read ${describeObjectKey(key)}`);
    return failure === undefined ? succeed(withMetadata(this.spoke.get(key))) : fail(failure);
  }

  async inspect(key: ObjectKey): Promise<Result<InspectedObject | undefined, SpokeFailure>> {
    const failure = this.spoke.ask(`read ${describeObjectKey(key)}`);
    if (failure !== undefined) return fail(failure);
    const found = this.spoke.get(key);
    if (found === undefined) return succeed(undefined);
    const { uid } = found;
    const [entryHash, ownFields] = [found.entryHash(OUR_MANAGER), found.ownFields(OUR_MANAGER)];
    return succeed({ object: { ...found.toJson(), metadata: found.metadata }, uid, entryHash, ownFields });
  }

  /** Adds the field `defaulted` to what it would store, as admission does. */
  async tryApply({ manifest, isConfidential }: ApplyRequest): Promise<Result<JsonObject, SpokeFailure>> {
    const key = objectKeyOf(manifest);
    const failure = this.spoke.ask(`try ${describeObjectKey(key)}${isConfidential ? ' discreetly' : ''}`);
    if (failure !== undefined) return fail(failure);
    const before = this.spoke.get(key) ?? new FakeObject('');
    return succeed({ ...before.preview(OUR_MANAGER, manifest), defaulted: 'by admission' });
  }

  async delete({ key, uid }: DeleteRequest): Promise<Result<'deleted' | 'gone' | 'terminating', SpokeFailure>> {
    const failure = this.spoke.ask(`delete ${describeObjectKey(key)}`);
    if (failure !== undefined) return fail(failure);
    const before = this.spoke.get(key);
    if (before === undefined) return succeed('gone');
    if (before.uid !== uid)
      return fail({ kind: 'precondition', message: `${describeObjectKey(key)} has another UID.` });
    const { metadata } = before.toJson();
    if (isJsonObject(metadata) && Array.isArray(metadata['finalizers'])) return succeed('terminating');
    this.spoke.remove(key);
    return succeed('deleted');
  }

  /** A definition is served at once; whether it says Established is the test's matter. */
  private serveDefined(definition: JsonObject): void {
    const read = Definition.safeParse(definition);
    if (!read.success) return;
    const { group, scope, names, versions } = read.data.spec;
    for (const { name } of versions) this.spoke.serve(`${group}/${name}/${names.kind}`, scope === 'Namespaced');
  }
}

function appliedOf(object: FakeObject, created: boolean): AppliedObject {
  return { uid: object.uid, created, entryHash: object.entryHash(OUR_MANAGER), metadata: object.metadata };
}

function withMetadata(object: FakeObject | undefined): JsonObject | undefined {
  return object && { ...object.toJson(), metadata: object.metadata };
}

const Definition = z.object({
  kind: z.literal('CustomResourceDefinition'),
  spec: z.object({
    group: z.string(),
    scope: z.string(),
    names: z.object({ kind: z.string() }),
    versions: z.array(z.object({ name: z.string() })),
  }),
});
