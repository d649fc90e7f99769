import { compileFilePattern } from '../../globs/choose-files.ts';
import { fail, type Result, succeed } from '../../model/result.ts';
import type { HelmOptions } from '../../resources/application-source.ts';
import { resolveIn } from '../plan/relative-path.ts';
import type { SourceFile, SourceFiles } from '../plan/source-files.ts';
import { findValueFile, type References, startOf } from './find-value-file.ts';

/**
 * The value files of a chart in the order in which Helm gets them. A pattern stands for the files that it matches, in its place: those of a
 * folder before those of its subfolders, each sorted. No file counts twice: one that is written by itself counts there, else where a
 * pattern matches it first. Rule: Argo CD since 3.4, whose patterns are doublestar's.
 */
export function findValueFiles(
  chart: SourceFile,
  { valueFiles = [], ignoreMissingValueFiles }: HelmOptions,
  references: References,
  files: SourceFiles,
): Result<SourceFile[], string> {
  const explicit: (SourceFile | undefined)[] = [];
  for (const written of valueFiles) {
    const file = isPattern(written) ? succeed(undefined) : findValueFile(written, chart, references, files);
    if (!file.ok) return fail(`helm.valueFiles: ${file.failure}`);
    explicit.push(file.value);
  }
  const taken = new Set(explicit.flatMap((file) => (file === undefined ? [] : [idOf(file)])));
  const found: SourceFile[] = [];
  for (const [index, written] of valueFiles.entries()) {
    const file = explicit[index];
    const matched = isPattern(written) ? matchFiles(written, chart, references, files) : succeed(file ? [file] : []);
    if (!matched.ok) return fail(`helm.valueFiles: ${matched.failure}`);
    if (matched.value.length === 0 && ignoreMissingValueFiles !== true) return fail(whyNone(written));
    const fresh = file === undefined ? matched.value.filter((one) => !taken.has(idOf(one))) : [file];
    for (const one of fresh) taken.add(idOf(one));
    found.push(...fresh);
  }
  return succeed(found);
}

function isPattern(written: string): boolean {
  return /[*?[]/.test(written) && !/^[a-z][a-z0-9+.-]*:/i.test(written);
}

function whyNone(written: string): string {
  const shown = JSON.stringify(written);
  const what = isPattern(written) ? `${shown} matches no file` : `${shown} does not exist`;
  return `helm.valueFiles: ${what}: correct it, or set ignoreMissingValueFiles`;
}

function matchFiles(
  written: string,
  chart: SourceFile,
  references: References,
  files: SourceFiles,
): Result<SourceFile[], string> {
  const shown = JSON.stringify(written);
  const start = startOf(written, chart, references);
  if (start === undefined) return fail(`${shown} names no source: none of the Application's sources has this ref`);
  const pattern = resolveIn(start.folder.replaceAll(/[*?[\]{}\\]/g, String.raw`\$&`), start.rest);
  if (pattern === undefined) return fail(`${shown} leads out of the repository`);
  const matches = compileFilePattern(pattern, 'doublestar');
  if (!matches.ok) return fail(`${shown}: ${matches.failure}`);
  const { source } = start;
  const paths = files
    .tree(source)
    .below('')
    .flatMap(({ path }) => (matches.value(path) && files.typeOf({ source, path }) === 'file' ? [path] : []));
  return succeed(paths.toSorted(compareAsWalked).map((path) => ({ source, path })));
}

/** As a walk meets them that takes the files of each folder before it goes into its subfolders. */
function compareAsWalked(a: string, b: string): number {
  const [left, right] = [a.split('/'), b.split('/')];
  for (let at = 0; ; at += 1) {
    const isFileLeft = at === left.length - 1;
    const isFileRight = at === right.length - 1;
    if (isFileLeft !== isFileRight) return isFileLeft ? -1 : 1;
    const [one = '', other = ''] = [left[at], right[at]];
    if (one !== other) return one < other ? -1 : 1;
    if (isFileLeft) return 0;
  }
}

function idOf({ source, path }: SourceFile): string {
  return `${source} ${path}`;
}
