import type { Application } from '#core/resources/application.ts';
import type { ResourceView } from '../ports/control-plane.port.ts';
import { ApplicationGroups } from './application-groups.ts';

/** What the rights of an Application depend on, who observes it, and when it can be synced. */
export interface ApplicationPlace {
  /** Of the Application itself. */
  readonly namespace: string;
  readonly destination: Application['spec']['destination'];
  readonly createNamespace: boolean;
  /** Where its objects are, or were last: one that has moved away still has to remove what it left. */
  readonly cluster?: string | undefined;
  readonly hasObjects: boolean;
  /** Somebody has asked to end its operation. */
  readonly isCanceled: boolean;
}

/** The places of all Applications. A spoke's rights follow from them, and are worked out for each spoke whenever an Application is new. */
export class ApplicationPlaces extends ApplicationGroups<ApplicationPlace> {
  constructor(view: ResourceView<Application>) {
    super(view, placeOf);
  }
}

function placeOf({
  metadata: { namespace },
  spec,
  status: { cluster, inventory = [] },
  operation,
}: Application): ApplicationPlace {
  const createNamespace = spec.syncPolicy?.syncOptions?.includes('CreateNamespace=true') ?? false;
  const { name, server, namespace: into } = spec.destination;
  const destination = { name, server, namespace: into };
  const isCanceled = operation?.cancel !== undefined;
  return { namespace, destination, createNamespace, cluster, hasObjects: inventory.length > 0, isCanceled };
}
