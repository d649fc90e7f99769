import { gzipSync } from 'node:zlib';

const block = 512;

/** One entry of an archive: a file by default. */
export interface ArchivedFile {
  readonly path: string;
  readonly text?: string;
  /** As in the header: '0' file, '1' hard link, '2' symbolic link, '5' folder, 'x' and 'L' for the entry after it. */
  readonly type?: string;
  readonly link?: string;
}

/** A tar archive with exactly these entries, however hostile. */
export function buildTar(files: readonly ArchivedFile[]): Buffer {
  return Buffer.concat([...files.flatMap(writeEntry), Buffer.alloc(2 * block)]);
}

/** The archive of a chart or an artifact, with gzip: text by path. */
export function buildArchive(files: Readonly<Record<string, string>>): Buffer {
  return gzipSync(buildTar(Object.entries(files).map(([path, text]) => ({ path, text }))));
}

/** A record of an extended header: its length counts itself. */
export function paxRecord(key: string, value: string): string {
  const rest = ` ${key}=${value}\n`;
  let length = rest.length;
  while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
  return `${length}${rest}`;
}

function writeEntry({ path, text = '', type = '0', link = '' }: ArchivedFile): Buffer[] {
  const content = Buffer.from(text);
  const header = Buffer.alloc(block);
  header.write(path, 0, 100);
  header.write('0000644\0', 100);
  header.write(`${content.length.toString(8).padStart(11, '0')}\0`, 124);
  header.write(' '.repeat(8), 148);
  header.write(type, 156);
  header.write(link, 157, 100);
  header.write('ustar\u000000', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return [header, content, Buffer.alloc((block - (content.length % block)) % block)];
}
