import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { findExcessSubmodule } from '#core/submodules/submodule-limits.ts';
import { parseGitmodules } from '#core/submodules/parse-gitmodules.ts';
import { resolveSubmoduleUrl } from '#core/submodules/submodule-url.ts';
import type { Submodules, SubmoduleTree } from '#flows/ports/sources/renderer.port.ts';
import { textsOf } from '#flows/sources/source-trees.ts';
import { CliFailure } from '../../cli-failure.ts';
import { isBareRepository } from './bare-repository.ts';
import type { OfflineSources, StandIn } from './offline-sources.ts';

/** A checkout of a repository. */
interface Checkout extends StandIn {
  /** Of its Repository: what relative addresses in `.gitmodules` begin at. */
  readonly address: string;
}

interface Parent extends Checkout {
  /** Where it lies in the source. */
  readonly path: string;
  readonly depth: number;
}

/**
 * The submodules of a checkout, and theirs, as a worker reads them where the Repository asks for submodules: from the folder that was given
 * for the address in `.gitmodules`, else from where they are checked out. Of any other it is noted why it stays empty.
 */
export async function locateSubmodules(root: Checkout, sources: OfflineSources): Promise<Submodules> {
  const modules: SubmoduleTree[] = [];
  const refusals = new Map<string, string>();
  const waiting: Parent[] = [{ ...root, path: '', depth: 0 }];
  for (let parent = waiting.shift(); parent !== undefined; parent = waiting.shift())
    for (const link of await readLinks(parent, sources)) {
      const place = parent.path === '' ? link.path : `${parent.path}/${link.path}`;
      const excess = findExcessSubmodule(parent.depth, modules.length);
      const found = excess === undefined ? await locate(link, parent, sources) : fail(excess);
      if (!found.ok) {
        refusals.set(place, found.failure);
        continue;
      }
      modules.push({ path: place, repository: { url: found.value.url }, commit: '' });
      waiting.push({ ...found.value, path: place, depth: parent.depth + 1 });
    }
  return { modules, refusals };
}

interface ModuleLink {
  /** In its own repository. */
  readonly path: string;
  /** As `.gitmodules` has it. */
  readonly url: string | undefined;
}

async function readLinks({ url, folder }: Parent, sources: OfflineSources): Promise<ModuleLink[]> {
  const listed = await sources.listTree({ url }, '');
  if (!listed.ok) throw new CliFailure(`cannot read the repository in ${folder}: ${listed.failure.message}`);
  const entries = [...listed.value];
  const links = entries.filter(({ type }) => type === 'submodule');
  const file = entries.find(({ path, type }) => path === '.gitmodules' && type === 'blob');
  if (links.length === 0 || file === undefined) return links.map(({ path }) => ({ path, url: undefined }));
  const read = await sources.readBlobs({ url }, [file.id]);
  if (!read.ok) throw new CliFailure(`cannot read the repository in ${folder}: ${read.failure.message}`);
  const text = textsOf(read.value).get(file.id) ?? '';
  const urls = new Map(parseGitmodules(text).map((module) => [module.path, module.url]));
  return links.map(({ path }) => ({ path, url: urls.get(path) }));
}

async function locate(
  { path, url: written }: ModuleLink,
  parent: Parent,
  sources: OfflineSources,
): Promise<Result<Checkout, string>> {
  if (written === undefined) return fail('has no path and url in .gitmodules');
  const address = resolveSubmoduleUrl(parent.address, written);
  if (!address.ok) return address;
  const given = sources.find(address.value);
  if (given !== undefined && (await isBareRepository(given.folder)))
    return fail(`has ${given.folder} for a folder, which is a bare repository: check the commit of the submodule out`);
  if (given !== undefined) return succeed({ ...given, address: address.value });
  const folder = join(parent.folder, path);
  if ((await readdir(folder)).length === 0)
    return fail(
      `is not checked out: run git submodule update --init, or give its repository as --repo ${address.value}=DIR`,
    );
  const checkedOut = { url: `${parent.url} submodule ${path}`, folder };
  sources.add(checkedOut);
  return succeed({ ...checkedOut, address: address.value });
}
