import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GitFailure, RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import type { GitTrouble } from './output/explain-failure.ts';
import { canonicalRepositoryUrl, describeRepository } from './repository-url.ts';

/** Troubles that the port knows by another name: what is broken here may be mended by another attempt. */
const failureKinds = { broken: 'unreachable', 'too-large': 'refused' } as const;

/** Puts git's trouble into the words of the port: one stable sentence with the repository's address, never with credentials. */
export function describeTrouble({ url }: RepositoryAddress, trouble: GitTrouble, commit = ''): GitFailure {
  const subject = `cannot read ${describeRepository(url)}`;
  if (trouble.kind === 'no-commit') {
    return { kind: 'not-found', message: `${subject}: it has no commit ${commit} on any branch or tag` };
  }
  const kind = trouble.kind === 'broken' || trouble.kind === 'too-large' ? failureKinds[trouble.kind] : trouble.kind;
  return { kind, message: `${subject}: ${trouble.why}` };
}

/** The address with its URL in canonical form. */
export function canonicalAddress(repository: RepositoryAddress): Result<RepositoryAddress, GitFailure> {
  const url = canonicalRepositoryUrl(repository.url);
  if (url.ok) return succeed({ ...repository, url: url.value });
  return fail(describeTrouble(repository, { kind: 'not-found', why: url.failure }));
}

/** Object ids become arguments and lines of input, so nothing else may pass. */
export function findStrangeId(ids: readonly string[]): GitFailure | undefined {
  const strange = ids.find((id) => !/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(id));
  if (strange === undefined) return undefined;
  return { kind: 'not-found', message: `${JSON.stringify(strange.slice(0, 80))} is not a full git object id` };
}
