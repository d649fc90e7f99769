import { fail, succeed, type Result } from '#core/model/result.ts';
import { SYSTEM_NAMESPACE, tenantNamespace } from '#core/resources/metadata.ts';
import type { Repository } from '#core/resources/repository.ts';
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

/** The commit a revision means by the repository's status; undefined while it is not resolved. */
export function commitOf(repository: Repository, revision: string): string | undefined {
  return repository.status.refs?.find((ref) => ref.revision === revision)?.commit;
}

/** Why a revision has no commit: the repository could not be read yet, has no such revision, or nobody has looked yet. */
export function whyUnresolved({ spec, status }: Repository, revision: string): string {
  if (spec.type !== 'git')
    return `Repository ${spec.url} holds charts, which only other charts can depend on: name a git repository.`;
  const failing = status.conditions?.find(({ status: state }) => state === 'False');
  if (failing !== undefined) return `Revision ${revision} of ${spec.url} is not resolved. ${failing.message}`;
  return `Revision ${revision} of ${spec.url} is being resolved.`;
}

/** Names a Repository in loops and indexes. */
export function repositoryKey({ metadata }: Repository): string {
  return `${metadata.namespace}/${metadata.name}`;
}
