import { loadAll, YAMLException } from 'js-yaml';
import { isLoadedValue, kubernetesSchema } from '../manifests/yaml/kubernetes-schema.ts';
import { isJsonObject, type JsonValue } from '../model/json.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import { sliceIndex } from './slice-index.ts';

/** One version of a chart in the index of a Helm repository. */
export interface IndexedChart {
  readonly version: string;
  /** Addresses of the archive, absolute or relative to the index; at least one. */
  readonly urls: readonly string[];
  /** SHA-256 of the archive in hex; undefined where the index gives none. */
  readonly digest: string | undefined;
}

/** The charts of a repository by name, versions in the order of the index. */
export type ChartIndex = ReadonlyMap<string, readonly IndexedChart[]>;

/**
 * Reads the charts with these names out of an index.yaml. Entries without version or address are passed over, as Helm does; fails with
 * a sentence for what is no index.
 */
export function readChartIndex(text: string, names: ReadonlySet<string>): Result<ChartIndex, string> {
  const document = parseWanted(text, names);
  const entries = isJsonObject(document) ? document['entries'] : undefined;
  if (!isJsonObject(entries)) return fail('its index.yaml is no index of charts: it has no entries');
  const charts = [...names].flatMap((name) => {
    const versions = Object.hasOwn(entries, name) ? entries[name] : undefined;
    return Array.isArray(versions) ? [[name, versions.flatMap(readVersion)] as const] : [];
  });
  return succeed(new Map(charts));
}

/** Of the usual layout only what is wanted. An alias may mean what was cut off: then all of it is read. */
function parseWanted(text: string, names: ReadonlySet<string>): JsonValue {
  const slice = text.startsWith('{') ? undefined : sliceIndex(text, names);
  return (slice === undefined ? null : parse(slice)) ?? parse(text);
}

/** Many servers write JSON, which is read much faster. Null for what is neither: it has no entries. */
function parse(text: string): JsonValue {
  try {
    const value: unknown = text.startsWith('{') ? JSON.parse(text) : loadAll(text, { schema: kubernetesSchema })[0];
    return isLoadedValue(value) ? value : null;
  } catch (error) {
    if (error instanceof YAMLException || error instanceof SyntaxError) return null;
    throw error;
  }
}

function readVersion(entry: JsonValue): IndexedChart[] {
  if (!isJsonObject(entry)) return [];
  const { version, urls, digest } = entry;
  const addresses = Array.isArray(urls) ? urls.filter((url) => typeof url === 'string' && url !== '') : [];
  if (typeof version !== 'string' || addresses.length === 0) return [];
  const sum = typeof digest === 'string' ? digest.replace(/^sha256:/, '').toLowerCase() : '';
  return [{ version, urls: addresses.map(String), digest: sum === '' ? undefined : sum }];
}
