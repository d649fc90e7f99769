import { describeProblem, type PlacedManifest } from '#core/manifests/placed-manifest.ts';
import { settleManifests } from '#core/manifests/settle-manifests.ts';
import { canonicalJson } from '#core/model/canonical-json.ts';
import { isJsonObject, type JsonValue } from '#core/model/json.ts';
import { listBriefly } from '#core/model/list-briefly.ts';
import { objectKeyId } from '#core/model/object-key.ts';
import { groupVersionKindOf, objectKeyOf, type GroupVersionKind, type Manifest } from '#core/model/manifest.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { ClaimIndex } from '#core/ownership/claim-index.ts';
import { markOwnership } from '#core/ownership/mark-ownership.ts';
import { findHookMistake, type ManifestRole, readHook } from '#core/plan/hooks/read-hook.ts';
import type { DesiredObject } from '#core/plan/plan.ts';
import { readWave } from '#core/plan/order/read-wave.ts';
import type { ApplicationName } from '../ports/sync-queue.port.ts';
import type { Blocker } from '#core/status/blocker.ts';
import type { SyncTarget } from '#core/sync-target/locate-target.ts';
import { checkObject } from '#core/tenancy/check-object.ts';
import type { SpokeFailure, TenantSpoke } from '../ports/cluster-access.port.ts';
import { findForeignClaims } from './claims/settle-claims.ts';
import { blockerOf } from './execution/spoke-blocker.ts';

export interface PreparePorts {
  readonly spoke: TenantSpoke;
  readonly claims: ClaimIndex;
  readonly digest: (text: string) => string;
}

/** What one Application wants on its cluster. */
export interface PreparedObjects {
  readonly objects: readonly DesiredObject[];
  /** As git has them: names, ownership and the mark of a run come with the run. */
  readonly hooks: readonly Manifest[];
  /** Object key ids of those that say they are not to be synced. */
  readonly skipped: ReadonlySet<string>;
}

/**
 * Turns what a repository says into what one Application wants on its cluster: namespaces settled, every object held against the
 * tenant's rules and other Applications' claims, ownership marked. All or nothing: one refused object refuses the sync, because
 * half of an application is not what anybody asked for.
 */
export async function prepareObjects(
  manifests: readonly PlacedManifest[],
  name: ApplicationName,
  target: SyncTarget,
  ports: PreparePorts,
  signal: AbortSignal,
): Promise<Result<PreparedObjects, Blocker>> {
  const scopes = await resolveScopes(manifests, ports.spoke, signal);
  if (!scopes.ok) return fail(blockerOf(scopes.failure));
  const isNamespaced = (kind: GroupVersionKind) => scopes.value.get(kindId(kind)) === true;
  const settled = settleManifests(manifests, { namespace: target.namespace, isNamespaced });
  if (!settled.ok) return fail(invalid(settled.failure.map(describeProblem)));
  const mistakes = settled.value.flatMap(findAnnotationMistakes);
  if (mistakes.length > 0) return fail(invalid(mistakes));
  const all = settled.value.map(({ manifest }) => manifest);
  const wanted = all.filter((manifest) => readHook(manifest).kind !== 'skipped');
  const refusal =
    checkTenancy(wanted, target) ??
    findForeignClaims(wanted.map(objectKeyOf), name, target.cluster.metadata.name, ports.claims);
  if (refusal !== undefined) return fail(refusal);
  const ofKind = (kind: ManifestRole['kind']) => all.filter((manifest) => readHook(manifest).kind === kind);
  return succeed({
    objects: ofKind('object').map((manifest) => markObject(manifest, name, target, ports.digest)),
    hooks: ofKind('hook'),
    skipped: new Set(ofKind('skipped').map((manifest) => objectKeyId(objectKeyOf(manifest)))),
  });
}

/** Whether each kind lives in namespaces, as the cluster serves it or as a CRD among the manifests will make it. */
async function resolveScopes(
  manifests: readonly PlacedManifest[],
  spoke: TenantSpoke,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, boolean>, SpokeFailure>> {
  const scopes = new Map(manifests.flatMap(({ manifest }) => scopesOfDefinition(manifest)));
  for (const { manifest } of manifests) {
    const kind = groupVersionKindOf(manifest);
    if (scopes.has(kindId(kind))) continue;
    const served = await spoke.resolveKind(kind, signal);
    if (!served.ok) return served;
    scopes.set(kindId(kind), served.value.namespaced);
  }
  return succeed(scopes);
}

function scopesOfDefinition({ kind, spec }: Manifest): [string, boolean][] {
  if (kind !== 'CustomResourceDefinition' || !isJsonObject(spec) || !isJsonObject(spec['names'])) return [];
  const { group, scope, versions, names } = spec;
  if (typeof group !== 'string' || !Array.isArray(versions)) return [];
  const kindName = textOf(names['kind']);
  return versions.flatMap((version): [string, boolean][] =>
    isJsonObject(version) ? [[`${group}/${textOf(version['name'])}/${kindName}`, scope === 'Namespaced']] : [],
  );
}

function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

function kindId({ group, version, kind }: GroupVersionKind): string {
  return `${group}/${version}/${kind}`;
}

function findAnnotationMistakes({ manifest, file, line }: PlacedManifest): string[] {
  const wave = readWave(manifest);
  const mistakes = [wave.ok ? undefined : wave.failure, findHookMistake(manifest)];
  return mistakes.flatMap((message) => (message === undefined ? [] : [describeProblem({ file, line, message })]));
}

function checkTenancy(objects: readonly Manifest[], { tenant, cluster }: SyncTarget): Blocker | undefined {
  const place = { name: cluster.metadata.name, labels: cluster.metadata.labels };
  const refusals = objects.flatMap((manifest) => checkObject({ tenant, cluster: place, manifest }) ?? []);
  if (refusals.length === 0) return undefined;
  return { reason: 'Refused', message: `${listBriefly(refusals.toSorted(), '. ')}.`, retry: 'on-change' };
}

function markObject(
  manifest: Manifest,
  { name }: ApplicationName,
  { tenant }: SyncTarget,
  digest: (text: string) => string,
): DesiredObject {
  const marked = markOwnership(manifest, { tenant: tenant.metadata.name, application: name, digest });
  return { key: objectKeyOf(marked), manifest: marked, hash: digest(canonicalJson(marked)) };
}

function invalid(mistakes: readonly string[]): Blocker {
  return {
    reason: 'InvalidManifests',
    message: `Not synced: ${listBriefly(mistakes)}. Correct it in git.`,
    retry: 'on-change',
  };
}
