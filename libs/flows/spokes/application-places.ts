import { CountedParts } from '#core/model/counted-parts.ts';
import { sharedText } from '#core/model/text/shared-text.ts';
import type { Application } from '#core/resources/application.ts';
import type { ResourceName, ResourceView } from '../ports/control-plane.port.ts';

/** What the rights of an Application depend on, and who observes it. */
export interface ApplicationPlace {
  /** Of the Application itself. */
  readonly namespace: string;
  readonly destination: Application['spec']['destination'];
  readonly createNamespace: boolean;
  /** Where its objects are, or were last: one that has moved away still has to remove what it left. */
  readonly cluster?: string | undefined;
  readonly hasObjects: boolean;
}

/**
 * The places of all Applications, each once: thousands of Applications have a handful. A spoke's rights follow from them, and are worked
 * out for each spoke whenever an Application is new; to go over all Applications each time, which are kept packed, would take minutes
 * with many spokes.
 */
export class ApplicationPlaces {
  private readonly ids = new Map<string, string>();
  private readonly places = new CountedParts<ApplicationPlace>();
  private readonly unsubscribe: () => void;

  constructor(view: ResourceView<Application>) {
    for (const application of view.each()) this.note(application.metadata, application);
    this.unsubscribe = view.onChange((name, application) => this.note(name, application));
  }

  all(): IteratorObject<ApplicationPlace> {
    return this.places.all();
  }

  /** The Applications whose place is meant. */
  *namesAt(isMeant: (place: ApplicationPlace) => boolean): Generator<ResourceName> {
    const meant = new Set(this.all().filter(isMeant).map(idOf));
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
    const place = application && placeOf(application);
    const id = place && sharedText(idOf(place));
    if (id === before) return;
    if (before !== undefined) this.places.release(before);
    if (place === undefined || id === undefined) this.ids.delete(key);
    else {
      this.places.share(id, () => place);
      this.ids.set(key, id);
    }
  }
}

function idOf(place: ApplicationPlace): string {
  return JSON.stringify(place);
}

function placeOf({
  metadata: { namespace },
  spec,
  status: { cluster, inventory = [] },
}: Application): ApplicationPlace {
  const createNamespace = spec.syncPolicy?.syncOptions?.includes('CreateNamespace=true') ?? false;
  const { name, server, namespace: into } = spec.destination;
  const destination = { name, server, namespace: into };
  return { namespace, destination, createNamespace, cluster, hasObjects: inventory.length > 0 };
}
