import { formatPlace } from '../../manifests/placed-manifest.ts';
import { readDocuments } from '../../manifests/yaml/read-documents.ts';
import { isJsonObject, type JsonValue } from '../../model/json.ts';
import { fail, type Result, succeed } from '../../model/result.ts';
import { lockedVersion } from './locked-versions.ts';
import { joinPath, resolveIn } from '../plan/relative-path.ts';
import type { ChartDependency, CopiedPart } from '../plan/render-plan.ts';
import type { SourceFile, SourceFiles } from '../plan/source-files.ts';

/** What a chart needs beside itself. */
export interface ChartNeeds {
  /** Charts of the same repository, named as `file://…`. */
  readonly copies: readonly CopiedPart[];
  /** Charts that have to be fetched. */
  readonly dependencies: readonly ChartDependency[];
}

/**
 * Reads what a chart depends on and does not bring along in its `charts` folder. Fails with a sentence when its Chart.yaml cannot be
 * read, or when a chart of the same repository is not there.
 */
export function readDependencies(chart: SourceFile, files: SourceFiles): Result<ChartNeeds, string> {
  const declared: JsonValue[] = [];
  let locked: JsonValue[] | undefined;
  // Charts of the first generation declare them in a file of their own, and lock them beside it.
  for (const [name, lock] of [
    ['Chart.yaml', 'Chart.lock'],
    ['requirements.yaml', 'requirements.lock'],
  ] as const) {
    const listed = listDependencies(chart, name, files);
    if (!listed.ok) return listed;
    declared.push(...(listed.value ?? []));
    const held = listDependencies(chart, lock, files);
    if (!held.ok) return held;
    if (held.value !== undefined) locked = [...(locked ?? []), ...held.value];
  }
  const copies: CopiedPart[] = [];
  const dependencies: ChartDependency[] = [];
  for (const entry of declared) {
    const needed = readDependency(entry);
    if (needed === undefined || isVendored(needed, chart, files)) continue;
    const into = { ...chart, path: joinPath(chart.path, 'charts') };
    if (!needed.repository.startsWith('file://')) {
      const version = lockedVersion(needed, locked);
      if (!version.ok) return fail(`${joinPath(chart.path, 'Chart.yaml')}: ${version.failure}`);
      dependencies.push({ ...needed, version: version.value, into });
    } else {
      const from = findLocal(needed, chart, files);
      if (!from.ok) return from;
      copies.push({ from: from.value, to: { ...into, path: joinPath(into.path, needed.name) } });
    }
  }
  return succeed({ copies, dependencies });
}

/** The `dependencies` of one of a chart's files; undefined when there is no such file. */
function listDependencies(
  chart: SourceFile,
  name: string,
  files: SourceFiles,
): Result<JsonValue[] | undefined, string> {
  const file = { ...chart, path: joinPath(chart.path, name) };
  if (files.typeOf(file) !== 'file') return succeed(undefined);
  const documents = readDocuments(file.path, files.text(file) ?? '');
  if (!documents.ok) return fail(`${formatPlace(documents.failure)}: ${documents.failure.message}`);
  const fields = documents.value[0]?.value;
  return succeed(isJsonObject(fields) && Array.isArray(fields['dependencies']) ? fields['dependencies'] : []);
}

type Declared = Omit<ChartDependency, 'into'>;

/** Undefined for what Helm itself will complain about. */
function readDependency(entry: JsonValue): Declared | undefined {
  if (!isJsonObject(entry)) return undefined;
  const { name, version, repository } = entry;
  if (typeof name !== 'string' || !/^[A-Za-z0-9._-]+$/.test(name) || name.startsWith('.')) return undefined;
  if (typeof repository !== 'string' || repository === '') return undefined;
  return { name, version: typeof version === 'string' ? version : '', repository };
}

/** Whether the `charts` folder has the chart, as a folder or as an archive. */
function isVendored({ name }: Declared, { source, path }: SourceFile, files: SourceFiles): boolean {
  const folder = joinPath(path, 'charts');
  if (files.typeOf({ source, path: joinPath(folder, name) }) === 'directory') return true;
  const archives = files.tree(source).below(folder);
  return archives.some((entry) => entry.path.startsWith(`${folder}/${name}-`) && entry.path.endsWith('.tgz'));
}

function findLocal(
  { name, repository }: Declared,
  { source, path }: SourceFile,
  files: SourceFiles,
): Result<SourceFile, string> {
  const place = resolveIn(path, repository.slice('file://'.length));
  if (place !== undefined && files.typeOf({ source, path: joinPath(place, 'Chart.yaml') }) === 'file')
    return succeed({ source, path: place });
  return fail(
    `${joinPath(path, 'Chart.yaml')}: the dependency ${name} is not where ${JSON.stringify(repository)} says: there is no chart in the repository`,
  );
}
