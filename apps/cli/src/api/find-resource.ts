import { listBriefly } from '#core/model/text/list-briefly.ts';
import type { JsonObject } from '#core/model/json.ts';
import { CliFailure } from '../cli-failure.ts';
import { type Collection, textAt } from '../output/collections.ts';
import { qualifiedName } from '../output/name.ts';
import type { ApiClient } from './client.ts';

export interface ResourceFilters {
  readonly tenant?: string | undefined;
  readonly cluster?: string | undefined;
}

/**
 * The one resource that a person means by `name`: a bare name, or `tenant/name` (a namespace will do as well). Answers
 * everything the API knows of it. A name that several tenants use fails with the candidates.
 */
export async function findResource(
  client: ApiClient,
  collection: Collection,
  name: string,
  filters: ResourceFilters,
): Promise<JsonObject> {
  const [owner, bareName] = splitName(name);
  const { items } = await client.list(collection.path, { ...filters, name: bareName });
  const matches = items.filter(
    (item) => textAt(item, 'name') === bareName && (owner === undefined || isOwner(item, owner)),
  );
  const [found, ...others] = matches;
  if (found === undefined) throw new CliFailure(`there is no ${collection.singular} ${name}${within(filters)}`);
  if (others.length > 0) throw ambiguous(collection, name, matches);
  const place = collection.path === 'tenants' ? [bareName] : [textAt(found, 'namespace'), bareName];
  return client.get(`/api/v1/${collection.path}/${place.map(encodeURIComponent).join('/')}`);
}

function splitName(name: string): readonly [string | undefined, string] {
  const slash = name.indexOf('/');
  return slash < 0 ? [undefined, name] : [name.slice(0, slash), name.slice(slash + 1)];
}

function isOwner(item: JsonObject, owner: string): boolean {
  return textAt(item, 'tenant') === owner || textAt(item, 'namespace') === owner;
}

function within({ tenant, cluster }: ResourceFilters): string {
  const parts = [
    tenant === undefined ? '' : ` of tenant ${tenant}`,
    cluster === undefined ? '' : ` on cluster ${cluster}`,
  ];
  return parts.join('');
}

function ambiguous(collection: Collection, name: string, matches: readonly JsonObject[]): CliFailure {
  const names = matches.map((item) => qualifiedName(collection, item)).toSorted();
  return new CliFailure(
    `${name} is the name of ${names.length} ${collection.path}: say which, ${listBriefly(names, ', ')}`,
  );
}
