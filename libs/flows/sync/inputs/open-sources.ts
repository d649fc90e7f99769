import { fail, type Result, succeed } from '#core/model/result.ts';
import type { Blocker } from '#core/status/blocker.ts';
import type { SyncTarget } from '#core/sync-target/locate-target.ts';
import type { RenderSource } from '../../ports/sources/renderer.port.ts';
import type { DecryptionKeyring } from '../../sources/decryption-keyring.ts';
import { findSubmodules, type SubmodulePorts } from '../../sources/find-submodules.ts';
import { fetchFollowed } from './fetch-followed.ts';
import type { FollowedRevision } from './follow-sources.ts';
import { gitBlocker } from './source-blockers.ts';

interface OpenPorts extends SubmodulePorts {
  readonly keyring: DecryptionKeyring;
}

/** Fetches every source with its submodules, and finds the keys for what is encrypted there. All revisions are resolved. */
export async function openSources(
  { tenant, sources }: SyncTarget,
  followed: readonly FollowedRevision[],
  ports: OpenPorts,
  signal: AbortSignal,
): Promise<Result<RenderSource[], Blocker>> {
  const fetched = await fetchFollowed(followed, ports, signal);
  if (!fetched.ok) return fetched;
  const opened: RenderSource[] = [];
  for (const [index, { address, commit }] of fetched.value.entries()) {
    const [listed, repository] = [sources[index], followed[index]?.repository];
    if (listed === undefined || repository === undefined) throw new Error('a revision was fetched that nobody follows');
    const submodules = await findSubmodules({ repository, address, commit }, tenant, ports, signal);
    if (!submodules.ok) return fail(gitBlocker(submodules.failure));
    const decryption = await ports.keyring.keysFor(repository, tenant);
    if (!decryption.ok) return fail({ reason: 'DecryptionKeysMissing', message: decryption.failure, retry: 'slowly' });
    const found = { submodules: submodules.value, decryption: decryption.value };
    opened.push({ ...listed, repository: address, commit, ...found });
  }
  return succeed(opened);
}
