import { isJsonObject, type JsonValue } from '#core/model/json.ts';
import type { PlacedTask, SyncTask } from './sync-task.ts';

/** What one object provides or needs, as text that is equal when they meet. */
type Relation = (task: SyncTask) => string | undefined;

/**
 * Moves each Namespace, then each CustomResourceDefinition, to just before the first object that needs it and stands before it;
 * it runs in that object's phase and wave. Removals neither provide nor need anything. Expects and keeps the order otherwise.
 */
export function putBeforeDependents<T extends SyncTask>(placed: readonly PlacedTask<T>[]): PlacedTask<T>[] {
  const namespacesFirst = moveProviders(placed, namespaceProvided, namespaceNeeded);
  return moveProviders(namespacesFirst, typeProvided, typeNeeded);
}

function moveProviders<T extends SyncTask>(placed: readonly PlacedTask<T>[], provided: Relation, needed: Relation) {
  const ordered = [...placed];
  for (const provider of placed) {
    const name = provided(provider.task);
    if (name === undefined) continue;
    const from = ordered.indexOf(provider);
    const to = ordered.findIndex(({ task }) => task !== provider.task && needed(task) === name);
    const dependent = ordered[to];
    if (dependent === undefined || to > from) continue;
    ordered.splice(from, 1);
    ordered.splice(to, 0, { ...provider, phase: dependent.phase, wave: dependent.wave });
  }
  return ordered;
}

function namespaceProvided({ key, manifest }: SyncTask): string | undefined {
  return manifest && key.group === '' && key.kind === 'Namespace' ? key.name : undefined;
}

function namespaceNeeded(task: SyncTask): string | undefined {
  const { key, manifest } = task;
  return manifest && key.namespace !== '' && namespaceProvided(task) === undefined ? key.namespace : undefined;
}

function typeProvided({ key, manifest }: SyncTask): string | undefined {
  if (key.group !== 'apiextensions.k8s.io' || key.kind !== 'CustomResourceDefinition') return undefined;
  const spec = manifest?.['spec'];
  if (!isJsonObject(spec) || !isJsonObject(spec['names'])) return undefined;
  return typeName(spec['group'], spec['names']['kind']);
}

function typeNeeded(task: SyncTask): string | undefined {
  const { key, manifest } = task;
  return manifest && typeProvided(task) === undefined ? typeName(key.group, key.kind) : undefined;
}

function typeName(group: JsonValue | undefined, kind: JsonValue | undefined): string | undefined {
  return typeof group === 'string' && typeof kind === 'string' ? `${group}/${kind}` : undefined;
}
