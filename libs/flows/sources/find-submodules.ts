import { entriesOfType } from '#core/manifests/source/packed-tree.ts';
import type { SourceTreeEntry, TreeEntries } from '#core/manifests/source/tree-entries.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { SourceIntegrity } from '#core/resources/source-integrity.ts';
import { policiesOf } from '#core/repositories/integrity-policies.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import { parseGitmodules, type SubmoduleDefinition } from '#core/submodules/parse-gitmodules.ts';
import { findExcessSubmodule } from '#core/submodules/submodule-limits.ts';
import { resolveSubmoduleUrl } from '#core/submodules/submodule-url.ts';
import { isRepositoryPermitted } from '#core/tenancy/check-application.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { GitFailure, GitRevisions, GitSource, RepositoryAddress } from '../ports/sources/git-source.port.ts';
import type { SubmoduleTree, Submodules } from '../ports/sources/renderer.port.ts';
import type { RepositoryCredentials } from '../repositories/repository-credentials.ts';
import { findRepository } from '../repositories/repository-lookup.ts';
import { meetPolicies } from './submodule-integrity.ts';

export interface SubmodulePorts {
  readonly controlPlane: Pick<ControlPlane, 'view'>;
  readonly git: GitSource & Pick<GitRevisions, 'verifySignature'>;
  readonly credentials: RepositoryCredentials;
}

/** A commit whose submodules are looked for. */
interface Parent {
  readonly path: string;
  readonly repository: Repository;
  readonly address: RepositoryAddress;
  readonly commit: string;
  readonly depth: number;
  /** What the commit has met. */
  readonly policies: readonly SourceIntegrity[];
}

/**
 * Finds and fetches the submodules of a commit, and those of its submodules. Each one has to be a Repository of the tenant's that its
 * `sourceRepos` permit, and is read with that one's credentials; its commit has to meet that one's `sourceIntegrity`. Of any other it is
 * noted why it stays empty. Undefined where the Repository does not ask for submodules. Fails where git does.
 */
export async function findSubmodules(
  root: Pick<Parent, 'repository' | 'address' | 'commit'>,
  tenant: Tenant,
  ports: SubmodulePorts,
  signal: AbortSignal,
): Promise<Result<Submodules | undefined, GitFailure>> {
  if (root.repository.spec.submodules !== true) return succeed(undefined);
  const modules: SubmoduleTree[] = [];
  const refusals = new Map<string, string>();
  const waiting: Parent[] = [{ ...root, path: '', depth: 0, policies: policiesOf(root.repository, tenant) }];
  for (let parent = waiting.shift(); parent !== undefined; parent = waiting.shift()) {
    const links = await readLinks(parent, ports, signal);
    if (!links.ok) return links;
    for (const link of links.value) {
      const excess = findExcessSubmodule(parent.depth, modules.length);
      const found = excess === undefined ? locate(link, parent, tenant, ports.controlPlane) : fail(excess);
      if (!found.ok) {
        refusals.set(link.place, found.failure);
        continue;
      }
      const address = await fetchModule(found.value, link.commit, ports, signal);
      if (!address.ok) return address;
      const { place: path, commit } = link;
      const module = { path, commit, repository: found.value, address: address.value };
      const met = await meetPolicies(module, parent.policies, ports, signal);
      if (!met.ok) return met;
      if ('refusal' in met.value) {
        refusals.set(path, met.value.refusal);
        continue;
      }
      modules.push({ path, commit, repository: address.value });
      waiting.push({ ...module, depth: parent.depth + 1, policies: [...parent.policies, ...met.value.policies] });
    }
  }
  return succeed({ modules, refusals });
}

async function fetchModule(
  repository: Repository,
  commit: string,
  { git, credentials }: SubmodulePorts,
  signal: AbortSignal,
): Promise<Result<RepositoryAddress, GitFailure>> {
  const address = await credentials.addressOf(repository);
  if (!address.ok) return fail({ kind: 'unauthorized', message: address.failure });
  const ensured = await git.ensureCommit(address.value, commit, signal);
  if (ensured.ok) return address;
  credentials.forgetAfter(repository, ensured.failure);
  return ensured;
}

interface ModuleLink {
  /** Among all of the source's files. */
  readonly place: string;
  readonly commit: string;
  readonly url: string | undefined;
}

/** What a commit's tree says of its submodules. */
interface TreeLinks {
  readonly links: readonly SourceTreeEntry[];
  readonly definitions: readonly SubmoduleDefinition[];
}

/** A commit never changes, and its tree comes as the same object each time: to go over it takes milliseconds, and every Application asks. */
const known = new WeakMap<TreeEntries, TreeLinks>();

async function readLinks(
  { path, address, commit }: Parent,
  { git }: SubmodulePorts,
  signal: AbortSignal,
): Promise<Result<ModuleLink[], GitFailure>> {
  const listed = await git.listTree(address, commit, signal);
  if (!listed.ok) return listed;
  const found = known.get(listed.value) ?? (await readTreeLinks(address, listed.value, git, signal));
  if ('ok' in found) return found;
  known.set(listed.value, found);
  const { links, definitions } = found;
  const urls = new Map(definitions.map((definition) => [definition.path, definition.url]));
  return succeed(
    links.map((link) => ({
      place: path === '' ? link.path : `${path}/${link.path}`,
      commit: link.id,
      url: urls.get(link.path),
    })),
  );
}

async function readTreeLinks(
  address: RepositoryAddress,
  tree: TreeEntries,
  git: GitSource,
  signal: AbortSignal,
): Promise<TreeLinks | Extract<Result<never, GitFailure>, { readonly ok: false }>> {
  const links = entriesOfType(tree, 'submodule');
  const file =
    links.length === 0 ? undefined : [...tree].find((one) => one.path === '.gitmodules' && one.type === 'blob');
  if (file === undefined) return { links, definitions: [] };
  const read = await git.readBlobs(address, [file.id], signal);
  if (!read.ok) return read;
  return { links, definitions: parseGitmodules(new TextDecoder().decode(read.value.get(file.id))) };
}

/** The Repository of a submodule, or the end of a sentence that says why nobody fetches it. */
function locate(
  { url: written }: ModuleLink,
  parent: Parent,
  tenant: Tenant,
  controlPlane: Pick<ControlPlane, 'view'>,
): Result<Repository, string> {
  if (written === undefined) return fail('has no path and url in .gitmodules');
  const url = resolveSubmoduleUrl(parent.repository.spec.url, written);
  if (!url.ok) return url;
  const found = findRepository(controlPlane.view('Repository').list(), tenant.metadata.name, url.value);
  if (!found.ok) return fail(`is not fetched: ${found.failure.replace(/\.$/, '')}`);
  const { spec, metadata } = found.value;
  if (spec.type !== 'git') return fail(`is not fetched: Repository ${metadata.name} holds charts`);
  if (!isRepositoryPermitted(tenant, spec.url))
    return fail(
      `is not fetched: no entry of sourceRepos of Tenant ${tenant.metadata.name} allows ${spec.url}; the platform team can add one`,
    );
  return found;
}
