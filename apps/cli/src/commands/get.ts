import { listBriefly } from '#core/model/text/list-briefly.ts';
import { ApiClient } from '../api/client.ts';
import { findResource } from '../api/find-resource.ts';
import type { CliContext } from '../cli-context.ts';
import { CliFailure } from '../cli-failure.ts';
import { type Collection, COLLECTIONS, findCollection } from '../output/collections.ts';
import { onOneLine } from '../output/display-width.ts';
import { type OutputFormat, printResources } from '../output/print-resources.ts';

export interface GetOptions {
  readonly server: string;
  readonly output: OutputFormat;
  readonly tenant?: string;
  readonly cluster?: string;
}

/** `nabe get COLLECTION [NAME]`. */
export async function get(
  context: CliContext,
  word: string,
  name: string | undefined,
  options: GetOptions,
): Promise<void> {
  const collection = findCollection(word);
  if (collection === undefined) {
    throw new CliFailure(
      `there is no collection "${word}": choose ${COLLECTIONS.map(({ path }) => path).join(', ')}`,
      2,
    );
  }
  const filters = filtersOf(collection, options);
  const client = new ApiClient(options);
  if (name !== undefined) {
    const found = await findResource(client, collection, name, filters);
    return printResources(context, collection, found, options.output);
  }
  const { items, unreadable } = await client.list(collection.path, filters);
  await printResources(context, collection, items, options.output);
  if (unreadable.length > 0) context.printError(notShown(collection, unreadable));
}

function notShown({ path }: Collection, names: readonly string[]): string {
  return onOneLine(
    `not shown, because the hub cannot read these ${path}: ${listBriefly(names, ', ')}; the platform team has to correct them`,
  );
}

function filtersOf(collection: Collection, { tenant, cluster }: GetOptions): { tenant?: string; cluster?: string } {
  const given = { ...(tenant === undefined ? {} : { tenant }), ...(cluster === undefined ? {} : { cluster }) };
  for (const filter of ['tenant', 'cluster'] as const) {
    if (given[filter] !== undefined && !collection.filters.includes(filter)) {
      throw new CliFailure(`${collection.path} cannot be filtered by --${filter}`, 2);
    }
  }
  return given;
}
