import { listBriefly } from '../model/text/list-briefly.ts';
import { fail, type Result, succeed } from '../model/result.ts';

/** Keys of a tenant for what it keeps encrypted in git. Private ones are secret: only the decrypting process gets to see them. */
export interface DecryptionKeys {
  /** Whose they are, for messages: `Secret tenant-red/sops-keys`. */
  readonly origin: string;
  /** age identities, one a line; '' for none. */
  readonly age: string;
  /** PGP private keys in ASCII armour. */
  readonly pgp: readonly string[];
  /** Keys of cloud services that the worker may ask for them, as {@link cloudKeyId} writes them. */
  readonly cloudKeys: readonly string[];
}

const AGE_KEY = /^AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]+$/;
const PGP_KEY = /-----BEGIN PGP PRIVATE KEY BLOCK-----.+?-----END PGP PRIVATE KEY BLOCK-----/gs;

/**
 * Reads the Secret that holds a tenant's keys: entries `*.agekey` (as age-keygen writes them) and `*.asc` (as gpg --armor
 * --export-secret-keys does), as Flux has them; other entries count for nothing. Fails with the end of a sentence about the Secret, which
 * repeats nothing of a key.
 */
export function readDecryptionKeys(
  data: Readonly<Record<string, string>>,
  origin: string,
): Result<DecryptionKeys, string> {
  const names = Object.keys(data).toSorted();
  const age: string[] = [];
  const pgp: string[] = [];
  const wrong: string[] = [];
  for (const name of names) {
    const text = data[name] ?? '';
    const found = name.endsWith('.agekey') ? ageKeysIn(text) : name.endsWith('.asc') ? pgpKeysIn(text) : undefined;
    if (found?.length === 0) wrong.push(name);
    (name.endsWith('.asc') ? pgp : age).push(...(found ?? []));
  }
  if (wrong.length > 0)
    return fail(
      `holds no private key under ${listBriefly(wrong, ', ')}: an .agekey has lines of AGE-SECRET-KEY-1…, an .asc has a PGP PRIVATE KEY BLOCK`,
    );
  if (age.length + pgp.length === 0)
    return fail('holds no key: put an age key under NAME.agekey, or an armoured PGP private key under NAME.asc');
  return succeed({ origin, age: age.join('\n'), pgp, cloudKeys: [] });
}

/** None where a line is neither comment nor key: a plugin's identity would run a program. */
function ageKeysIn(text: string): string[] {
  const lines = text.split(/\r?\n/).map((line) => line.trim());
  const keys = lines.filter((line) => line !== '' && !line.startsWith('#'));
  return keys.every((line) => AGE_KEY.test(line)) ? keys : [];
}

function pgpKeysIn(text: string): string[] {
  return text.match(PGP_KEY) ?? [];
}
