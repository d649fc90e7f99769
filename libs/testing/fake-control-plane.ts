import type { ControlPlane, ResourceKind, ResourceTypes } from '#flows/ports/control-plane.port.ts';
import { FakeView } from './fake-view.ts';

type Views = { readonly [K in ResourceKind]: FakeView<ResourceTypes[K]> };

/** The resources of a management cluster in memory, for what only looks at its views. */
export class FakeControlPlane implements Pick<ControlPlane, 'view'> {
  readonly views: Views = {
    Tenant: new FakeView(),
    Cluster: new FakeView(),
    Repository: new FakeView(),
    ApplicationSet: new FakeView(),
    Application: new FakeView(),
  };

  view<K extends ResourceKind>(kind: K): Views[K] {
    return this.views[kind];
  }
}
