import { type Result, succeed } from '#core/model/result.ts';
import { policiesOf } from '#core/repositories/integrity-policies.ts';
import { unvouchedPolicies } from '#core/repositories/vouching.ts';
import { tenantOfNamespace } from '#core/resources/metadata.ts';
import type { Repository } from '#core/resources/repository.ts';
import type { SourceIntegrity } from '#core/resources/source-integrity.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { GitFailure, GitRevisions, RepositoryAddress } from '../ports/sources/git-source.port.ts';
import { verifyCommit } from '../repositories/verify-commit.ts';

interface IntegrityPorts {
  readonly controlPlane: Pick<ControlPlane, 'view'>;
  readonly git: Pick<GitRevisions, 'verifySignature'>;
}

/** The commit that a link in git names, in its mirror. */
interface SubmoduleCommit {
  readonly repository: Repository;
  readonly address: RepositoryAddress;
  readonly commit: string;
}

/** The policies that were met, or the end of a sentence that says why the submodule stays empty. */
type Met = { readonly policies: readonly SourceIntegrity[] } | { readonly refusal: string };

/** Holds a submodule's commit against the policies of its Repository, as far as a signature above it does not speak for it. */
export async function meetPolicies(
  { repository, address, commit }: SubmoduleCommit,
  accepted: readonly SourceIntegrity[],
  { git, controlPlane }: IntegrityPorts,
  signal: AbortSignal,
): Promise<Result<Met, GitFailure>> {
  const { name, namespace } = repository.metadata;
  const owner = controlPlane.view('Tenant').get({ namespace: '', name: tenantOfNamespace(namespace) ?? '' });
  const policies = policiesOf(repository, owner);
  const unvouched = unvouchedPolicies(policies, accepted);
  const verdict = await verifyCommit(address, { commit, ref: undefined }, unvouched, git, signal);
  if (!verdict.ok) return verdict;
  if (verdict.value?.kind !== 'bad') return succeed({ policies });
  return succeed({
    refusal: `is not fetched: ${verdict.value.why}, and only signed commits of Repository ${name} may be deployed: a signer of that Repository has to sign it, or the commit that names it`,
  });
}
