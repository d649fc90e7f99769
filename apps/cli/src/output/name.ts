import type { JsonObject } from '#core/model/json.ts';
import { type Collection, textAt } from './collections.ts';

/** How a person names a resource: `red/web` for what a tenant owns, `nabe-system/base` for what is shared, else the bare name. */
export function qualifiedName(collection: Collection, item: JsonObject): string {
  const name = textAt(item, 'name');
  if (!collection.filters.includes('tenant')) return name;
  return `${textAt(item, 'tenant') || textAt(item, 'namespace')}/${name}`;
}

/** One line for each resource: `application/red/web`. */
export function formatNames(collection: Collection, items: readonly JsonObject[]): string {
  return items.map((item) => `${collection.singular}/${qualifiedName(collection, item)}\n`).join('');
}
