import { createHash } from 'node:crypto';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ChartArchive } from '#flows/ports/chart-source.port.ts';
import type { RenderFailure } from '#flows/ports/renderer.port.ts';

/** Charts are small; Helm's own limit for an unpacked one is 100 MB. Unit: bytes. */
export const largestArchive = 20_000_000;

/**
 * An archive as it was received, when it is what the repository says. It is not unpacked here: only Helm does that, behind the wall.
 * `digest`: SHA-256 in hex, where one is known.
 */
export function checkArchive(
  name: string,
  version: string,
  content: Uint8Array,
  digest: string | undefined,
): Result<ChartArchive, RenderFailure> {
  const refuse = (why: string) => fail({ kind: 'refused' as const, message: `chart ${name} ${version} ${why}` });
  if (digest !== undefined && createHash('sha256').update(content).digest('hex') !== digest)
    return refuse('is not what its repository says: its SHA-256 differs');
  if (content[0] !== 0x1f || content[1] !== 0x8b) return refuse('is no gzip archive');
  // The version becomes a part of a file's name.
  if (!/^[0-9A-Za-z.+_-]+$/.test(version)) return refuse('has a version that is none');
  return succeed({ fileName: `${name}-${version}.tgz`, content });
}
