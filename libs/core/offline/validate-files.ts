import { readAppSets } from '#core/appset-files/read-app-sets.ts';
import type { ReadAppSet } from '#core/appset-files/read-document.ts';
import type { FileProblem } from '#core/appset-files/file-problem.ts';
import type { TextFile } from '#core/appset-files/parse-file.ts';
import { fieldText } from '#core/model/field-text.ts';
import { isJsonObject } from '#core/model/json.ts';
import { hasOpenTag } from '#core/templating/render-fast-template.ts';
import { parseTemplate } from '#core/templating/render-go-template.ts';
import { locateField } from './locate-field.ts';

export interface ValidatedFiles {
  /** How many sound sets each file holds. */
  readonly sets: ReadonlyMap<string, number>;
  /** By file, line and column. */
  readonly problems: readonly FileProblem[];
}

/** Every problem of the ApplicationSets in the files that shows without expanding them. */
export function validateFiles(files: readonly TextFile[]): ValidatedFiles {
  const { sets, problems } = readAppSets(files);
  const mistakes = sets.flatMap((set) => {
    const file = files.find(({ path }) => path === set.file);
    return file ? findTemplateMistakes(set).map((mistake) => locateField(file, set, mistake)) : [];
  });
  const counts = files.map(({ path }) => [path, sets.filter(({ file }) => file === path).length] as const);
  return { sets: new Map(counts), problems: [...problems, ...mistakes].toSorted(comparePlaces) };
}

interface Mistake {
  readonly field: string;
  readonly message: string;
}

/** Texts of the template that cannot be parsed. Those of generators are left out: some are data and no templates. */
function findTemplateMistakes({ spec }: ReadAppSet): Mistake[] {
  const patch: unknown = 'templatePatch' in spec ? spec.templatePatch : undefined;
  const texts = [...textsOf(spec.template, ['template']), ...textsOf(patch, ['templatePatch'])];
  return texts.flatMap(({ path, text }) => {
    const message = spec.goTemplate ? goMistake(text) : fastMistake(text);
    return message === undefined ? [] : [{ field: fieldText(path), message }];
  });
}

function goMistake(text: string): string | undefined {
  if (!text.includes('{{')) return undefined;
  const parsed = parseTemplate(text);
  if (parsed.ok) return undefined;
  const { message, line } = parsed.failure;
  return line === undefined || line === 1 ? message : `${message} (line ${line} of the template)`;
}

function fastMistake(text: string): string | undefined {
  return hasOpenTag(text) ? 'a tag opened with {{ is never closed' : undefined;
}

interface PlacedText {
  readonly path: readonly PropertyKey[];
  readonly text: string;
}

/** Keys of maps are templates too. */
function textsOf(value: unknown, path: readonly PropertyKey[]): PlacedText[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (Array.isArray(value)) return value.flatMap((item, index) => textsOf(item, [...path, index]));
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, inner]) => [
    { path: [...path, key], text: key },
    ...textsOf(inner, [...path, key]),
  ]);
}

function comparePlaces(a: FileProblem, b: FileProblem): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}
