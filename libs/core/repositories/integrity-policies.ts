import type { Repository } from '../resources/repository.ts';
import type { SourceIntegrity } from '../resources/source-integrity.ts';
import type { Tenant } from '../resources/tenant.ts';
import { describeSubject, type SignedSubject } from './signature-verdict.ts';

/** What a commit of the repository has to fulfil, each by itself. `tenant` is the one whose namespace the Repository lies in. */
export function policiesOf(repository: Repository, tenant: Tenant | undefined): SourceIntegrity[] {
  return [tenant?.spec.sourceIntegrity, repository.spec.sourceIntegrity].filter((policy) => policy !== undefined);
}

/** One of these must be signed; a sentence's end when the policy wants a tag where there is none. `ref` is what led to the commit. */
export function subjectsOf(
  { accept }: SourceIntegrity,
  commit: string,
  ref: string | undefined,
): SignedSubject[] | string {
  const tags = ref?.startsWith('refs/tags/') ? [{ commit, tag: ref }] : [];
  if (accept === 'Commit') return [{ commit }];
  if (accept === 'CommitOrTag') return [{ commit }, ...tags];
  return tags.length > 0
    ? tags
    : `${describeSubject({ commit })} is not named by a tag, and only signed tags are accepted`;
}
