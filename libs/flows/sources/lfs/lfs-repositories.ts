import type { RenderSource } from '../../ports/sources/renderer.port.ts';
import { addressesOf } from '../source-blobs.ts';

/** Addresses of the repositories whose Git LFS is read for the sources, in their order. */
export function lfsRepositories(sources: readonly Pick<RenderSource, 'repository' | 'submodules'>[]): string[] {
  return addressesOf(sources).flatMap(({ lfs, url }) => (lfs === true ? [url] : []));
}
