import type { World } from './world.ts';

/** What tests read of an object on a spoke. */
export interface LiveObject {
  readonly metadata: {
    readonly name: string;
    readonly namespace: string;
    readonly uid: string;
    readonly resourceVersion: string;
    readonly creationTimestamp: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
    readonly deletionTimestamp?: string;
  };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec?: { readonly replicas?: number; readonly ports?: readonly object[] };
}

const GROUPS: Readonly<Record<string, string>> = { deployments: '/apis/apps/v1', jobs: '/apis/batch/v1' };

/** Path of an object, or of all objects of the kind without a name. */
export function pathOf(resource: string, namespace: string, name?: string): string {
  const folder = `${GROUPS[resource] ?? '/api/v1'}/namespaces/${namespace}/${resource}`;
  return name === undefined ? folder : `${folder}/${name}`;
}

/** Reads an object as the spoke's administrator; undefined when it is not there. */
export async function readObject(world: World, cluster: string, path: string): Promise<LiveObject | undefined> {
  const { status, body } = await world.spoke(cluster).request<LiveObject & { message?: string }>('GET', path);
  if (status === 404) return undefined;
  if (status !== 200) throw new Error(`cannot read ${path} on ${cluster}: ${body.message ?? status}`);
  return body;
}

export async function listObjects(world: World, cluster: string, path: string): Promise<readonly LiveObject[]> {
  const { status, body } = await world.spoke(cluster).request<{ items: LiveObject[]; message?: string }>('GET', path);
  if (status !== 200) throw new Error(`cannot list ${path} on ${cluster}: ${body.message ?? status}`);
  return body.items;
}

/** A change by hand, such as `kubectl edit` makes it. */
export async function editObject(world: World, cluster: string, path: string, patch: object): Promise<void> {
  const headers = { 'content-type': 'application/merge-patch+json' };
  const { status, body } = await world
    .spoke(cluster)
    .request<{ message?: string }>('PATCH', `${path}?fieldManager=kubectl-edit`, patch, headers);
  if (status !== 200) throw new Error(`cannot edit ${path} on ${cluster}: ${body.message ?? status}`);
}

export async function deleteObject(world: World, cluster: string, path: string): Promise<void> {
  const { status, body } = await world.spoke(cluster).request<{ message?: string }>('DELETE', path);
  if (status >= 300) throw new Error(`cannot delete ${path} on ${cluster}: ${body.message ?? status}`);
}
