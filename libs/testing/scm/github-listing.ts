import type { ScmAccess } from '#flows/ports/generators/scm.port.ts';

export const access: ScmAccess = { credentials: { kind: 'token', token: 'ghp_verySecret' } };
/** What GitHub is asked for the first page of an organisation's repositories. */
export const listing = '/api/v3/orgs/acme/repos?sort=created&direction=asc&per_page=100';

/** One repository as GitHub lists it. */
export function repository(id: number): object {
  return {
    id,
    name: `svc-${id}`,
    owner: { login: 'acme' },
    ssh_url: `git@git.example.com:acme/svc-${id}.git`,
    clone_url: `https://git.example.com/acme/svc-${id}.git`,
    default_branch: 'main',
    topics: ['live'],
    archived: false,
  };
}
