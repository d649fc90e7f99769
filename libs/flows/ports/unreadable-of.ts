import type { ResourceView } from './control-plane.port.ts';

/** Names of the objects of one namespace that are there and cannot be read, sorted: those of others are no concern of it (law 9). */
export function unreadableOf(namespace: string, view: Pick<ResourceView<unknown>, 'unreadable'>): string[] {
  const prefix = `${namespace}/`;
  return [...view.unreadable].flatMap((key) => (key.startsWith(prefix) ? [key.slice(prefix.length)] : [])).toSorted();
}
