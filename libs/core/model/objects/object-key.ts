/** Names one object on one cluster, whatever version it is written in. `namespace` is '' for cluster-scoped objects. */
export interface ObjectKey {
  readonly group: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

/** Unique and sortable form `group/kind/namespace/name`; none of the parts can hold a slash. */
export function objectKeyId(key: ObjectKey): string {
  return [key.group, key.kind, key.namespace, key.name].join('/');
}

/** Inverse of {@link objectKeyId}; undefined for text of any other shape. */
export function parseObjectKeyId(id: string): ObjectKey | undefined {
  const [group, kind, namespace, name, ...rest] = id.split('/');
  if (group === undefined || !kind || namespace === undefined || !name || rest.length > 0) return undefined;
  return { group, kind, namespace, name };
}

/** For people: `Deployment shop/web`, `Namespace shop`. */
export function describeObjectKey(key: ObjectKey): string {
  return key.namespace === '' ? `${key.kind} ${key.name}` : `${key.kind} ${key.namespace}/${key.name}`;
}
