import type { PlacedManifest } from '#core/manifests/placed-manifest.ts';
import { groupVersionKindOf, type Manifest } from '#core/model/manifest.ts';
import { builtinScope } from '#core/offline/builtin-scopes.ts';
import type { ReadApplication } from '#core/offline/read-applications.ts';
import { buildPlan } from '#core/plan/build-plan.ts';
import { type ManifestRole, readHook } from '#core/plan/hooks/read-hook.ts';
import { sourcesOf } from '#core/sources/application-sources.ts';
import { definedScopes, kindId } from '#core/sync-target/defined-scopes.ts';
import { readApplySettings } from '#core/sync-target/apply-settings.ts';
import { desiredObject } from '#core/sync-target/desired-object.ts';
import { settleObjects } from '#core/sync-target/settle-objects.ts';
import { readSyncDecisions } from '#core/sync-target/sync-decisions.ts';
import { isSameRepository } from '#core/tenancy/repository-url.ts';
import type {
  ClusterCapabilities,
  KeyedDecryption,
  Renderer,
  RenderFailure,
  RenderSource,
} from '#flows/ports/renderer.port.ts';
import { digest } from '#runtime/digest.ts';
import { CliFailure } from '../cli-failure.ts';
import { checkedOutCommit } from './checked-out-commit.ts';
import { inputFailure } from './input-failure.ts';
import type { OfflineSources } from './offline-sources.ts';

export interface RenderedApplication {
  /** Objects in the order in which a worker applies them, then hooks as git has them: their marks come with each run. */
  readonly manifests: readonly Manifest[];
  /** Kinds, as `Widget.example.com`, of which nobody said whether they live in namespaces; sorted. */
  readonly assumedKinds: readonly string[];
}

export interface OfflineWorld {
  readonly renderer: Renderer;
  readonly sources: OfflineSources;
  readonly capabilities: ClusterCapabilities;
  /** The user's own keys, for all repositories. */
  readonly decryption: KeyedDecryption | undefined;
}

/** Everything that a first sync of the Application would apply, by the steps that a worker takes. */
export async function renderApplication(read: ReadApplication, world: OfflineWorld): Promise<RenderedApplication> {
  const { application, tenant } = read;
  const { metadata, spec } = application;
  const { namespace } = spec.destination;
  const sources = await locateSources(read, world);
  const request = { sources, application: metadata.name, namespace, tenant, capabilities: world.capabilities };
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

function explain({ kind, message }: RenderFailure, { decryption }: OfflineWorld): string {
  if (kind !== 'undecryptable' || decryption !== undefined) return message;
  return `${message}; here, the age key that SOPS_AGE_KEY_FILE names would do`;
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

async function locateSources(
  { application: { spec }, problemWith }: ReadApplication,
  { sources, decryption }: OfflineWorld,
): Promise<RenderSource[]> {
  const located: RenderSource[] = [];
  for (const listed of sourcesOf(spec)) {
    const { repoURL, chart } = listed.source;
    const found = sources.find((given) => given === repoURL || isSameRepository(given, repoURL));
    if (found === undefined) {
      const message = `no folder stands for ${JSON.stringify(repoURL)}: give it as --repo URL=DIR`;
      throw inputFailure([problemWith(`${listed.field}.repoURL`, message)]);
    }
    if (!chart) {
      located.push({
        ...listed,
        repository: { url: found.url },
        commit: await checkedOutCommit(found.folder),
        decryption,
      });
      continue;
    }
    const opened = await sources.openChart(found, listed.source);
    if (!opened.ok) throw inputFailure([problemWith(`${listed.field}.chart`, opened.failure)]);
    located.push({ ...listed, repository: opened.value, commit: '', decryption });
  }
  return located;
}
