/** A file of the sandbox; `path` is relative, its folders come by themselves. */
export interface SandboxFile {
  readonly path: string;
  readonly content: Uint8Array;
}

/** A link of the sandbox; `target` is text as git holds it. */
export interface SandboxLink {
  readonly path: string;
  readonly target: string;
}

const blockBytes = 512;
/** Longer names go into a record of their own (POSIX.1-2001, pax). */
const longestName = 100;

export interface TarContent {
  readonly files: readonly SandboxFile[];
  readonly links: readonly SandboxLink[];
}

/** An archive of read-only files and links as `tar -x` reads it, in portions. */
export function* tarStream({ files, links }: TarContent): Generator<Uint8Array> {
  for (const { path, content } of files) {
    yield* entry('0', { path, bytes: content.length });
    yield content;
    yield padding(content.length);
  }
  for (const { path, target } of links) yield* entry('2', { path, bytes: 0, target });
  yield new Uint8Array(2 * blockBytes);
}

interface Entry {
  readonly path: string;
  readonly bytes: number;
  readonly target?: string;
}

function* entry(type: '0' | '2', { path, bytes, target = '' }: Entry): Generator<Uint8Array> {
  const long = [
    ...(isLong(path) ? [paxRecord('path', path)] : []),
    ...(isLong(target) ? [paxRecord('linkpath', target)] : []),
  ].join('');
  if (long !== '') {
    const record = Buffer.from(long);
    yield header('x', { path: 'pax', bytes: record.length });
    yield record;
    yield padding(record.length);
  }
  yield header(type, { path: isLong(path) ? 'long' : path, bytes, target: isLong(target) ? 'long' : target });
}

function header(type: string, { path, bytes, target = '' }: Entry): Uint8Array {
  const block = Buffer.alloc(blockBytes);
  block.write(path, 0, 'utf8');
  block.write('0000444\0', 100, 'latin1');
  block.write('0000000\0'.repeat(2), 108, 'latin1');
  block.write(`${octal(bytes, 11)}\0`, 124, 'latin1');
  block.write(`${octal(0, 11)}\0`, 136, 'latin1');
  block.write(' '.repeat(8), 148, 'latin1');
  block.write(type, 156, 'latin1');
  block.write(target, 157, 'utf8');
  block.write('ustar\u{0}00', 257, 'latin1');
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${octal(sum, 6)}\0 `, 148, 'latin1');
  return block;
}

/** `LENGTH KEY=VALUE\n`, where the length counts its own digits too. */
function paxRecord(key: string, value: string): string {
  const rest = Buffer.byteLength(` ${key}=${value}\n`);
  let length = rest + String(rest).length;
  if (rest + String(length).length !== length) length = rest + String(length).length;
  return `${length} ${key}=${value}\n`;
}

function isLong(text: string): boolean {
  return Buffer.byteLength(text) > longestName;
}

function octal(value: number, digits: number): string {
  return value.toString(8).padStart(digits, '0');
}

function padding(bytes: number): Uint8Array {
  return new Uint8Array((blockBytes - (bytes % blockBytes)) % blockBytes);
}
