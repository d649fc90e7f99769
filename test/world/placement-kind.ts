import { letHubReadDecisions } from './management-identity.ts';
import type { World } from './world.ts';

const GROUP = 'placement.example.com';
const definition = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: `placements.${GROUP}` },
  spec: {
    group: GROUP,
    scope: 'Namespaced',
    names: { kind: 'Placement', plural: 'placements', singular: 'placement' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        subresources: { status: {} },
        schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
      },
    ],
  },
};

/** What a ConfigMap of the generator says of the kind. */
export const placementKeys = {
  apiVersion: `${GROUP}/v1`,
  kind: 'placements',
  statusListKey: 'decisions',
  matchKey: 'clusterName',
};

/** A kind of another controller, served by the management cluster, whose part the tests play. */
export class PlacementKind {
  private readonly world: World;

  private constructor(world: World) {
    this.world = world;
  }

  /** Waits until it is served. The hub has no rights on it yet. */
  static async install(world: World): Promise<PlacementKind> {
    const kind = new PlacementKind(world);
    await world.put(`/apis/apiextensions.k8s.io/v1/customresourcedefinitions/${definition.metadata.name}`, definition);
    await world.until(
      'Placements are served',
      async () => (await world.get(`/apis/${GROUP}/v1/placements`)).status === 200,
    );
    return kind;
  }

  async letHubRead(): Promise<void> {
    await letHubReadDecisions(this.world.fleet.management, { apiGroup: GROUP, resource: 'placements' });
  }

  /** Decides, anew if it was decided before, for clusters and a reason each. */
  async decide(namespace: string, name: string, decisions: Readonly<Record<string, string>>): Promise<void> {
    const object = { apiVersion: `${GROUP}/v1`, kind: 'Placement', metadata: { namespace, name } };
    const list = Object.entries(decisions).map(([clusterName, reason]) => ({ clusterName, reason }));
    await this.world.put(pathOf(namespace, name), object);
    await this.world.put(`${pathOf(namespace, name)}/status`, { ...object, status: { decisions: list } });
  }

  async remove(namespace: string, name: string): Promise<void> {
    const { status } = await this.world.fleet.management.request('DELETE', pathOf(namespace, name));
    if (status >= 300) throw new Error(`cannot delete Placement ${namespace}/${name}: ${status}`);
  }
}

function pathOf(namespace: string, name: string): string {
  return `/apis/${GROUP}/v1/namespaces/${namespace}/placements/${name}`;
}
