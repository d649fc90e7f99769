import type { Opening } from './choose-opening.ts';
import type { DecryptionKeys } from './decryption-keys.ts';

/** Exit codes of sops. Source: its package cmd/sops/codes. */
const NO_KEY_FITS = 128;
const MAC_IS_WRONG = [51, 52];
const VALUE_IS_BROKEN = 25;

/**
 * Why sops has not decrypted a file, and who must act, in one sentence. Goes by the exit code alone: what sops prints may hold digests of
 * plain text.
 */
export function explainSops(
  path: string,
  exitCode: number | null,
  { origin }: Pick<DecryptionKeys, 'origin'>,
  opening: Exclude<Opening, { readonly kind: 'refused' }>,
): string {
  const subject = `${path} cannot be decrypted`;
  if (mayOpenLater(exitCode, opening))
    return `${subject}: no cloud service that it names has opened it for this worker, and no key in ${origin} fits; it is tried again, see whether the service answers and lets the worker use the key`;
  if (exitCode === NO_KEY_FITS && opening.kind === 'own-keys' && opening.beside !== undefined)
    return `${subject}: no key in ${origin} fits, and ${opening.beside}`;
  if (exitCode === NO_KEY_FITS)
    return `${subject}: no key in ${origin} fits; encrypt it for one of these keys too (sops updatekeys), or add the key that it was encrypted for`;
  if (exitCode !== null && MAC_IS_WRONG.includes(exitCode))
    return `${subject}: it was changed after sops had encrypted it (its MAC does not fit); restore it from git, and change it with sops edit only`;
  if (exitCode === VALUE_IS_BROKEN)
    return `${subject}: a value in it was moved or changed after sops had encrypted it; restore it from git, and change it with sops edit only`;
  return `${subject}: sops cannot read it (code ${exitCode ?? 'none'}); try sops decrypt by hand`;
}

/** Whether trying again may help: a service that does not answer looks like one that refuses. */
export function mayOpenLater(exitCode: number | null, { kind }: Opening): boolean {
  return kind === 'cloud' && exitCode === NO_KEY_FITS;
}
