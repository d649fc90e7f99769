import type { ApplicationSource } from '../resources/application-source.ts';
import type { ApplicationSpec } from '../resources/application.ts';

/** A source in the form that all code reads. */
export interface ListedSource {
  readonly source: ApplicationSource;
  /** False for one that has a `ref`, no path and no chart: only the value files of others read it. */
  readonly isRendered: boolean;
  /** How messages call it: `source`, or `sources[1]`. */
  readonly field: string;
}

/**
 * All sources of an Application, in order. Rules of Argo CD: `source` counts only where `sources` is absent or empty, and a registry
 * of charts is written without a scheme.
 */
export function sourcesOf({ source, sources = [] }: Pick<ApplicationSpec, 'source' | 'sources'>): ListedSource[] {
  if (sources.length === 0)
    return source === undefined ? [] : [{ source: withScheme(source), isRendered: true, field: 'source' }];
  return sources.map((listed, index) => ({
    source: withScheme({ ...listed, path: listed.path ?? '.' }),
    isRendered: listed.path !== undefined || !listed.ref || Boolean(listed.chart),
    field: `sources[${index}]`,
  }));
}

function withScheme(source: ApplicationSource): ApplicationSource {
  if (!source.chart || source.repoURL.includes('://')) return source;
  return { ...source, repoURL: `oci://${source.repoURL}` };
}
