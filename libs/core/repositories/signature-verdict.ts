import type { Signer } from '../resources/source-integrity.ts';

/** What has to be signed: a commit, or the annotated tag (its full ref name) that points to it. */
export interface SignedSubject {
  readonly commit: string;
  readonly tag?: string | undefined;
}

export type SignatureVerdict =
  | { readonly kind: 'good'; readonly signer: string }
  /** `why` names what is not signed as it should be, and by whom it is signed instead. */
  | { readonly kind: 'bad'; readonly why: string };

/** A subject in words. */
export function describeSubject({ commit, tag }: SignedSubject): string {
  return tag === undefined ? `commit ${commit}` : `tag ${tag.replace(/^refs\/tags\//, '')}`;
}

/**
 * The file in which ssh-keygen looks signers up, a line each: name, purpose, key. Comments of keys are left out. Rule: ALLOWED
 * SIGNERS in ssh-keygen(1).
 */
export function formatAllowedSigners(signers: readonly Signer[]): string {
  const lines = signers.flatMap(({ name, sshKey }) =>
    sshKey === undefined ? [] : [`${name} namespaces="git" ${sshKey.trim().split(/\s+/).slice(0, 2).join(' ')}\n`],
  );
  return lines.join('');
}
