import type { Application } from '#core/resources/application.ts';
import type { Cluster } from '#core/resources/cluster.ts';
import { tenantOfNamespace } from '#core/resources/metadata.ts';
import type { Repository } from '#core/resources/repository.ts';
import { isNamed } from '#core/sync-target/locate-target.ts';
import type { ControlPlane, ResourceName } from '../../ports/control-plane.port.ts';
import { commitOf, findRepository, repositoryKey } from '../../repositories/repository-lookup.ts';
import { ApplicationGroups } from '../../spokes/application-groups.ts';

/** What says whether an Application may still turn out to want objects of another one. */
interface SiblingGroup {
  readonly namespace: string;
  readonly destination: Pick<Application['spec']['destination'], 'name' | 'server'>;
  readonly isDeleting: boolean;
  /** Its last operation wanted objects that another Application has. */
  readonly isContesting: boolean;
  /** Of one that is synced and has one source. */
  readonly synced?: Synced | undefined;
}

interface Synced {
  readonly repoURL: string;
  readonly targetRevision: string;
  readonly commit: string;
}

/** What an Application wants follows from these, beside itself. */
const INPUT_KINDS = ['Repository', 'Tenant', 'Cluster'] as const;

type Views = Pick<ControlPlane, 'view'>;

/**
 * Which Applications have to be asked before another one of their tenant deletes what git has no more. A tenant may have thousands, and
 * each of them may delete something at the same commit: nobody is asked twice who had nothing to say.
 */
export class Siblings {
  private readonly controlPlane: Views;
  private readonly groups: ApplicationGroups<SiblingGroup>;
  /** Keys of those that want at the newest commits what they wanted before. */
  private readonly content = new Set<string>();
  private readonly unsubscribe: readonly (() => void)[];
  private newsSoFar = 0;

  constructor(controlPlane: Views) {
    this.controlPlane = controlPlane;
    const view = controlPlane.view('Application');
    this.groups = new ApplicationGroups(view, groupOf);
    const others = INPUT_KINDS.map((kind) => controlPlane.view(kind).onChange(() => this.forgetAll()));
    this.unsubscribe = [view.onChange((name) => this.content.delete(keyOf(name))), ...others];
  }

  /**
   * Names, sorted, of the other Applications of the tenant whose destination is the cluster, without those that are synced to the newest
   * commit of a repository, or want the same as before, and contest nothing; `repositories` are those that count (`namespace/name`).
   */
  find({ namespace, name }: ResourceName, cluster: Cluster, repositories: ReadonlySet<string>): ResourceName[] {
    const isMeant = (group: SiblingGroup) =>
      group.namespace === namespace &&
      !group.isDeleting &&
      isNamed(cluster, group.destination) &&
      this.mayHaveToSay(group, repositories);
    const others = this.groups.namesAt(isMeant).filter((other) => other.name !== name && !this.isContent(other));
    return others.toArray().toSorted((a, b) => (a.name < b.name ? -1 : 1));
  }

  /** Whether it is synced, from one source, to the commit that its repository names now. */
  isAtRest({ metadata: { namespace }, spec, status }: Application): boolean {
    const synced = syncedOf(spec, status);
    return synced !== undefined && this.isNewest(namespace, synced);
  }

  isContent(name: ResourceName): boolean {
    return this.content.has(keyOf(name));
  }

  /** Counts up when a Repository, a Tenant or a Cluster changes. */
  get news(): number {
    return this.newsSoFar;
  }

  /**
   * Somebody has looked at the Application as it is here, with nothing newer than `news`, and found that it wants the same as before and
   * contests nothing: true until it or one of these changes.
   */
  noteContent({ metadata }: Application, news: number): void {
    const now = this.controlPlane.view('Application').get(metadata);
    if (news !== this.newsSoFar || now?.metadata.resourceVersion !== metadata.resourceVersion) return;
    this.content.add(keyOf(metadata));
  }

  /** They are not kept up to date any more. */
  stop(): void {
    for (const unsubscribe of this.unsubscribe) unsubscribe();
    this.groups.stop();
  }

  private forgetAll(): void {
    this.newsSoFar += 1;
    this.content.clear();
  }

  private mayHaveToSay({ namespace, synced, isContesting }: SiblingGroup, repositories: ReadonlySet<string>): boolean {
    if (synced === undefined) return true;
    const repository = this.repositoryOf(namespace, synced);
    if (repository === undefined || !repositories.has(repositoryKey(repository))) return false;
    return isContesting || !this.isNewest(namespace, synced);
  }

  private isNewest(namespace: string, synced: Synced): boolean {
    const repository = this.repositoryOf(namespace, synced);
    return repository !== undefined && commitOf(repository, synced.targetRevision) === synced.commit;
  }

  private repositoryOf(namespace: string, { repoURL }: Synced): Repository | undefined {
    const all = this.controlPlane.view('Repository').list();
    const found = findRepository(all, tenantOfNamespace(namespace) ?? '', repoURL);
    return found.ok ? found.value : undefined;
  }
}

function groupOf({ metadata, spec, status }: Application): SiblingGroup {
  const { name, server } = spec.destination;
  return {
    namespace: metadata.namespace,
    destination: { name, server },
    isDeleting: metadata.deletionTimestamp !== undefined,
    isContesting: status.operation?.contested !== undefined,
    synced: syncedOf(spec, status),
  };
}

function syncedOf({ source, sources }: Application['spec'], { sync }: Application['status']): Synced | undefined {
  if (source === undefined || sources !== undefined) return undefined;
  if (sync?.status !== 'Synced' || sync.commit === undefined) return undefined;
  return { repoURL: source.repoURL, targetRevision: source.targetRevision, commit: sync.commit };
}

function keyOf({ namespace, name }: ResourceName): string {
  return `${namespace}/${name}`;
}
