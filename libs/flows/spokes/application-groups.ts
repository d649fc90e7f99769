import { CountedParts } from '#core/model/counted-parts.ts';
import { sharedText } from '#core/model/text/shared-text.ts';
import type { Application } from '#core/resources/application.ts';
import type { ResourceName, ResourceView } from '../ports/control-plane.port.ts';

/**
 * What somebody asks of all Applications, answered once for all that are alike: thousands of Applications are in a handful of groups. To go
 * over all Applications each time, which are kept packed, would take minutes.
 */
export class ApplicationGroups<Group> {
  private readonly ids = new Map<string, string>();
  private readonly groups = new CountedParts<Group>();
  private readonly groupOf: (application: Application) => Group;
  private readonly unsubscribe: () => void;

  /** Groups are alike when they are the same as JSON. */
  constructor(view: ResourceView<Application>, groupOf: (application: Application) => Group) {
    this.groupOf = groupOf;
    for (const application of view.each()) this.note(application.metadata, application);
    this.unsubscribe = view.onChange((name, application) => this.note(name, application));
  }

  all(): IteratorObject<Group> {
    return this.groups.all();
  }

  /** Undefined where there is no such Application. */
  of({ namespace, name }: ResourceName): Group | undefined {
    const id = this.ids.get(`${namespace}/${name}`);
    return id === undefined ? undefined : this.groups.get(id);
  }

  /** The Applications whose group is meant. */
  *namesAt(isMeant: (group: Group) => boolean): Generator<ResourceName> {
    const meant = new Set(this.all().filter(isMeant).map(idOf));
    if (meant.size === 0) return;
    for (const [key, id] of this.ids) {
      const slash = key.indexOf('/');
      if (meant.has(id)) yield { namespace: key.slice(0, slash), name: key.slice(slash + 1) };
    }
  }

  /** They are not kept up to date any more. */
  stop(): void {
    this.unsubscribe();
  }

  private note({ namespace, name }: ResourceName, application: Application | undefined): void {
    const key = sharedText(`${namespace}/${name}`);
    const before = this.ids.get(key);
    const group = application && this.groupOf(application);
    const id = group && sharedText(idOf(group));
    if (id === before) return;
    if (before !== undefined) this.groups.release(before);
    if (group === undefined || id === undefined) this.ids.delete(key);
    else {
      this.groups.share(id, () => group);
      this.ids.set(key, id);
    }
  }
}

function idOf(group: unknown): string {
  return JSON.stringify(group);
}
