import type { PlacedManifest } from '#core/manifests/placed-manifest.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import { objectKeyId } from '#core/model/objects/object-key.ts';
import { groupVersionKindOf, objectKeyOf, type GroupVersionKind, type Manifest } from '#core/model/objects/manifest.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { ClaimIndex } from '#core/ownership/claim-index.ts';
import { type ManifestRole, readHook } from '#core/plan/hooks/read-hook.ts';
import type { DesiredObject } from '#core/plan/plan.ts';
import { describeUnknownOptions } from '#core/sync-options/describe-unknown-options.ts';
import { effectiveOptions, type SyncOptions } from '#core/sync-options/read-options.ts';
import type { Application } from '#core/resources/application.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { definedScopes, kindId } from '#core/sync-target/defined-scopes.ts';
import { readApplySettings } from '#core/sync-target/apply-settings.ts';
import { desiredNamespace, desiredObject } from '#core/sync-target/desired-object.ts';
import { managedNamespace } from '#core/sync-target/managed-namespace.ts';
import type { SyncTarget } from '#core/sync-target/locate-target.ts';
import { settleObjects } from '#core/sync-target/settle-objects.ts';
import { checkObject } from '#core/tenancy/check-object.ts';
import type { SpokeFailure, TenantSpoke } from '../../ports/clusters/cluster-access.port.ts';
import type { ControlPlane } from '../../ports/control-plane.port.ts';
import type { Rendering } from '../../ports/sources/renderer.port.ts';
import { findForeignClaims } from '../claims/settle-claims.ts';
import { blockerOf } from '../execution/spoke-blocker.ts';
import { settleNamespace } from './settle-namespace.ts';

export interface PreparePorts {
  readonly controlPlane: Pick<ControlPlane, 'view'>;
  readonly spoke: TenantSpoke;
  readonly claims: ClaimIndex;
  readonly digest: (text: string) => string;
  readonly keyedDigest: (text: string) => string;
}

/** What one Application wants on its cluster. */
export interface PreparedObjects {
  readonly objects: readonly DesiredObject[];
  /** As git has them: names, ownership and the mark of a run come with the run. */
  readonly hooks: readonly Manifest[];
  /** Object key ids of those that say they are not to be synced. */
  readonly skipped: ReadonlySet<string>;
  /** Sentences about what is written and has no effect. */
  readonly warnings: readonly string[];
  /** Nothing of them may be quoted, not even by the API server. */
  readonly isConfidential: boolean;
}

/**
 * Turns what a repository says into what one Application wants on its cluster: namespaces settled, every object held against the
 * tenant's rules and other Applications' claims, ownership marked. All or nothing: one refused object refuses the sync, because
 * half of an application is not what anybody asked for.
 */
export async function prepareObjects(
  { manifests, isConfidential }: Pick<Rendering, 'manifests' | 'isConfidential'>,
  { metadata, spec }: Application,
  target: SyncTarget,
  ports: PreparePorts,
  signal: AbortSignal,
): Promise<Result<PreparedObjects, Blocker>> {
  const settings = readApplySettings(spec);
  if (!settings.ok) return fail(invalid([settings.failure]));
  const scopes = await resolveScopes(manifests, settings.value.options, ports.spoke, signal);
  if (!scopes.ok) return fail(blockerOf(scopes.failure));
  const isNamespaced = (kind: GroupVersionKind) => scopes.value.get(kindId(kind)) === true;
  const settled = settleObjects(manifests, { namespace: target.namespace, isNamespaced });
  if (!settled.ok) return fail(invalid(settled.failure));
  const all = settled.value;
  const wanted = all.filter((manifest) => readHook(manifest).kind !== 'skipped');
  const refusal =
    checkTenancy(wanted, target) ??
    findForeignClaims(wanted.map(objectKeyOf), metadata, target.cluster.metadata.name, ports.claims);
  if (refusal !== undefined) return fail(refusal);
  const owner = { tenant: target.tenant.metadata.name, application: metadata.name, ...digestsOf(ports) };
  const ofKind = (kind: ManifestRole['kind']) => all.filter((manifest) => readHook(manifest).kind === kind);
  const namespace = settleNamespace(managedNamespace(spec, all), { metadata, spec }, target, ports);
  const objects = ofKind('object').map((manifest) => desiredObject(manifest, owner, settings.value));
  return succeed({
    objects: namespace.manifest === undefined ? objects : [desiredNamespace(namespace.manifest, owner), ...objects],
    isConfidential,
    hooks: ofKind('hook'),
    warnings: [describeUnknownOptions(spec, all) ?? [], namespace.warning ?? []].flat(),
    skipped: new Set(ofKind('skipped').map((manifest) => objectKeyId(objectKeyOf(manifest)))),
  });
}

function digestsOf({ digest, keyedDigest }: PreparePorts) {
  return { digest, keyedDigest };
}

/** Whether each kind lives in namespaces, as the cluster serves it or as a CRD among the manifests will make it. */
async function resolveScopes(
  manifests: readonly PlacedManifest[],
  application: SyncOptions,
  spoke: TenantSpoke,
  signal: AbortSignal,
): Promise<Result<ReadonlyMap<string, boolean>, SpokeFailure>> {
  const scopes = definedScopes(manifests);
  for (const { manifest } of manifests) {
    const kind = groupVersionKindOf(manifest);
    if (scopes.has(kindId(kind))) continue;
    const served = await spoke.resolveKind(kind, signal);
    if (!served.ok && served.failure.kind === 'not-found' && mayComeLater(manifest, application)) {
      scopes.set(kindId(kind), true);
      continue;
    }
    if (!served.ok) return served;
    scopes.set(kindId(kind), served.value.namespaced);
  }
  return succeed(scopes);
}

/** The option SkipDryRunOnMissingResource: a kind that something in an earlier wave brings along, taken for a namespaced one. */
function mayComeLater(manifest: Manifest, application: SyncOptions): boolean {
  return effectiveOptions(manifest, application).get('SkipDryRunOnMissingResource') === 'true';
}

function checkTenancy(objects: readonly Manifest[], { tenant, cluster }: SyncTarget): Blocker | undefined {
  const place = { name: cluster.metadata.name, labels: cluster.metadata.labels };
  const refusals = objects.flatMap((manifest) => checkObject({ tenant, cluster: place, manifest }) ?? []);
  if (refusals.length === 0) return undefined;
  return { reason: 'Refused', message: `${listBriefly(refusals.toSorted(), '. ')}.`, retry: 'on-change' };
}

function invalid(mistakes: readonly string[]): Blocker {
  return {
    reason: 'InvalidManifests',
    message: `Not synced: ${listBriefly(mistakes)}. Correct it in git.`,
    retry: 'on-change',
  };
}
