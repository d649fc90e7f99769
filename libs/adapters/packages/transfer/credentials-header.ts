import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';

/** The header that shows a repository's credentials; none for those that only git can use. */
export function credentialsHeader({ credentials }: RepositoryAddress): { readonly authorization?: string } {
  if (credentials?.kind === 'bearer') return { authorization: `Bearer ${credentials.token}` };
  if (credentials?.kind !== 'basic') return {};
  const { username, password } = credentials;
  return { authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` };
}
