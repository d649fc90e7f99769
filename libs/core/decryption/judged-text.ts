import { readDocuments } from '../manifests/yaml/read-documents.ts';
import { isDeepEqual } from '../model/deep-equal.ts';
import { isJsonObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { fail, type Result, succeed } from '../model/result.ts';
import type { SopsFormat } from './find-encryption.ts';
import { readSopsMetadata, type SopsMetadata } from './sops-metadata.ts';

/** A file for sops whose block `sops` is written anew, so that sops reads there what was judged and nothing else. */
export interface JudgedText {
  readonly text: string;
  /** All keys of cloud services that it names, sorted. */
  readonly cloudKeys: readonly string[];
}

/** Line ends to some readers of YAML, and not to others. */
const ambiguousBreak = /[\u0085\u2028\u2029]|\r(?!\n)/;

/**
 * Reads which keys of cloud services a file asks for: sops would ask all of them, as the worker. Fails with the end of a sentence about the
 * file where that cannot be told for certain.
 */
export function judgeText(path: string, format: SopsFormat, text: string): Result<JudgedText, string> {
  if (format === 'yaml') return judgeYaml(path, text);
  if (format === 'json' || format === 'binary') return judgeJson(text);
  return fail(`is of format ${format}, in which keys of cloud services cannot be used: encrypt it as binary or YAML`);
}

function judgeJson(text: string): Result<JudgedText, string> {
  const value: JsonValue = JSON.parse(text);
  const block = isJsonObject(value) ? value['sops'] : undefined;
  if (!isJsonObject(value) || !isJsonObject(block)) return fail('has no block sops that can be read');
  const metadata = readSopsMetadata(block);
  if (!metadata.ok) return metadata;
  const { fields, cloudKeys } = metadata.value;
  return succeed({ text: JSON.stringify({ ...value, sops: fields }), cloudKeys });
}

function judgeYaml(path: string, text: string): Result<JudgedText, string> {
  const documents = readDocuments(path, text);
  if (!documents.ok || ambiguousBreak.test(text)) return fail('cannot be read for certain: encrypt it anew');
  const all: SopsMetadata[] = [];
  for (const { value } of documents.value) {
    const block = isJsonObject(value) ? value['sops'] : undefined;
    const metadata = isJsonObject(block) ? readSopsMetadata(block) : fail('has a document without a block sops');
    if (!metadata.ok) return metadata;
    all.push(metadata.value);
  }
  const blocks = all.map(({ fields }) => fields);
  const written = replaceBlocks(text, blocks);
  const read = readDocuments(path, written);
  const wanted = documents.value.map(({ value }, index) => withBlock(value, blocks[index]));
  if (
    !read.ok ||
    !isDeepEqual(
      read.value.map(({ value }) => value),
      wanted,
    )
  )
    return fail('has a block sops that sops has not written: run sops updatekeys');
  return succeed({ text: written, cloudKeys: [...new Set(all.flatMap(({ cloudKeys }) => cloudKeys))].toSorted() });
}

function withBlock(value: JsonValue, block: JsonObject | undefined): JsonValue {
  return isJsonObject(value) && block !== undefined ? { ...value, sops: block } : value;
}

/** Where the blocks stand as sops writes them, one in each document. */
function replaceBlocks(text: string, blocks: readonly JsonObject[]): string {
  const lines: string[] = [];
  let count = 0;
  let isInBlock = false;
  for (const line of text.split(/\r?\n/)) {
    if (isInBlock && (/^\s/.test(line) || line === '')) continue;
    isInBlock = /^sops:[ \t]*$/.test(line);
    if (isInBlock) lines.push(`sops: ${JSON.stringify(blocks[count++] ?? {})}`);
    else lines.push(line);
  }
  return `${lines.join('\n')}\n`;
}
