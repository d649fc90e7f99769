import { basename } from 'node:path';
import { readDecryptionKeys } from '#core/decryption/decryption-keys.ts';
import type { KeyedDecryption } from '#flows/ports/renderer.port.ts';
import { digest } from '#runtime/digest.ts';
import { CliFailure } from '../../cli-failure.ts';
import { readTextFile } from '../read-text-file.ts';

/**
 * The user's own keys: those of the files, each an entry as of a tenant's Secret, and the age keys from where sops takes them,
 * SOPS_AGE_KEY and SOPS_AGE_KEY_FILE. Undefined without any.
 */
export async function readOwnKeys(
  files: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
): Promise<KeyedDecryption | undefined> {
  const entries = new Map<string, string>();
  const { SOPS_AGE_KEY: text = '', SOPS_AGE_KEY_FILE: file = '' } = env;
  if (text !== '') entries.set('SOPS_AGE_KEY .agekey', text);
  if (file !== '') entries.set(`${file} .agekey`, (await readTextFile(file)).text);
  for (const path of files) {
    if (!/\.(?:agekey|asc)$/.test(basename(path)))
      throw new CliFailure(`--decryption-key ${path}: name an age key NAME.agekey, and a PGP key NAME.asc`, 2);
    entries.set(path, (await readTextFile(path)).text);
  }
  if (entries.size === 0) return undefined;
  const keys = readDecryptionKeys(Object.fromEntries(entries), 'the keys that were given');
  if (!keys.ok) throw new CliFailure(`what was given for decryption ${keys.failure}`);
  const { age, pgp } = keys.value;
  return { keys: keys.value, digest: digest(JSON.stringify([age, pgp])) };
}
