import type { PlacedManifest } from '#core/manifests/placed-manifest.ts';
import { groupVersionKindOf, type Manifest } from '#core/model/objects/manifest.ts';
import { builtinScope } from '#core/offline/builtin-scopes.ts';
import type { ReadApplication } from '#core/offline/read-applications.ts';
import { buildPlan } from '#core/plan/build-plan.ts';
import { type ManifestRole, readHook } from '#core/plan/hooks/read-hook.ts';
import { definedScopes, kindId } from '#core/sync-target/defined-scopes.ts';
import { readApplySettings } from '#core/sync-target/apply-settings.ts';
import { desiredObject } from '#core/sync-target/desired-object.ts';
import { settleObjects } from '#core/sync-target/settle-objects.ts';
import { readSyncDecisions } from '#core/sync-target/sync-decisions.ts';
import type {
  ClusterCapabilities,
  Renderer,
  RenderFailure,
  RenderRequest,
} from '#flows/ports/sources/renderer.port.ts';
import { planSources } from '#flows/sources/plan-sources.ts';
import { digest } from '#runtime/digest.ts';
import { CliFailure } from '../../cli-failure.ts';
import { locateCharts } from './locate-charts.ts';
import { locateSources, type SourceOptions } from './locate-sources.ts';

export interface RenderedApplication {
  /** Objects in the order in which a worker applies them, then hooks as git has them: their marks come with each run. */
  readonly manifests: readonly Manifest[];
  /** Kinds, as `Widget.example.com`, of which nobody said whether they live in namespaces; sorted. */
  readonly assumedKinds: readonly string[];
}

export interface OfflineWorld extends SourceOptions {
  readonly renderer: Renderer;
  readonly capabilities: ClusterCapabilities;
}

/** Everything that a first sync of the Application would apply, by the steps that a worker takes. */
export async function renderApplication(read: ReadApplication, world: OfflineWorld): Promise<RenderedApplication> {
  const { application, tenant } = read;
  const { metadata, spec } = application;
  const { namespace } = spec.destination;
  const request = await requestFor(read, world);
  const rendered = await world.renderer.render(request);
  if (!rendered.ok) throw new CliFailure(`Application ${metadata.name}: ${explain(rendered.failure, world)}`);
  const scopes = definedScopes(rendered.value.manifests);
  const isNamespaced = (kind: ReturnType<typeof groupVersionKindOf>) =>
    scopes.get(kindId(kind)) ?? builtinScope(kind) ?? true;
  const settled = settleObjects(rendered.value.manifests, { namespace, isNamespaced });
  if (!settled.ok) {
    const message = `Application ${metadata.name} cannot be applied: correct what is listed above`;
    throw new CliFailure(message, 1, settled.failure);
  }
  const settings = readApplySettings(spec);
  if (!settings.ok) throw new CliFailure(`Application ${metadata.name}: ${settings.failure}`);
  const owner = { tenant, application: metadata.name, digest };
  const ofKind = (kind: ManifestRole['kind']) => settled.value.filter((manifest) => readHook(manifest).kind === kind);
  const desired = ofKind('object').map((manifest) =>
    desiredObject(manifest, { ...owner, keyedDigest: digest }, settings.value),
  );
  return {
    manifests: [...inApplyOrder(desired, readSyncDecisions(spec)), ...ofKind('hook')],
    assumedKinds: findAssumedKinds(rendered.value.manifests, scopes),
  };
}

/** What a worker asks its renderer for, with the charts that others depend on. */
async function requestFor(read: ReadApplication, world: OfflineWorld): Promise<RenderRequest> {
  const { metadata, spec } = read.application;
  const sources = await locateSources(read, world);
  const request: RenderRequest = {
    sources,
    application: metadata.name,
    namespace: spec.destination.namespace,
    tenant: read.tenant,
    capabilities: world.capabilities,
  };
  const planned = await planSources(request, world.sources);
  // The renderer plans once more, and tells what is wrong.
  if (!planned.ok) return request;
  const charts = await locateCharts(planned.value.plans, world.sources);
  if (!charts.ok) throw new CliFailure(`Application ${metadata.name}: ${charts.failure}`);
  return { ...request, charts: charts.value };
}

function explain({ kind, message }: RenderFailure, { decryption }: OfflineWorld): string {
  if (kind !== 'undecryptable' || decryption !== undefined) return message;
  return `${message}; here, --decryption-key gives keys, SOPS_AGE_KEY_FILE age keys, and --cloud-key those of cloud services`;
}

function inApplyOrder(
  desired: ReturnType<typeof desiredObject>[],
  policy: ReturnType<typeof readSyncDecisions>,
): Manifest[] {
  const plan = buildPlan({ desired, inventory: [], sightings: new Map(), policy, deleting: false });
  const steps = plan.waves.flatMap(({ groups }) => groups.flat());
  return steps.flatMap((step) => (step.action === 'apply' ? [step.manifest] : []));
}

function findAssumedKinds(manifests: readonly PlacedManifest[], scopes: ReadonlyMap<string, boolean>): string[] {
  const kinds = manifests.map(({ manifest }) => groupVersionKindOf(manifest));
  const unknown = kinds.filter((kind) => !scopes.has(kindId(kind)) && builtinScope(kind) === undefined);
  return [...new Set(unknown.map(({ group, kind }) => `${kind}.${group}`))].toSorted();
}
