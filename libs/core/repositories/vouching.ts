import type { Signer, SourceIntegrity } from '../resources/source-integrity.ts';

/**
 * Which policies are still to be asked about a commit that another commit names by its id, as a submodule's: who signs a commit signs
 * every id in its tree. A policy is met by an accepted signature of the naming commit when it lists everybody who may have made that one.
 * `accepted` are the policies that the naming commit has met.
 */
export function unvouchedPolicies(
  policies: readonly SourceIntegrity[],
  accepted: readonly SourceIntegrity[],
): SourceIntegrity[] {
  return policies.filter(
    ({ signers }) => !accepted.some((other) => other.signers.every((signer) => lists(signers, signer))),
  );
}

/** Names are the choice of whoever writes a policy; keys tell who somebody is. */
function lists(signers: readonly Signer[], { gpgKey, sshKey }: Signer): boolean {
  return signers.some((one) => sameKey(one.gpgKey, gpgKey) && sameKey(one.sshKey, sshKey));
}

function sameKey(one: string | undefined, other: string | undefined): boolean {
  return plainKey(one) === plainKey(other);
}

/** Without the comment of an SSH key and the white space around and within an armoured one. */
function plainKey(key: string | undefined): string | undefined {
  if (key === undefined || !/^\S+ \S+/.test(key) || key.includes('-----BEGIN'))
    return key?.replaceAll(/\s+/g, ' ').trim();
  return key.trim().split(/\s+/).slice(0, 2).join(' ');
}
