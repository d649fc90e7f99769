import { describeProblem, type PlacedManifest } from '#core/manifests/placed-manifest.ts';
import { settleManifests } from '#core/manifests/settle-manifests.ts';
import { canonicalJson } from '#core/model/canonical-json.ts';
import { isJsonObject, type JsonValue } from '#core/model/json.ts';
import { listBriefly } from '#core/model/list-briefly.ts';
import { groupVersionKindOf, objectKeyOf, type GroupVersionKind, type Manifest } from '#core/model/manifest.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { ClaimIndex } from '#core/ownership/claim-index.ts';
import { markOwnership } from '#core/ownership/mark-ownership.ts';
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
): Promise<Result<DesiredObject[], Blocker>> {
  const scopes = await resolveScopes(manifests, ports.spoke, signal);
  if (!scopes.ok) return fail(blockerOf(scopes.failure));
  const isNamespaced = (kind: GroupVersionKind) => scopes.value.get(kindId(kind)) === true;
  const settled = settleManifests(manifests, { namespace: target.namespace, isNamespaced });
  if (!settled.ok) return fail(invalid(settled.failure.map(describeProblem)));
  const waves = settled.value.flatMap(findWaveMistake);
  if (waves.length > 0) return fail(invalid(waves));
  const objects = settled.value.map(({ manifest }) => manifest);
  const refusal =
    checkTenancy(objects, target) ??
    findForeignClaims(objects.map(objectKeyOf), name, target.cluster.metadata.name, ports.claims);
  return refusal === undefined
    ? succeed(objects.map((manifest) => markObject(manifest, name, target, ports.digest)))
    : fail(refusal);
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

function findWaveMistake(placed: PlacedManifest): string[] {
  const wave = readWave(placed.manifest);
  return wave.ok ? [] : [describeProblem({ file: placed.file, line: placed.line, message: wave.failure })];
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
