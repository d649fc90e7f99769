import { canonicalRepositoryUrl } from '#core/tenancy/repository-url.ts';

const SCHEME_AND_USER = /^[a-z0-9+.-]+:\/\/(?:[^/@]*@)?/;

/**
 * One text for every address under which a service serves a repository: no scheme, no user, no default port, no `.git`, in lower case,
 * since the services ignore case in paths. `https://Git.example:443/a/B.git`, `ssh://git@git.example/a/b` and `git@git.example:a/b` are
 * `git.example/a/b`. Looser than the comparison that decides about rights: here it only finds whose secret is asked. Undefined for what
 * is no address.
 */
export function addressKey(url: string): string | undefined {
  // Azure DevOps puts the organisation where a user belongs.
  const canonical = canonicalRepositoryUrl(url.replace(/^(https?:\/\/)[^/@]*@/i, '$1'));
  return canonical.ok ? canonical.value.replace(SCHEME_AND_USER, '').toLowerCase() : undefined;
}
