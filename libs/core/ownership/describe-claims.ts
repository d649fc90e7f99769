import { listBriefly } from '#core/model/text/list-briefly.ts';
import { describeObjectKey } from '#core/model/objects/object-key.ts';
import type { ForeignClaim } from './claim-index.ts';

/** Which objects are refused because another Application owns them, and who must act; undefined when there are none. */
export function describeClaims(cluster: string, claims: readonly ForeignClaim[]): string | undefined {
  if (claims.length === 0) return undefined;
  const named = claims
    .map(({ key, application }) => `${describeObjectKey(key)} of Application ${application}`)
    .toSorted();
  return `Not applied on cluster ${cluster}, because another Application owns it: ${listBriefly(named)}. Remove it from one of the two in git.`;
}
