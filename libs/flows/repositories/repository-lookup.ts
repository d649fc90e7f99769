import { fail, succeed, type Result } from '#core/model/result.ts';
import { SYSTEM_NAMESPACE, tenantNamespace } from '#core/resources/metadata.ts';
import type { Repository, ResolvedRef } from '#core/resources/repository.ts';
import { isSameRepository } from '#core/tenancy/repository-url.ts';

/**
 * The Repository object for an address: the tenant's own first, then one the platform team shares from `nabe-system`. Repository
 * credentials belong to one tenant (design §11), so another tenant's Repository is never found.
 */
export function findRepository(
  repositories: readonly Repository[],
  tenant: string,
  url: string,
): Result<Repository, string> {
  const own = tenantNamespace(tenant);
  for (const wanted of [own, SYSTEM_NAMESPACE]) {
    const found = repositories.find(
      ({ metadata, spec }) => metadata.namespace === wanted && isSameRepository(spec.url, url),
    );
    if (found !== undefined) return succeed(found);
  }
  return fail(
    `Repository ${url} is not registered for tenant ${tenant}: create a Repository object with this url in namespace ${own}.`,
  );
}

/** What a revision means by the repository's status; undefined while it is not resolved. */
export function refOf(repository: Repository, revision: string): ResolvedRef | undefined {
  return repository.status.refs?.find((ref) => ref.revision === revision);
}

/** The commit that a revision means. */
export function commitOf(repository: Repository, revision: string): string | undefined {
  return refOf(repository, revision)?.commit;
}

/** Why a revision has no commit: the repository could not be read yet, has no such revision, or nobody has looked yet. */
export function whyUnresolved({ spec, status }: Repository, revision: string): string {
  const failing = status.conditions?.find(({ status: state }) => state === 'False');
  if (failing !== undefined) return `Revision ${revision} of ${spec.url} is not resolved. ${failing.message}`;
  return `Revision ${revision} of ${spec.url} is being resolved.`;
}

/** The Repository of an address that has to be git's; fails with a sentence for one that holds charts or artifacts. */
export function findGitRepository(
  repositories: readonly Repository[],
  tenant: string,
  url: string,
): Result<Repository, string> {
  const found = findRepository(repositories, tenant, url);
  if (!found.ok || found.value.spec.type === 'git') return found;
  return fail(`Repository ${url} holds no git repository, but charts or artifacts: name a git repository.`);
}

/** Names a Repository in loops and indexes. */
export function repositoryKey({ metadata }: Repository): string {
  return `${metadata.namespace}/${metadata.name}`;
}
