import { isJsonObject, type JsonObject } from '#core/model/json.ts';

/**
 * Splits a stream of bytes into JSON objects, one a line. A line is cut out of the bytes first and decoded once, so a
 * character that two chunks share is never broken.
 * Throws when a line is not a JSON object, grows beyond the limit, or the stream ends in the middle of one.
 */
export async function* readJsonLines(
  chunks: AsyncIterable<Buffer>,
  largestLineBytes: number = LARGEST_LINE_BYTES,
): AsyncGenerator<JsonObject> {
  let parts: Buffer[] = [];
  let size = 0;
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      parts.push(chunk.subarray(start, end));
      const line = parseLine(parts);
      if (line !== undefined) yield line;
      parts = [];
      size = 0;
      start = end + 1;
    }
    if (start === chunk.length) continue;
    size += chunk.length - start;
    if (size > largestLineBytes) throw new Error(`a line of the stream is longer than ${largestLineBytes} bytes`);
    parts.push(start === 0 ? chunk : chunk.subarray(start));
  }
  if (size > 0) throw new Error('the stream ended in the middle of a line');
}

function parseLine(parts: readonly Buffer[]): JsonObject | undefined {
  const [first] = parts;
  const text = (parts.length === 1 && first !== undefined ? first : Buffer.concat(parts)).toString('utf8');
  if (text.trim() === '') return undefined;
  const value: unknown = JSON.parse(text);
  if (!isJsonObject(value)) throw new Error('a line of the stream is not a JSON object');
  return value;
}

const NEWLINE = 0x0a;
/** etcd takes objects up to 1.5 MB; JSON of one with managedFields stays far below this. */
const LARGEST_LINE_BYTES = 16 * 1024 * 1024;
