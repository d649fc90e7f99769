import { sharedText } from '#core/model/text/shared-text.ts';
import type { ResourceName } from '#flows/ports/control-plane.port.ts';

/** Keys of loops are `namespace/name`; cluster-scoped resources have an empty namespace. */
export function nameOf(key: string): ResourceName {
  const [namespace = '', name = ''] = key.split('/');
  return { namespace, name };
}

export function keyOf({ namespace, name }: ResourceName): string {
  // Loops and what wakes them keep thousands.
  return sharedText(`${namespace}/${name}`);
}
