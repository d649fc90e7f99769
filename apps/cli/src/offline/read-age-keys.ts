import { readDecryptionKeys } from '#core/decryption/decryption-keys.ts';
import type { KeyedDecryption } from '#flows/ports/renderer.port.ts';
import { digest } from '#runtime/digest.ts';
import { CliFailure } from '../cli-failure.ts';
import { readTextFile } from './read-text-file.ts';

/** The user's own age keys, from where sops takes them: SOPS_AGE_KEY and SOPS_AGE_KEY_FILE. Undefined without either. */
export async function readAgeKeys(
  env: Readonly<Record<string, string | undefined>>,
): Promise<KeyedDecryption | undefined> {
  const { SOPS_AGE_KEY: text = '', SOPS_AGE_KEY_FILE: file = '' } = env;
  if (text === '' && file === '') return undefined;
  const stored = file === '' ? '' : (await readTextFile(file)).text;
  const keys = readDecryptionKeys({ 'own.agekey': `${text}\n${stored}` }, 'SOPS_AGE_KEY and SOPS_AGE_KEY_FILE');
  if (!keys.ok) throw new CliFailure(`what SOPS_AGE_KEY and SOPS_AGE_KEY_FILE name ${keys.failure}`);
  return { keys: keys.value, digest: digest(keys.value.age) };
}
