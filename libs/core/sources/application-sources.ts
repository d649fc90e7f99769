import type { ApplicationSource } from '../resources/application-source.ts';
import type { ApplicationSpec } from '../resources/application.ts';

/** A source in the form that all code reads. */
export interface ListedSource {
  readonly source: ApplicationSource;
  /** False for one that has a `ref` and no path: only the value files of others read it. */
  readonly isRendered: boolean;
  /** How messages call it: `source`, or `sources[1]`. */
  readonly field: string;
}

/** All sources of an Application, in order. Rule: Argo CD looks at `source` only where `sources` is absent or empty. */
export function sourcesOf({ source, sources = [] }: Pick<ApplicationSpec, 'source' | 'sources'>): ListedSource[] {
  if (sources.length === 0) return source === undefined ? [] : [{ source, isRendered: true, field: 'source' }];
  return sources.map((listed, index) => ({
    source: { ...listed, path: listed.path ?? '.' },
    isRendered: listed.path !== undefined || !listed.ref,
    field: `sources[${index}]`,
  }));
}
