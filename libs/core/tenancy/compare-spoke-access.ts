import { isDeepEqual } from '#core/model/deep-equal.ts';
import { type JsonObject, isJsonObject } from '#core/model/json.ts';
import { type Manifest, objectKeyOf } from '#core/model/objects/manifest.ts';
import { type ObjectKey, objectKeyId } from '#core/model/objects/object-key.ts';
import { TENANT_LABEL } from '#core/resources/metadata.ts';
import { MANAGED_BY, MANAGED_BY_LABEL, accessName } from './access-objects.ts';
import type { SpokeAccess } from './spoke-access.ts';

/** What was found on the spoke. Every list is complete (law 3), or the comparison must not be made. */
export interface ObservedAccess {
  /** Names of all namespaces. */
  readonly namespaces: readonly string[];
  /** ServiceAccounts of the identity namespace, RoleBindings, ClusterRoles and ClusterRoleBindings with the managed-by label. */
  readonly objects: readonly ObservedAccessObject[];
}

export interface ObservedAccessObject {
  readonly manifest: Manifest;
  readonly uid: string;
}

/** One request to the spoke, in the order given. */
export type AccessStep =
  | { readonly action: 'create-namespace'; readonly namespace: string }
  | { readonly action: 'apply'; readonly manifest: Manifest }
  /** A binding's role cannot be changed: delete the one with this UID, then apply. */
  | { readonly action: 'replace'; readonly manifest: Manifest; readonly key: ObjectKey; readonly uid: string }
  | { readonly action: 'delete'; readonly key: ObjectKey; readonly uid: string };

export interface AccessChanges {
  readonly steps: readonly AccessStep[];
  /** Namespaces that do not exist yet and that nobody asked us to create: their bindings wait. Sorted. */
  readonly missingNamespaces: readonly string[];
}

/**
 * Steps from the observed to the desired access: namespaces, then what to apply, then what to delete. Deletes only objects
 * that carry our managed-by label, a tenant's label and the name we give to that tenant's objects.
 */
export function compareSpokeAccess(desired: SpokeAccess, observed: ObservedAccess): AccessChanges {
  const existing = new Set(observed.namespaces);
  const created = desired.createNamespaces.filter((name) => !existing.has(name));
  const reachable = new Set([...existing, ...created]);
  const isReachable = ({ metadata }: Manifest) => metadata.namespace === undefined || reachable.has(metadata.namespace);
  const found = new Map(observed.objects.map((object) => [objectKeyId(objectKeyOf(object.manifest)), object]));
  const wanted = new Set(desired.objects.map((manifest) => objectKeyId(objectKeyOf(manifest))));
  const missing = desired.objects
    .filter((manifest) => !isReachable(manifest))
    .map(({ metadata }) => metadata.namespace ?? '');
  return {
    steps: [
      ...created.map((namespace) => ({ action: 'create-namespace' as const, namespace })),
      ...desired.objects.filter(isReachable).flatMap((manifest) => stepFor(manifest, found)),
      ...observed.objects
        .filter((object) => isOurs(object) && !wanted.has(objectKeyId(objectKeyOf(object.manifest))))
        .map(deletion),
    ],
    missingNamespaces: [...new Set(missing)].toSorted(),
  };
}

function stepFor(manifest: Manifest, found: ReadonlyMap<string, ObservedAccessObject>): AccessStep[] {
  const key = objectKeyOf(manifest);
  const observed = found.get(objectKeyId(key));
  if (!observed) return [{ action: 'apply', manifest }];
  if (!isDeepEqual(observed.manifest.roleRef, manifest.roleRef))
    return [{ action: 'replace', manifest, key, uid: observed.uid }];
  return holds(observed.manifest, manifest) ? [] : [{ action: 'apply', manifest }];
}

/** Further labels, and fields the API server fills in, are not ours to judge; rights and subjects must be exactly ours. */
function holds(observed: Manifest, desired: Manifest): boolean {
  const labels = desired.metadata.labels ?? {};
  const hasLabels = Object.entries(labels).every(([key, value]) => observed.metadata.labels?.[key] === value);
  const fields = ['rules', 'subjects', 'automountServiceAccountToken'];
  return hasLabels && fields.every((field) => isDeepEqual(normalForm(observed[field]), normalForm(desired[field])));
}

/** The API server writes an empty `apiGroup` into subjects. */
function normalForm(value: unknown): unknown {
  if (!Array.isArray(value)) return value;
  return value.map((item: unknown) => (isJsonObject(item) ? withoutEmptyGroup(item) : item));
}

function withoutEmptyGroup({ apiGroup, ...others }: JsonObject): JsonObject {
  return apiGroup === undefined || apiGroup === '' ? others : { ...others, apiGroup };
}

function isOurs({ manifest: { kind, metadata } }: ObservedAccessObject): boolean {
  const tenant = metadata.labels?.[TENANT_LABEL];
  if (tenant === undefined || metadata.labels?.[MANAGED_BY_LABEL] !== MANAGED_BY) return false;
  return metadata.name === (kind === 'ServiceAccount' ? tenant : accessName(tenant));
}

function deletion({ manifest, uid }: ObservedAccessObject): AccessStep {
  return { action: 'delete', key: objectKeyOf(manifest), uid };
}
