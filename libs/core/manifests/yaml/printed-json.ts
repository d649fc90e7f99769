import { isJsonObject, type JsonObject } from '#core/model/json.ts';

/** What a program begins an object with: `{"` or, printed over several lines, with the indentation of the first key. */
const opening = /^\{(?:\n([ \t]{1,10}))?"/;

/** Characters that are fine inside JSON's quotes, but not everywhere in YAML, and whole numbers that the YAML reader may keep as bigint. */
const unusual = /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[0-9]{16}/;

/**
 * The object of a file that a program printed as JSON; undefined for everything else, which the YAML reader then judges. Only a text that
 * comes out again character by character counts: what JSON.parse would change without a word (a key written twice, a number too large
 * to be exact) comes out otherwise. Takes less than a third of the time that the YAML reader takes.
 */
export function readPrintedJson(source: string): JsonObject | undefined {
  const indentation = opening.exec(source);
  if (indentation === null || unusual.test(source)) return undefined;
  const text = source.endsWith('\n') ? source.slice(0, -1) : source;
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) && JSON.stringify(value, undefined, indentation[1]) === text ? value : undefined;
  } catch {
    return undefined;
  }
}
