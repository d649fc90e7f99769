import { fail, type Result, succeed } from '../../model/result.ts';
import { explainSubmodule } from '../../submodules/explain-submodule.ts';
import { resolveIn } from '../plan/relative-path.ts';
import type { SourceFile, SourceFiles } from '../plan/source-files.ts';

/** Positions of the sources that have a `ref`, by that name. */
export type References = ReadonlyMap<string, number>;

/**
 * Finds a file that a chart's options name: relative to the chart, `/from/the/root`, or `$ref/path` in another source. Undefined when
 * there is no such file; fails with a sentence for one that no repository of the Application can hold. Rule: Argo CD's value files,
 * without addresses, which would have to be fetched while rendering.
 */
export function findValueFile(
  written: string,
  chart: SourceFile,
  references: References,
  files: SourceFiles,
): Result<SourceFile | undefined, string> {
  const shown = JSON.stringify(written);
  if (/^[a-z][a-z0-9+.-]*:/i.test(written))
    return fail(`${shown} is an address, and rendering has no network: keep the file in a repository`);
  const place = startOf(written, chart, references);
  if (place === undefined) return fail(`${shown} names no source: none of the Application's sources has this ref`);
  const path = resolveIn(place.folder, place.rest);
  if (path === undefined) return fail(`${shown} leads out of the repository`);
  const file = { source: place.source, path };
  const module = explainSubmodule(files.tree(place.source), path);
  if (module !== undefined) return fail(`${shown} ${module}`);
  return succeed(files.typeOf(file) === 'file' ? file : undefined);
}

interface Start {
  readonly source: number;
  readonly folder: string;
  readonly rest: string;
}

/** The source that a file is in, and the folder that the rest of what is written leads from. */
export function startOf(written: string, { source, path }: SourceFile, references: References): Start | undefined {
  if (written.startsWith('/')) return { source, folder: '', rest: written.replace(/^\/+/, '') };
  if (!written.startsWith('$')) return { source, folder: path, rest: written };
  const slash = written.indexOf('/');
  const referenced = references.get(slash < 0 ? written.slice(1) : written.slice(1, slash));
  if (referenced === undefined || slash < 0) return undefined;
  return { source: referenced, folder: '', rest: written.slice(slash).replace(/^\/+/, '') };
}
