import { Inject, Injectable } from '@nestjs/common';
import { type ApplicationCounts, countApplications } from '#core/reads/applications/application-counts.ts';
import { collectReadFacts, type ReadFacts } from '#core/reads/applications/read-facts.ts';
import { cutPage, type Page } from '#core/reads/page.ts';
import type { Application } from '#core/resources/application.ts';
import { tenantNamespace } from '#core/resources/metadata.ts';
import type { ControlPlane, ResourceKind, ResourceName, ResourceTypes } from '#flows/ports/control-plane.port.ts';
import type { ListQuery } from './list-query.ts';
import { notComplete, notFound, unreadableResource } from './problem.ts';
import { API_FACTS, CONTROL_PLANE, type ApiFacts } from './tokens.ts';

const ALL_KINDS: readonly ResourceKind[] = ['Application', 'ApplicationSet', 'Cluster', 'Repository', 'Tenant'];

/** Reads of the watched resources; refuses to answer from an incomplete view (law 3). */
@Injectable()
export class ResourceReads {
  constructor(
    @Inject(CONTROL_PLANE) private readonly controlPlane: Pick<ControlPlane, 'view'>,
    @Inject(API_FACTS) private readonly apiFacts: ApiFacts,
  ) {}

  /** Kinds that have not been read completely yet. */
  incompleteKinds(kinds: readonly ResourceKind[] = ALL_KINDS): readonly ResourceKind[] {
    return kinds.filter((kind) => !this.controlPlane.view(kind).complete);
  }

  list<K extends ResourceKind>(kind: K): readonly ResourceTypes[K][] {
    this.requireComplete([kind]);
    return this.controlPlane.view(kind).list();
  }

  /** The resource under the first of the names that exists. */
  get<K extends ResourceKind>(kind: K, ...names: readonly [ResourceName, ...ResourceName[]]): ResourceTypes[K] {
    this.requireComplete([kind]);
    const view = this.controlPlane.view(kind);
    for (const name of names) {
      const found = view.get(name);
      if (found !== undefined) return found;
    }
    const broken = names.map(qualify).find((name) => view.unreadable.has(name));
    if (broken !== undefined) throw unreadableResource(kind, broken);
    const [{ namespace, name }] = names;
    throw notFound(`There is no ${kind} ${namespace === '' ? name : `${namespace}/${name}`}.`);
  }

  /** `owner` is the Application's namespace, or the tenant that owns that; the namespace wins. */
  application(owner: string, name: string): Application {
    return this.get('Application', { namespace: owner, name }, { namespace: tenantNamespace(owner), name });
  }

  facts(): ReadFacts {
    this.requireComplete(['Cluster', 'Repository']);
    return collectReadFacts(this.list('Cluster'), this.list('Repository'), this.apiFacts.isQueued);
  }

  /** Filters by name and by `matches`, cuts the page, and makes views of its items alone. */
  page<K extends ResourceKind, V>(
    kind: K,
    query: ListQuery,
    view: (resource: ResourceTypes[K]) => V,
    matches: (resource: ResourceTypes[K]) => boolean = () => true,
  ): Page<V> {
    const { name = '', limit, cursor } = query;
    const matching = this.list(kind).filter((resource) => resource.metadata.name.includes(name) && matches(resource));
    const page = cutPage(matching, limit, cursor);
    const unreadable = [...this.controlPlane.view(kind).unreadable].toSorted();
    return { ...page, items: page.items.map(view), ...(unreadable.length === 0 ? {} : { unreadable }) };
  }

  counts(by: 'tenant' | 'cluster'): (name: string) => ApplicationCounts {
    this.requireComplete(['Application', 'Cluster', 'Repository']);
    return countApplications(this.list('Application'), this.facts(), by);
  }

  private requireComplete(kinds: readonly ResourceKind[]): void {
    const incomplete = this.incompleteKinds(kinds);
    if (incomplete.length > 0) throw notComplete(incomplete);
  }
}

function qualify({ namespace, name }: ResourceName): string {
  return `${namespace}/${name}`;
}
