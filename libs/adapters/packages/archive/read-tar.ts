import { fail, type Result, succeed } from '#core/model/result.ts';
import type { PackedFile } from '#core/packages/package-files.ts';

const block = 512;
const decoder = new TextDecoder();

/**
 * Reads a whole tar archive, folders left out: ustar, with the long names of POSIX (pax) and GNU. Fails with a sentence's end for what is broken off,
 * damaged, or holds something that is neither file, folder nor symbolic link. `mostEntries` bounds what a hostile archive costs.
 */
export function readTar(archive: Uint8Array, mostEntries: number): Result<PackedFile[], string> {
  const entries: PackedFile[] = [];
  let extended: Extended = {};
  for (let at = 0, headers = 0; at < archive.length; headers += 1) {
    if (at + block > archive.length) return fail('is cut off');
    const header = archive.subarray(at, at + block);
    if (header.every((byte) => byte === 0)) return succeed(entries);
    if (headers >= mostEntries * 2 || entries.length >= mostEntries)
      return fail(`holds more than ${mostEntries} files`);
    const read = readHeader(header);
    if (read === undefined) return fail('is damaged: a checksum in it is wrong');
    const size = extended.size ?? read.size;
    const end = at + block + size;
    if (end > archive.length) return fail('is cut off');
    const content = archive.subarray(at + block, end);
    at += block + Math.ceil(size / block) * block;
    if (extensionTypes.has(read.type)) {
      extended = { ...extended, ...readExtension(read.type, content) };
      continue;
    }
    const path = extended.path ?? read.path;
    const link = extended.link ?? read.link;
    extended = {};
    if (read.type === '5' || read.type === 'g') continue;
    if (!['0', '\0', '2'].includes(read.type)) return fail(`holds ${JSON.stringify(path)}, which is no plain file`);
    entries.push({
      path,
      content: read.type === '2' ? new Uint8Array() : content,
      link: read.type === '2' ? link : undefined,
    });
  }
  return archive.length === 0 ? fail('is empty') : succeed(entries);
}

interface Extended {
  readonly path?: string;
  readonly link?: string;
  readonly size?: number;
}

/** Headers that speak of the entry after them: pax, and GNU's long name and long link. */
const extensionTypes = new Set(['x', 'L', 'K']);

function readExtension(type: string, content: Uint8Array): Extended {
  if (type === 'L') return { path: readText(content) };
  if (type === 'K') return { link: readText(content) };
  const records = readRecords(content);
  const [path, link, size] = [records.get('path'), records.get('linkpath'), records.get('size')];
  return {
    ...(path === undefined ? {} : { path }),
    ...(link === undefined ? {} : { link }),
    ...(size === undefined || !/^\d{1,15}$/.test(size) ? {} : { size: Number(size) }),
  };
}

/** Records of pax: `LENGTH KEY=VALUE\n`, where the length is that of the whole record in bytes. */
function readRecords(content: Uint8Array): ReadonlyMap<string, string> {
  const records = new Map<string, string>();
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const length = space < 0 ? Number.NaN : Number(decoder.decode(content.subarray(at, space)));
    if (!Number.isInteger(length) || length <= space - at) break;
    const record = decoder.decode(content.subarray(space + 1, at + length - 1));
    const equals = record.indexOf('=');
    records.set(record.slice(0, equals), record.slice(equals + 1));
    at += length;
  }
  return records;
}

interface Header {
  readonly path: string;
  readonly size: number;
  readonly type: string;
  readonly link: string;
}

/** Undefined where the checksum or a number is wrong. */
function readHeader(header: Uint8Array): Header | undefined {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  const size = readOctal(header.subarray(124, 136));
  if (readOctal(header.subarray(148, 156)) !== sum || size === undefined) return undefined;
  const name = readText(header.subarray(0, 100));
  const isUstar = decoder.decode(header.subarray(257, 263)) === 'ustar\0';
  const prefix = isUstar ? readText(header.subarray(345, 500)) : '';
  return {
    path: prefix === '' ? name : `${prefix}/${name}`,
    size,
    type: String.fromCharCode(header[156] ?? 0),
    link: readText(header.subarray(157, 257)),
  };
}

function readText(field: Uint8Array): string {
  const end = field.indexOf(0);
  return decoder.decode(end < 0 ? field : field.subarray(0, end));
}

function readOctal(field: Uint8Array): number | undefined {
  const text = readText(field).trim();
  return /^[0-7]{1,12}$/.test(text) ? Number.parseInt(text, 8) : undefined;
}
