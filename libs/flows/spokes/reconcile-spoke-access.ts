import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { Cluster } from '#core/resources/cluster.ts';
import { TENANT_IDENTITY_NAMESPACE, tenantOfNamespace } from '#core/resources/metadata.ts';
import {
  compareSpokeAccess,
  type AccessStep,
  type ObservedAccess,
  type ObservedAccessObject,
} from '#core/tenancy/compare-spoke-access.ts';
import { spokeAccess, type SpokeAccess } from '#core/tenancy/spoke-access.ts';
import { isNamed } from '#core/sync-target/locate-target.ts';
import type { SpokeFailure } from '../ports/clusters/cluster-access.port.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { IdentityKind, SpokeIdentities } from '../ports/clusters/spoke-identities.port.ts';
import type { ApplicationPlace, ApplicationPlaces } from './application-places.ts';

export interface SpokeAccessPorts {
  readonly controlPlane: ControlPlane;
  readonly identities: SpokeIdentities;
  readonly places: Pick<ApplicationPlaces, 'all'>;
}

/** What has to be on a spoke. */
export interface WantedAccess {
  readonly desired: SpokeAccess;
  /** False while a tenant or Application cannot be read: whose rights are still needed cannot be told then (law 3). */
  readonly mayDelete: boolean;
}

/** What a look at a spoke came to. */
export interface SpokeAccessOutcome {
  readonly steps: number;
  /** Namespaces tenants may use that nobody has created yet; sorted. */
  readonly missingNamespaces: readonly string[];
  /** Steps that the spoke did not take; the others were taken. */
  readonly refused: readonly SpokeFailure[];
}

/** What a spoke has to have for its tenants, from the registrations and Applications of this moment. No request. */
export async function desiredSpokeAccess(
  cluster: Cluster,
  { controlPlane, identities, places }: SpokeAccessPorts,
): Promise<Result<SpokeAccess, SpokeFailure>> {
  const tenants = controlPlane.view('Tenant').list();
  const { name, labels } = cluster.metadata;
  const applications = places
    .all()
    .filter((place) => isNamed(cluster, place.destination) || (place.hasObjects && place.cluster === name))
    .map(requestOf)
    .toArray();
  const needsKinds = tenants.some(({ spec }) => (spec.clusterResources.allow ?? []).length > 0);
  const kinds = needsKinds ? await identities.clusterScopedKinds(name) : succeed([]);
  if (!kinds.ok) return kinds;
  return succeed(
    spokeAccess({
      cluster: { name, labels },
      tenants,
      applications,
      clusterKinds: kinds.value,
    }),
  );
}

/** Makes the tenants' identities and bindings on a spoke what their rules permit: complete lists, compared, and only the differences written. */
export async function reconcileSpokeAccess(
  cluster: string,
  { desired, mayDelete }: WantedAccess,
  { identities }: Pick<SpokeAccessPorts, 'identities'>,
): Promise<Result<SpokeAccessOutcome, SpokeFailure>> {
  const observed = await observeAccess(cluster, identities);
  if (!observed.ok) return observed;
  const changes = compareSpokeAccess(desired, observed.value);
  const steps = changes.steps.filter(({ action }) => mayDelete || action !== 'delete');
  const refused: SpokeFailure[] = [];
  for (const step of steps) {
    const done = await take(step, cluster, identities);
    if (done.ok) continue;
    // Nobody answers: the others would only wait in turn. Any other refusal is about one object, and one tenant must not stop the others.
    if (done.failure.kind === 'unreachable' || done.failure.kind === 'unauthorized') return done;
    refused.push(done.failure);
  }
  return succeed({ steps: steps.length, missingNamespaces: changes.missingNamespaces, refused });
}

const LISTED: readonly IdentityKind[] = ['ServiceAccount', 'RoleBinding', 'ClusterRole', 'ClusterRoleBinding'];

async function observeAccess(
  cluster: string,
  identities: SpokeIdentities,
): Promise<Result<ObservedAccess, SpokeFailure>> {
  const namespaces = await identities.list(cluster, 'Namespace');
  if (!namespaces.ok) return namespaces;
  const objects: ObservedAccessObject[] = [];
  for (const kind of LISTED) {
    const listed = await identities.list(cluster, kind);
    if (!listed.ok) return listed;
    objects.push(...listed.value.map((object) => observedObject(object, kind)).filter(isTenantsObject));
  }
  return succeed({
    namespaces: namespaces.value.map((object) => observedObject(object, 'Namespace').manifest.metadata.name),
    objects,
  });
}

/** Lists leave apiVersion and kind of their items out. */
function observedObject(object: JsonObject, kind: IdentityKind): ObservedAccessObject {
  const metadata = object['metadata'];
  const { name, uid, ...others } = isJsonObject(metadata) ? metadata : {};
  if (typeof name !== 'string' || typeof uid !== 'string')
    throw new Error(`a ${kind} was listed without a name or UID`);
  const apiVersion = kind === 'Namespace' || kind === 'ServiceAccount' ? 'v1' : 'rbac.authorization.k8s.io/v1';
  const manifest: Manifest = { ...object, apiVersion, kind, metadata: { ...others, name } };
  return { manifest, uid };
}

function isTenantsObject({ manifest: { kind, metadata } }: ObservedAccessObject): boolean {
  return kind !== 'ServiceAccount' || metadata.namespace === TENANT_IDENTITY_NAMESPACE;
}

async function take(
  step: AccessStep,
  cluster: string,
  identities: SpokeIdentities,
): Promise<Result<void, SpokeFailure>> {
  switch (step.action) {
    case 'create-namespace':
      return identities.createNamespace(cluster, step.namespace);
    case 'apply':
      return identities.apply(cluster, step.manifest);
    case 'replace': {
      const removed = await removeObject(step, cluster, identities);
      return removed.ok ? identities.apply(cluster, step.manifest) : fail(removed.failure);
    }
    case 'delete':
      return removeObject(step, cluster, identities);
  }
}

function removeObject(
  { key, uid }: Extract<AccessStep, { uid: string }>,
  cluster: string,
  identities: SpokeIdentities,
) {
  return identities.delete(cluster, { ...key, uid });
}

function requestOf({ namespace, destination, createNamespace }: ApplicationPlace) {
  return { tenant: tenantOfNamespace(namespace) ?? '', namespace: destination.namespace, createNamespace };
}
