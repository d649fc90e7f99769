import type { ObjectKey } from '#core/model/objects/object-key.ts';
import type { Manifest, ManifestMetadata } from '#core/model/objects/manifest.ts';
import { RESOURCES_FINALIZER } from '#core/targeting/judge-application.ts';
import type { Application } from '#core/resources/application.ts';
import { fromInventoryItems } from '#core/status/items/inventory-items.ts';
import { RepositoryCredentials } from '#flows/repositories/repository-credentials.ts';
import { DecryptionKeyring } from '#flows/sources/decryption-keyring.ts';
import { ApplicationPlaces } from '#flows/spokes/application-places.ts';
import { Siblings } from '#flows/sync/claims/siblings.ts';
import { followClaims } from '#flows/sync/claims/follow-claims.ts';
import type { SyncPorts } from '#flows/sync/sync-ports.ts';
import { FakeClock } from '../fake-clock.ts';
import { FakeControlPlane } from '../control-plane/fake-control-plane.ts';
import { TenantHealth } from '#flows/health/tenant-health.ts';
import { FakeEvents } from '../control-plane/fake-events.ts';
import { FakeGitSource } from '../sources/fake-git-source.ts';
import { FakeHealthScripts } from '../spoke/fake-health-scripts.ts';
import { FakeRenderer } from '../sources/fake-renderer.ts';
import { FakeSyncQueue } from '../fake-sync-queue.ts';
import { buildApplication, buildCluster, buildRepository, buildTenant } from '../control-plane/resource-builders.ts';
import { FakeClusters } from '../spoke/fake-clusters.ts';
import type { FakeSpoke } from '../spoke/fake-spoke.ts';
import { testDigest } from '../test-digest.ts';

export const REPOSITORY_URL = 'https://git.example/red/apps.git';
export const WEB = { namespace: 'tenant-red', name: 'web' };

/** Objects by file name in the directory of the Application `web`. */
export type Manifests = Readonly<Record<string, object>>;

/**
 * Everything around the Application `web` of tenant red: its repository, the cluster prod-eu, and rules that let it use namespace
 * shop and ClusterRoles there. Automatic sync is on, with prune and self-heal.
 */
export class SyncWorld {
  readonly controlPlane = new FakeControlPlane();
  readonly clusters = new FakeClusters();
  readonly git = new FakeGitSource();
  readonly renderer = new FakeRenderer(this.git);
  readonly queue = new FakeSyncQueue();
  readonly claims = followClaims(this.controlPlane).claims;
  readonly siblings = new Siblings(this.controlPlane);
  readonly places = new ApplicationPlaces(this.controlPlane.views.Application);
  readonly clock = new FakeClock();
  readonly events = new FakeEvents();
  readonly scripts = new FakeHealthScripts();
  readonly health = new TenantHealth(this.controlPlane, this.scripts);
  readonly spoke: FakeSpoke = this.clusters.add('prod-eu');
  readonly ports: SyncPorts;

  constructor() {
    const { controlPlane, clusters, git, renderer, queue, claims, siblings, clock, health, events } = this;
    const credentials = new RepositoryCredentials(controlPlane);
    const digest = testDigest;
    const keyring = new DecryptionKeyring({ controlPlane, clock, digest });
    const digests = { digest, keyedDigest: (text: string) => testDigest(`keyed ${text}`) };
    this.ports = {
      controlPlane,
      clusters,
      git,
      renderer,
      credentials,
      keyring,
      queue,
      claims,
      siblings,
      clock,
      health,
      events,
      ...digests,
    };
    const rules = {
      sourceRepos: ['https://git.example/red/*'],
      destinations: [{ cluster: '*', namespaces: ['shop'] }],
      clusterResources: { allow: [{ group: '*', kind: '*' }] },
    };
    controlPlane.views.Tenant.put(buildTenant('red', { spec: rules }));
    controlPlane.views.Cluster.put(buildCluster('prod-eu'));
    this.change();
  }

  /** Puts the Application there anew, keeping its status; `spec` and `metadata` replace single fields of the usual ones. */
  change({ spec = {}, metadata = {} }: { readonly spec?: object; readonly metadata?: object } = {}): void {
    const syncPolicy = { automated: { prune: true, selfHeal: true } };
    const status = this.controlPlane.views.Application.get(WEB)?.status ?? {};
    const named = { uid: 'app-uid', finalizers: [RESOURCES_FINALIZER], ...metadata };
    this.controlPlane.views.Application.put(
      buildApplication('red', 'web', { metadata: named, spec: { syncPolicy, ...spec }, status }),
    );
  }

  /** Registers one more cluster; answers its spoke. */
  addCluster(name: string): FakeSpoke {
    this.controlPlane.views.Cluster.put(buildCluster(name));
    return this.clusters.add(name);
  }

  /** Commits the directory of `web`, and lets the Repository's status say so. */
  push(manifests: Manifests): string {
    const texts = Object.entries(manifests).map(([name, manifest]) => [`web/${name}.json`, JSON.stringify(manifest)]);
    const commit = this.git.push(REPOSITORY_URL, Object.fromEntries(texts));
    const status = { refs: [{ revision: 'main', commit }] };
    this.controlPlane.views.Repository.put(buildRepository('red', 'apps', { status }));
    return commit;
  }

  get application(): Application {
    const application = this.controlPlane.views.Application.get(WEB);
    if (application === undefined) throw new Error('the Application web is gone');
    return application;
  }

  /** Names of the objects in the inventory; those not confirmed yet end with a question mark. */
  get inventory(): string[] {
    const entries = fromInventoryItems(this.application.status.inventory);
    return entries.map(({ kind, name, uid }) => `${kind} ${name}${uid === undefined ? '?' : ''}`);
  }
}

export function configMap(
  name: string,
  data: Readonly<Record<string, string>> = {},
  metadata: Partial<ManifestMetadata> = {},
): Manifest {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, ...metadata }, data: { ...data } };
}

/** A Deployment `web` of the Application's own namespace. */
export function deployment(replicas: number, image: string): Manifest {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web' }, spec: { replicas, image } };
}

/** Metadata with sync options of an object's own. */
export function optioned(options: string): Partial<ManifestMetadata> {
  return { annotations: { 'argocd.argoproj.io/sync-options': options } };
}

export function inWave(wave: number): Partial<ManifestMetadata> {
  return { annotations: { 'argocd.argoproj.io/sync-wave': String(wave) } };
}

export function configMapKey(name: string, namespace = 'shop'): ObjectKey {
  return { group: '', kind: 'ConfigMap', namespace, name };
}
