import { z } from 'zod';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import type { GitClient } from '../git-client.ts';
import type { GitTrouble } from '../output/explain-failure.ts';
import { sshPlaceOf, transportOfUrl } from '../repository-url.ts';
import { cleanHeaders, LfsHeaders } from './lfs-headers.ts';
import { parseJson } from '../http/parse-json.ts';

/** Where a repository's Git LFS is asked, and as whom. */
export interface LfsEndpoint {
  /** Without a slash at its end. */
  readonly url: URL;
  /** For this origin alone. */
  readonly headers: Readonly<Record<string, string>>;
}

const SshAnswer = z.object({ href: z.url({ protocol: /^https?$/ }).max(4_000), header: LfsHeaders });

/** Source: Git LFS, docs/api/server-discovery.md. A `.lfsconfig` in the repository has no say. */
export async function findEndpoint(
  client: Pick<GitClient, 'logins' | 'runOverSsh'>,
  address: RepositoryAddress,
  signal: AbortSignal,
): Promise<Result<LfsEndpoint, GitTrouble>> {
  if (transportOfUrl(address.url) === 'ssh') return askOverSsh(client, address, signal);
  const authorization = await client.logins.headerFor(address);
  if (!authorization.ok) return authorization;
  const url = new URL(`${address.url.replace(/\.git$/, '')}.git/info/lfs`);
  return succeed({ url, headers: authorization.value === undefined ? {} : { authorization: authorization.value } });
}

/** The server's shell says where to ask by HTTP, and with which header. */
async function askOverSsh(
  client: Pick<GitClient, 'runOverSsh'>,
  address: RepositoryAddress,
  signal: AbortSignal,
): Promise<Result<LfsEndpoint, GitTrouble>> {
  const said = await client.runOverSsh(address, authenticateCommand(address.url), signal);
  if (!said.ok) return said.failure.kind === 'broken' ? fail(withoutLfs) : said;
  const answer = SshAnswer.safeParse(parseJson(said.value));
  if (!answer.success)
    return fail({
      kind: 'unreachable',
      why: 'its server answers git-lfs-authenticate with something else than an address',
    });
  const url = new URL(answer.data.href.replace(/\/+$/, ''));
  return succeed({ url, headers: cleanHeaders(answer.data.header) });
}

const withoutLfs: GitTrouble = {
  kind: 'not-found',
  why: 'its ssh server knows no git-lfs-authenticate for it: remove spec.lfs of the Repository, or write its url with https',
};

/** Shells of servers take apart what is quoted; a plain path needs no quotes. */
function authenticateCommand(url: string): string {
  const { path } = sshPlaceOf(url);
  const isPlain = /^[\w./~+@-]+$/.test(path);
  const word = isPlain ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
  return `git-lfs-authenticate ${word} download`;
}
