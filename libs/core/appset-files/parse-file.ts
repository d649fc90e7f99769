import { type Document, LineCounter, isMap, isNode, isPair, isScalar, parseAllDocuments, visit } from 'yaml';
import type { Tags } from 'yaml';
import { type Result, fail, succeed } from '#core/model/result.ts';
import type { FileProblem } from './file-problem.ts';
import { followAliases } from './follow-aliases.ts';

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** How much one file may hold. */
export interface FileLimits {
  readonly characters: number;
  readonly documents: number;
  /** Levels of lists and maps within one another; brackets inside of texts count until they are closed. */
  readonly depth: number;
}

/** Limits of a tenant's file in git; far beyond what people write. */
const SET_FILE_LIMITS: FileLimits = { characters: 512 * 1024, documents: 1000, depth: 200 };

/** One document of a file: its data, and where a path of it stands in the text. */
export interface ParsedDocument {
  readonly value: unknown;
  readonly locate: (path: readonly PropertyKey[]) => Position;
}

export interface Position {
  readonly line: number;
  readonly column: number;
}

/**
 * Reads all documents of a YAML or JSON file as Kubernetes does (YAML 1.1, dates stay text, a key written twice is an error).
 * Empty documents are left out. Fails with every problem of the text.
 */
export function parseFile(
  { path, text }: TextFile,
  limits: FileLimits = SET_FILE_LIMITS,
): Result<ParsedDocument[], FileProblem[]> {
  const atStart = (message: string) => fail([{ file: path, line: 1, column: 1, message }]);
  const tooDeep = 'the document is nested too deeply';
  if (text.length > limits.characters) {
    return atStart(`the file has more than ${limits.characters} characters; split it`);
  }
  if (isNestedTooDeeply(text, limits.depth)) return atStart(tooDeep);
  try {
    return parseText(path, text.replace(/^\uFEFF/, ''), limits);
  } catch (error) {
    // The parser gives up with this one on hostile nesting.
    if (error instanceof RangeError) return atStart(tooDeep);
    throw error;
  }
}

/** A cheap look before parsing, which takes long to find out: open brackets, dashes in a row, indentation. */
function isNestedTooDeeply(text: string, limit: number): boolean {
  let depth = 0;
  for (const bracket of text.match(/[[\]{}]/g) ?? []) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    if (depth > limit) return true;
  }
  return /(?:[-?:] {1,4}){200}|^ {1000}/m.test(text);
}

function parseText(file: string, text: string, limits: FileLimits): Result<ParsedDocument[], FileProblem[]> {
  const lineCounter = new LineCounter();
  const documents = parseAllDocuments(text, {
    version: '1.1',
    customTags: kubernetesTags,
    merge: true,
    uniqueKeys: false,
    lineCounter,
    prettyErrors: false,
  });
  if (documents.length > limits.documents) {
    const message = `the file has more than ${limits.documents} documents; split it`;
    return fail([{ file, line: 1, column: 1, message }]);
  }
  const positionOf = (offset: number): Position => {
    const { line, col } = lineCounter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const followed = documents.map(followAliases);
  const problems = documents.flatMap((document, index) => [
    ...document.errors.map(({ message, pos }) => ({ message: `not valid YAML: ${message}`, offset: pos[0] })),
    ...findRepeatedKeys(document),
    ...(followed[index]?.problems ?? []),
  ]);
  if (problems.length > 0) {
    return fail(problems.map(({ message, offset }) => ({ file, ...positionOf(offset), message })));
  }
  // Without aliases neither the texts nor the values are more than the characters of the file.
  if (followed.reduce((sum, { size }) => sum + size, 0) > 2 * limits.characters) {
    return fail([{ file, line: 1, column: 1, message: 'the file is too large once its aliases are written out' }]);
  }
  return succeed(documents.flatMap((document) => parseDocument(document, positionOf)));
}

/** The parser's own check compares every key with every other: seconds for a long map. */
function findRepeatedKeys(document: Document): { message: string; offset: number }[] {
  const repeated: { message: string; offset: number }[] = [];
  visit(document, {
    Map(_, { items }) {
      const seen = new Set<string>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        const name = String(key.value);
        if (seen.has(name)) repeated.push({ message: `the key ${name} is written twice`, offset: key.range?.[0] ?? 0 });
        seen.add(name);
      }
    },
  });
  return repeated;
}

function parseDocument(document: Document, positionOf: (offset: number) => Position): ParsedDocument[] {
  const value: unknown = document.toJS({ maxAliasCount: -1 });
  if (value === null || value === undefined) return [];
  return [{ value, locate: (path) => positionOf(offsetOf(document, path)) }];
}

/** Start of the key at the path, or of its nearest ancestor that exists. */
function offsetOf(document: Document, path: readonly PropertyKey[]): number {
  let node: unknown = document.contents;
  let offset = startOf(node) ?? 0;
  for (const part of path) {
    const child = childAt(node, part);
    if (!child) return offset;
    offset = startOf(child.shown) ?? offset;
    node = child.value;
  }
  return offset;
}

function childAt(node: unknown, part: PropertyKey): { shown: unknown; value: unknown } | undefined {
  if (isMap(node)) {
    const pair = node.items.find(({ key }) => isScalar(key) && String(key.value) === String(part));
    return isPair(pair) ? { shown: pair.key, value: pair.value } : undefined;
  }
  if (!isNode(node) || !('items' in node) || typeof part !== 'number') return undefined;
  const item: unknown = node.items[part];
  return item === undefined ? undefined : { shown: item, value: item };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? (node.range?.[0] ?? undefined) : undefined;
}

/** YAML 1.1 less what Kubernetes' reader leaves as text: dates, `1:30` as a number, binary data, sets and ordered maps. */
function kubernetesTags(tags: Tags): Tags {
  const unwanted = ['timestamp', 'binary', 'omap', 'pairs', 'set'].map((name) => `tag:yaml.org,2002:${name}`);
  return tags.filter(
    (tag) => typeof tag === 'string' || !(unwanted.includes(tag.tag) || ('format' in tag && tag.format === 'TIME')),
  );
}
