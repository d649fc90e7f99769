import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findRendererPrograms } from '../setup/binaries.ts';
import type { AgeKey } from './age-key.ts';
import type { PgpKey } from './pgp-key.ts';

const run = promisify(execFile);

/** Encrypts a file with the real sops, as a person does; its name tells the format. `args` such as `--encrypted-regex`. */
export async function encryptWithSops(
  name: string,
  text: string,
  key: AgeKey | PgpKey,
  args: readonly string[] = [],
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'nabe-sops-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, text);
    const isAge = 'recipient' in key;
    const recipient = isAge ? ['--age', key.recipient] : ['--pgp', key.fingerprint];
    const env = { PATH: process.env['PATH'], HOME: folder, ...(isAge ? {} : { GNUPGHOME: key.home }) };
    const { sops } = findRendererPrograms();
    return (await run(sops, ['encrypt', ...recipient, ...args, file], { env, cwd: folder })).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
