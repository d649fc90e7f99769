import type { ResourceName } from '#flows/ports/control-plane.port.ts';

/** Keys of loops are `namespace/name`; cluster-scoped resources have an empty namespace. */
export function nameOf(key: string): ResourceName {
  const [namespace = '', name = ''] = key.split('/');
  return { namespace, name };
}

export function keyOf({ namespace, name }: ResourceName): string {
  return `${namespace}/${name}`;
}
