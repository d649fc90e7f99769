import { type ParsedDocument, type TextFile, parseFile } from '#core/appset-files/parse-file.ts';
import type { FileProblem } from '#core/appset-files/file-problem.ts';
import { fieldText } from '#core/model/text/field-text.ts';

/** Turns a failure of a set that was read soundly into the place of the field in the set's file. `field` is below `spec`. */
export type LocateField = (
  set: { readonly line: number },
  failure: { readonly field: string; readonly message: string },
) => FileProblem;

/** Finds fields of one file, which is parsed when the first one is asked for. */
export function fieldLocator(file: TextFile): LocateField {
  let documents: readonly ParsedDocument[] | undefined;
  return (set, { field, message }) => {
    documents ??= parseDocuments(file);
    const path = ['spec', ...parseFieldText(field)];
    const document = documents.find(({ locate }) => locate([]).line === set.line);
    const place = document?.locate(path) ?? { line: set.line, column: 1 };
    return { file: file.path, ...place, field: fieldText(path), message };
  };
}

function parseDocuments(file: TextFile): readonly ParsedDocument[] {
  const parsed = parseFile(file);
  return parsed.ok ? parsed.value : [];
}

/** Inverse of `fieldText`: `a.b[0]["c.d"]` is a, b, 0, c.d. */
export function parseFieldText(field: string): (string | number)[] {
  const parts = field.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g);
  return [...parts].map(([, index, quoted, name = '']) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? name : String(JSON.parse(quoted));
  });
}
