import { constructFromEvents, EVENT_ID, type Event, parseEvents, YAMLException } from 'js-yaml';
import type { JsonValue } from '#core/model/json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ManifestProblem, Place } from '../placed-manifest.ts';
import { isLoadedValue, kubernetesSchema } from './kubernetes-schema.ts';
import { measureValue } from './measure-value.ts';
import { readPrintedJson } from './printed-json.ts';

/** Limits of one file: enough for the largest bundles in use (the CRDs of a big operator are about 3 MB). */
export const fileLimits = { characters: 10_000_000, documents: 10_000, depth: 100, mergedKeys: 10_000 } as const;

/** A document that is not empty. */
export interface ReadDocument extends Place {
  readonly value: JsonValue;
}

/**
 * Reads all documents of a YAML or JSON file as Kubernetes reads YAML. Documents that hold nothing but comments are left
 * out. The first error ends the file: after it, nothing that follows can be trusted to be what its author sees.
 */
export function readDocuments(file: string, text: string): Result<ReadDocument[], ManifestProblem> {
  const source = text.startsWith('\u{feff}') ? text.slice(1) : text;
  if (source.length > fileLimits.characters) {
    return fail({ file, line: 1, message: `the file is larger than ${fileLimits.characters} characters: split it` });
  }
  const printed = readPrintedJson(source);
  if (printed !== undefined) return checkDocuments([{ file, line: 1 }], [printed]);
  try {
    const events = parseEvents(source, { maxDepth: fileLimits.depth });
    const places = placeDocuments(file, source, events);
    const values = constructFromEvents(events, {
      source,
      schema: kubernetesSchema,
      maxTotalMergeKeys: fileLimits.mergedKeys,
    });
    return checkDocuments(places, values);
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error;
    return fail({ file, ...explainError(error) });
  }
}

function explainError({ mark, reason }: YAMLException): { line: number; message: string } {
  return mark === undefined
    ? { line: 1, message: reason }
    : { line: mark.line + 1, message: `${reason} (column ${mark.column + 1})` };
}

function checkDocuments(places: readonly Place[], values: readonly unknown[]): Result<ReadDocument[], ManifestProblem> {
  const [first] = places;
  if (first !== undefined && places.length > fileLimits.documents) {
    return fail({ ...first, message: `the file has more than ${fileLimits.documents} documents: split it` });
  }
  const documents: ReadDocument[] = [];
  for (const [index, place] of places.entries()) {
    const value = values[index];
    if (value === null || !isLoadedValue(value)) continue;
    const message = checkExtent(value);
    if (message !== undefined) return fail({ ...place, message });
    documents.push({ ...place, value });
  }
  return succeed(documents);
}

function checkExtent(value: JsonValue): string | undefined {
  const extent = measureValue(value);
  if (!('obstacle' in extent)) {
    if (extent.size > fileLimits.characters)
      return 'the aliases of the document unfold to too much: write it out or split it';
    return extent.depth > fileLimits.depth ? `the document nests deeper than ${fileLimits.depth} levels` : undefined;
  }
  const { obstacle } = extent;
  if (obstacle === 'cycle') return 'an alias points into the value that contains it';
  if (obstacle === 'not-finite')
    return 'infinity and not-a-number cannot be sent to Kubernetes: put the value in quotes';
  return 'the document contains half of a character (a lone surrogate)';
}

/** The line of each document's first content. */
function placeDocuments(file: string, source: string, events: readonly Event[]): Place[] {
  const lineAt = countLines(source);
  const places: Place[] = [];
  for (const [index, event] of events.entries()) {
    if (event.type !== EVENT_ID.DOCUMENT) continue;
    places.push({ file, line: lineAt(offsetOf(events[index + 1])) });
  }
  return places;
}

function offsetOf(content: Event | undefined): number {
  if (content?.type === EVENT_ID.SCALAR) return Math.max(0, content.valueStart);
  return content?.type === EVENT_ID.MAPPING || content?.type === EVENT_ID.SEQUENCE ? content.start : 0;
}

/** Line numbers, from 1, of ascending offsets. */
function countLines(source: string): (offset: number) => number {
  let line = 1;
  let from = 0;
  return (offset) => {
    for (let next = source.indexOf('\n', from); next >= 0 && next < offset; next = source.indexOf('\n', from)) {
      line += 1;
      from = next + 1;
    }
    return line;
  };
}
