import { LineCounter, parseDocument, isNode } from 'yaml';
import { formatPlace } from '../../manifests/placed-manifest.ts';
import { readDocuments } from '../../manifests/yaml/read-documents.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { fail, type Result, succeed } from '../../model/result.ts';
import { kustomizationNames } from '../detect-kind.ts';
import { joinPath } from '../plan/relative-path.ts';
import type { SourceFile, SourceFiles } from '../plan/source-files.ts';

/** A kustomization file of one directory. */
export interface Kustomization {
  readonly file: SourceFile;
  readonly text: string;
  readonly fields: JsonObject;
}

/** Reads the kustomization of a directory. Fails with a sentence when there is none, or none that can be read. */
export function readKustomization({ source, path }: SourceFile, files: SourceFiles): Result<Kustomization, string> {
  const name = kustomizationNames.find(
    (candidate) => files.typeOf({ source, path: joinPath(path, candidate) }) === 'file',
  );
  if (name === undefined) return fail(`${path || '.'} has no ${kustomizationNames[0]}`);
  const file = { source, path: joinPath(path, name) };
  const text = files.text(file);
  if (text === undefined) return fail(`${file.path} is too large for a kustomization`);
  const documents = readDocuments(file.path, text);
  if (!documents.ok) return fail(`${formatPlace(documents.failure)}: ${documents.failure.message}`);
  const [document, second] = documents.value;
  if (second !== undefined) return fail(`${formatPlace(second)}: a kustomization is one document`);
  const value = document?.value ?? {};
  if (!isJsonObject(value)) return fail(`${file.path}:1: a kustomization is a map`);
  return succeed({ file, text, fields: value });
}

/** `apps/web/kustomization.yaml:7`: where an element of a field stands. */
export function placeOf({ file, text }: Kustomization, ...path: readonly (string | number)[]): string {
  const lineCounter = new LineCounter();
  const node: unknown = parseDocument(text, { lineCounter, version: '1.1' }).getIn(path, true);
  const line = isNode(node) && node.range ? lineCounter.linePos(node.range[0]).line : 1;
  return formatPlace({ file: file.path, line });
}

/** The texts of a field that is a list, with their positions; anything else is Kustomize's to complain about. */
export function textsOf(value: JsonValue | undefined): { readonly text: string; readonly index: number }[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((text, index) => (typeof text === 'string' ? [{ text, index }] : []));
}
