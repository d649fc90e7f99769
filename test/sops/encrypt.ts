import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { findRendererPrograms } from '../setup/binaries.ts';
import type { AgeKey } from './age-key.ts';
import type { LocalVault } from './local-vault.ts';
import type { PgpKey } from './pgp-key.ts';

const run = promisify(execFile);

/** Keys of a Vault, and perhaps an age key beside them: any of them opens the file. */
export interface VaultKeys {
  readonly vault: LocalVault;
  readonly names: readonly string[];
  readonly age?: AgeKey;
}

/** Encrypts a file with the real sops, as a person does; its name tells the format. `args` such as `--encrypted-regex`. */
export async function encryptWithSops(
  name: string,
  text: string,
  key: AgeKey | PgpKey | VaultKeys,
  args: readonly string[] = [],
): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'nabe-sops-'));
  try {
    const file = join(folder, name);
    writeFileSync(file, text);
    const { recipient, variables } = callFor(key);
    const env = { PATH: process.env['PATH'], HOME: folder, ...variables };
    const { sops } = findRendererPrograms();
    return (await run(sops, ['encrypt', ...recipient, ...args, file], { env, cwd: folder })).stdout;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function callFor(key: AgeKey | PgpKey | VaultKeys): {
  readonly recipient: readonly string[];
  readonly variables: Readonly<Record<string, string>>;
} {
  if ('recipient' in key) return { recipient: ['--age', key.recipient], variables: {} };
  if ('fingerprint' in key) return { recipient: ['--pgp', key.fingerprint], variables: { GNUPGHOME: key.home } };
  const { vault, names, age } = key;
  const ids = names.map((name) => vault.keyId(name)).join(',');
  const beside = age === undefined ? [] : ['--age', age.recipient];
  return { recipient: ['--hc-vault-transit', ids, ...beside], variables: { VAULT_TOKEN: vault.token } };
}
