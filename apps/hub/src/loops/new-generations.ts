import { keyOf } from './resource-key.ts';

interface Generational {
  readonly metadata: { readonly namespace: string; readonly name: string; readonly generation: number };
}

interface AnyView<T> {
  each(): IteratorObject<T>;
  onChange(listener: (name: { namespace: string; name: string }, resource: T | undefined) => void): () => void;
}

/**
 * Calls back for a resource whose spec is new since now, and for one that is gone (undefined); not for the statuses that we write
 * ourselves. Answers what ends it.
 */
export function onNewGeneration<T extends Generational>(
  view: AnyView<T>,
  changed: (resource: T | undefined, name: { readonly namespace: string; readonly name: string }) => void,
): () => void {
  const known = new Map(view.each().map(({ metadata }) => [keyOf(metadata), metadata.generation] as const));
  return view.onChange((name, resource) => {
    const key = keyOf(name);
    if (resource !== undefined && known.get(key) === resource.metadata.generation) return;
    if (resource === undefined) known.delete(key);
    else known.set(key, resource.metadata.generation);
    changed(resource, name);
  });
}
