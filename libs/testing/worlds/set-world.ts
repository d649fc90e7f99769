import { APPLICATIONS_FINALIZER } from '#core/config-sources/compare-app-sets.ts';
import { ComparisonMemory } from '#core/targeting/comparison/comparison-memory.ts';
import type { Condition } from '#core/model/conditions.ts';
import type { ApplicationSet } from '#core/resources/application-set.ts';
import { reconcileApplicationSet, type SetOutcome } from '#flows/application-sets/reconcile-application-set.ts';
import { RepositoryCredentials } from '#flows/repositories/repository-credentials.ts';
import { FakeClock } from '../fake-clock.ts';
import { FakeControlPlane } from '../control-plane/fake-control-plane.ts';
import { FakeEvents } from '../control-plane/fake-events.ts';
import { FakeGitSource, type Files } from '../sources/fake-git-source.ts';
import { FakeOutsideWorld } from '../fake-outside-world.ts';
import { InlineExpander } from './inline-expander.ts';
import { buildApplicationSet, buildCluster, buildRepository, buildTenant } from '../control-plane/resource-builders.ts';

export const APPS_URL = 'https://git.example/red/apps.git';
export const SHOP = { namespace: 'tenant-red', name: 'shop' };

const never = new AbortController().signal;

const clustersByDirectories = [
  {
    matrix: {
      generators: [
        { clusters: { selector: { matchLabels: { env: 'prod' } } } },
        { git: { repoURL: APPS_URL, revision: 'main', directories: [{ path: 'apps/*' }] } },
      ],
    },
  },
];

/** The template of the set `shop`. */
export const TEMPLATE = {
  metadata: { name: '{{.path.basename}}-{{.name}}' },
  spec: {
    source: { repoURL: APPS_URL, path: '{{.path.path}}', targetRevision: 'main' },
    destination: { name: '{{.name}}', namespace: 'shop' },
  },
};

/**
 * Everything around the ApplicationSet `shop` of tenant red, a matrix of the clusters eu and us and the directories apps/api and
 * apps/web: four Applications once it is expanded.
 */
export class SetWorld {
  readonly controlPlane = new FakeControlPlane();
  readonly git = new FakeGitSource();
  readonly outside = new FakeOutsideWorld();
  readonly events = new FakeEvents();
  readonly expander = new InlineExpander();
  readonly compared = new ComparisonMemory();

  constructor() {
    const { views } = this.controlPlane;
    views.Tenant.put(buildTenant('red', { spec: { sourceRepos: ['https://git.example/red/*'] } }));
    const prod = { metadata: { labels: { env: 'prod' } } };
    views.Cluster.put(buildCluster('eu', prod), buildCluster('us', prod), buildCluster('staging'));
    this.push({ 'apps/web/a.yaml': 'a', 'apps/api/a.yaml': 'a', 'docs/a.md': 'a' });
    this.change();
  }

  /** Puts the set there anew, keeping its status; `spec` and `metadata` replace single fields of the usual ones. */
  change({ spec = {}, metadata = {} }: { readonly spec?: object; readonly metadata?: object } = {}): void {
    const { ApplicationSet: sets } = this.controlPlane.views;
    const status = sets.get(SHOP)?.status ?? {};
    const whole = { goTemplate: true, generators: clustersByDirectories, template: TEMPLATE, ...spec };
    const guarded = { uid: 'set-uid', finalizers: [APPLICATIONS_FINALIZER], ...metadata };
    sets.put(buildApplicationSet('red', 'shop', { spec: whole, status, metadata: guarded }));
  }

  get set(): ApplicationSet {
    const found = this.controlPlane.views.ApplicationSet.get(SHOP);
    if (found === undefined) throw new Error('the ApplicationSet shop is gone');
    return found;
  }

  /** Commits these files, and links by their targets, and lets the Repository's status say so. */
  push(files: Files, links: Files = {}): void {
    const commit = this.git.push(APPS_URL, files, 'main', links);
    const status = { refs: [{ revision: 'main', commit }] };
    this.controlPlane.views.Repository.put(buildRepository('red', 'apps', { status }));
  }

  reconcile(signal = never): Promise<SetOutcome> {
    const { controlPlane, git, expander, compared, events } = this;
    const { scm, plugins, gitFileGlobbing } = this.outside;
    const credentials = new RepositoryCredentials(controlPlane);
    const clock = new FakeClock();
    const outside = { scm, plugins, gitFileGlobbing };
    return reconcileApplicationSet(
      this.set,
      { controlPlane, git, credentials, expander, compared, clock, events, ...outside },
      signal,
    );
  }

  /** Names of the Applications that are not being deleted. */
  get applications(): string[] {
    const all = this.controlPlane.views.Application.list();
    return all.flatMap(({ metadata }) => (metadata.deletionTimestamp === undefined ? [metadata.name] : []));
  }

  get ready(): Condition | undefined {
    return this.set.status.conditions?.find(({ type }) => type === 'Ready');
  }
}
