import type { JsonObject, JsonValue } from '#core/model/json.ts';
import type { CliContext } from '../cli-context.ts';
import type { Collection } from './collections.ts';
import { formatJson } from './json.ts';
import { formatNames } from './name.ts';
import { formatTable } from './table.ts';
import { formatYaml } from './yaml.ts';

export const OUTPUT_FORMATS = ['table', 'wide', 'json', 'yaml', 'name'] as const;
export type OutputFormat = (typeof OUTPUT_FORMATS)[number];

/**
 * Prints resources of one collection. JSON and YAML give `{items: […]}` for a list and the bare object for a single one, so
 * that a script need not guess.
 */
export async function printResources(
  context: CliContext,
  collection: Collection,
  found: readonly JsonObject[] | JsonObject,
  format: OutputFormat,
): Promise<void> {
  const isList = (value: typeof found): value is readonly JsonObject[] => Array.isArray(value);
  const items = isList(found) ? found : [found];
  const document: JsonValue = isList(found) ? { items: [...found] } : found;
  if (format === 'json') return context.print(formatJson(document));
  if (format === 'yaml') return context.print(await formatYaml(document));
  if (format === 'name') return context.print(formatNames(collection, items));
  if (items.length === 0) return context.printError(`There are no ${collection.path} to show.`);
  const columns = collection.columns.filter(({ wide }) => format === 'wide' || wide !== true);
  const now = context.now();
  const rows = items.map((item) => columns.map(({ cell }) => cell(item, now)));
  context.print(
    formatTable(
      columns.map(({ header }) => header),
      rows,
      context.colours,
    ),
  );
}
