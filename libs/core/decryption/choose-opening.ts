import { listBriefly } from '../model/text/list-briefly.ts';
import type { DecryptionKeys } from './decryption-keys.ts';
import type { SopsFormat } from './find-encryption.ts';
import { judgeText } from './judged-text.ts';

/** With what sops gets to open a file. */
export type Opening =
  /** The tenant's own keys, without the network. `beside` says why no cloud service is asked, where the file names one. */
  | { readonly kind: 'own-keys'; readonly beside: string | undefined }
  /** Cloud services too, as the worker: for this text in place of the file's. */
  | { readonly kind: 'cloud'; readonly text: string }
  /** Nothing can open it: a sentence. */
  | { readonly kind: 'refused'; readonly message: string };

interface EncryptedFile {
  readonly path: string;
  readonly format: SopsFormat;
  readonly text: string;
}

/**
 * Decides before sops runs whether it may ask cloud services: it would do so as the worker, for whomever a file names. So a file is opened
 * with them only where every key that it names is among those that the platform team has given the tenant.
 */
export function chooseOpening(
  { path, format, text }: EncryptedFile,
  { age, pgp, cloudKeys }: DecryptionKeys,
  hasIdentity: boolean,
): Opening {
  const hasOwn = age !== '' || pgp.length > 0;
  const judged = judgeText(path, format, text);
  if (!judged.ok)
    return hasOwn ? { kind: 'own-keys', beside: undefined } : { kind: 'refused', message: `${path} ${judged.failure}` };
  const foreign = judged.value.cloudKeys.filter((key) => !cloudKeys.includes(key));
  const beside = whyNot(judged.value.cloudKeys, foreign, hasIdentity);
  if (judged.value.cloudKeys.length > 0 && beside === undefined) return { kind: 'cloud', text: judged.value.text };
  if (hasOwn || beside === undefined) return { kind: 'own-keys', beside };
  return { kind: 'refused', message: `${path} cannot be decrypted: ${beside}` };
}

function whyNot(named: readonly string[], foreign: readonly string[], hasIdentity: boolean): string | undefined {
  if (foreign.length > 0)
    return `it names ${listBriefly(foreign, ', ')}, which spec.decryption.cloudKeys of the Tenant does not list; the platform team can add it`;
  if (named.length === 0 || hasIdentity) return undefined;
  return 'this worker gives sops no identity to ask cloud services with; the platform team can set NABE_SOPS_ENVIRONMENT';
}
