import { parseJqPath } from '#core/json-paths/parse-jq-path.ts';
import { parseJsonPointer } from '#core/json-paths/parse-json-pointer.ts';
import type { JsonPath } from '#core/json-paths/path-step.ts';
import type { ApplicationSetSpec } from '#core/resources/application-set.ts';

/** The options of a set that keep something of its existing Applications. */
export type KeepOptions = Pick<ApplicationSetSpec, 'preservedFields' | 'ignoreApplicationDifferences'>;

/**
 * When the live value of a label or annotation wins. `if-wanted`: only where the template states the name too; otherwise it is left to
 * whoever wrote it, so that a removal is not undone.
 */
type KeepRule = 'always' | 'if-wanted';

export interface KeptPlaces {
  readonly labels: ReadonlyMap<string, KeepRule>;
  readonly annotations: ReadonlyMap<string, KeepRule>;
  readonly ignored: readonly { readonly name: string | undefined; readonly path: JsonPath }[];
}

/** Annotations that others write on Applications and Argo CD never overwrites. */
const requestsAndNotes = [
  'notified.notifications.argoproj.io',
  'argocd.argoproj.io/refresh',
  'argocd.argoproj.io/hydrate',
];

/** Reads the options once for all Applications of a set. A path the schema has not refused can always be read. */
export function keptPlaces({ preservedFields = {}, ignoreApplicationDifferences = [] }: KeepOptions): KeptPlaces {
  const { labels = [], annotations = [] } = preservedFields;
  return {
    labels: new Map(labels.map((name) => [name, 'always'])),
    annotations: new Map([
      ...requestsAndNotes.map((name): [string, KeepRule] => [name, 'if-wanted']),
      ...annotations.map((name): [string, KeepRule] => [name, 'always']),
    ]),
    ignored: ignoreApplicationDifferences.flatMap(({ name, jsonPointers = [], jqPathExpressions = [] }) =>
      [...jsonPointers.map(parseJsonPointer), ...jqPathExpressions.map(parseJqPath)].flatMap((path) =>
        path.ok ? [{ name: name === '' ? undefined : name, path: path.value }] : [],
      ),
    ),
  };
}
