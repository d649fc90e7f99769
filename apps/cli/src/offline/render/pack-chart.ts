import { gzipSync } from 'node:zlib';
import { tarStream } from '#adapters/render/sandbox/tar-stream.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GitSource, RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';

/**
 * All files of a chart's folder as the archive that `charts/` of another chart takes. Fails with the end of a sentence for what an archive
 * of a chart cannot hold.
 */
export async function packChart(
  name: string,
  address: RepositoryAddress,
  source: Pick<GitSource, 'listTree' | 'readBlobs'>,
): Promise<Result<Uint8Array, string>> {
  const listed = await source.listTree(address, '');
  if (!listed.ok) return fail(listed.failure.message);
  const entries = [...listed.value];
  const link = entries.find(({ type }) => type === 'symlink');
  if (link !== undefined) return fail(`holds the link ${link.path}: give the archive that helm package makes of it`);
  const blobs = entries.filter(({ type }) => type === 'blob');
  const ids = blobs.map(({ id }) => id);
  const read = await source.readBlobs(address, ids);
  if (!read.ok) return fail(read.failure.message);
  const files = blobs.map(({ path, id }) => ({
    path: `${name}/${path}`,
    content: read.value.get(id) ?? new Uint8Array(),
  }));
  return succeed(gzipSync(Buffer.concat([...tarStream({ files, links: [] })])));
}
