import type { FileProblem } from '#core/appset-files/file-problem.ts';
import { parseFile, type TextFile } from '#core/appset-files/parse-file.ts';

/** A failure of a set that was read soundly, and the place of the field in its file. `field` is below `spec`. */
export function locateField(
  file: TextFile,
  set: { readonly line: number },
  { field, message }: { readonly field: string; readonly message: string },
): FileProblem {
  const path = ['spec', ...parseFieldText(field)];
  const documents = parseFile(file);
  const document = documents.ok ? documents.value.find(({ locate }) => locate([]).line === set.line) : undefined;
  const place = document?.locate(path) ?? { line: set.line, column: 1 };
  return { file: file.path, ...place, field: `spec.${field}`, message };
}

/** Inverse of `fieldText`: `a.b[0]["c.d"]` is a, b, 0, c.d. */
export function parseFieldText(field: string): (string | number)[] {
  const parts = field.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([^.[\]]+)/g);
  return [...parts].map(([, index, quoted, name = '']) => {
    if (index !== undefined) return Number(index);
    return quoted === undefined ? name : String(JSON.parse(quoted));
  });
}
