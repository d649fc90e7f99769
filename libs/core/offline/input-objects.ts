import { type Position, type TextFile, parseFile } from '#core/appset-files/parse-file.ts';
import type { FileProblem } from '#core/appset-files/file-problem.ts';
import { fieldText } from '#core/model/text/field-text.ts';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';

/** A file of inputs may hold a whole fleet, and ConfigMaps whatever text people put there. */
const INPUT_FILE_LIMITS = { characters: 32 * 1024 * 1024, documents: 20_000, depth: 500 } as const;

/** One object of an input file, and where its fields stand. */
export interface InputObject {
  readonly value: JsonObject;
  readonly file: string;
  readonly locate: (path: readonly PropertyKey[]) => Position;
}

/**
 * The objects of a YAML or JSON file. A list, as `kubectl get -o yaml` prints one, counts as its items. Fails with every
 * problem of the text.
 */
export function readInputObjects(file: TextFile): Result<InputObject[], FileProblem[]> {
  const documents = parseFile(file, INPUT_FILE_LIMITS);
  if (!documents.ok) return documents;
  const objects: InputObject[] = [];
  const problems: FileProblem[] = [];
  for (const { value, locate } of documents.value) {
    if (isJsonObject(value)) objects.push(...unfoldList({ value, file: file.path, locate }));
    else problems.push({ file: file.path, ...locate([]), message: 'an object expected' });
  }
  return problems.length > 0 ? fail(problems) : succeed(objects);
}

function unfoldList(object: InputObject): InputObject[] {
  const { kind, items } = object.value;
  if (typeof kind !== 'string' || !kind.endsWith('List') || !Array.isArray(items)) return [object];
  return items.flatMap((value, index) =>
    isJsonObject(value)
      ? [
          {
            value,
            file: object.file,
            locate: (path: readonly PropertyKey[]) => object.locate(['items', index, ...path]),
          },
        ]
      : [],
  );
}

/** A problem with one field of an object. */
export function problemAt({ file, locate }: InputObject, path: readonly PropertyKey[], message: string): FileProblem {
  return { file, ...locate(path), field: fieldText(path), message };
}
