import { basename } from 'node:path';
import { readDecryptionKeys } from '#core/decryption/decryption-keys.ts';
import { succeed } from '#core/model/result.ts';
import type { KeyedDecryption } from '#flows/ports/sources/renderer.port.ts';
import { digest } from '#runtime/digest.ts';
import { CliFailure } from '../../cli-failure.ts';
import { readTextFile } from '../read-text-file.ts';

interface GivenKeys {
  readonly files: readonly string[];
  /** As in `spec.decryption.cloudKeys` of a Tenant. */
  readonly cloudKeys: readonly string[];
}

/**
 * The user's own keys: those of the files, each an entry as of a tenant's Secret, and the age keys from where sops takes them,
 * SOPS_AGE_KEY and SOPS_AGE_KEY_FILE; beside them keys of cloud services. Undefined without any.
 */
export async function readOwnKeys(
  { files, cloudKeys }: GivenKeys,
  env: Readonly<Record<string, string | undefined>>,
): Promise<KeyedDecryption | undefined> {
  const entries = new Map<string, string>();
  const { SOPS_AGE_KEY: text = '', SOPS_AGE_KEY_FILE: file = '' } = env;
  if (text !== '') entries.set('SOPS_AGE_KEY.agekey', text);
  if (file !== '') entries.set('SOPS_AGE_KEY_FILE.agekey', (await readTextFile(file)).text);
  for (const path of files) {
    if (!/\.(?:agekey|asc)$/.test(basename(path)))
      throw new CliFailure(`--decryption-key ${path}: name an age key NAME.agekey, and a PGP key NAME.asc`, 2);
    entries.set(path, (await readTextFile(path)).text);
  }
  if (entries.size === 0 && cloudKeys.length === 0) return undefined;
  const origin = 'the keys that were given';
  const none = succeed({ origin, age: '', pgp: [] });
  const keys = entries.size === 0 ? none : readDecryptionKeys(Object.fromEntries(entries), origin);
  if (!keys.ok) throw new CliFailure(`what was given for decryption ${keys.failure}`);
  const { age, pgp } = keys.value;
  return { keys: { ...keys.value, cloudKeys }, digest: digest(JSON.stringify([age, pgp, cloudKeys])) };
}
