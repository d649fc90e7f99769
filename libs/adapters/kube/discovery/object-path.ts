import { formatApiVersion } from '#core/model/objects/manifest.ts';
import type { ServedKind } from '#flows/ports/clusters/cluster-access.port.ts';

/** Path of all objects of a kind; `namespace` '' means in every namespace. */
export function collectionPath(kind: ServedKind, namespace: string): string {
  const root = kind.group === '' ? '/api' : '/apis';
  const folder = kind.namespaced && namespace !== '' ? `/namespaces/${encodeURIComponent(namespace)}` : '';
  return `${root}/${formatApiVersion(kind.group, kind.version)}${folder}/${kind.resource}`;
}

export function objectPath(kind: ServedKind, namespace: string, name: string): string {
  return `${collectionPath(kind, namespace)}/${encodeURIComponent(name)}`;
}
