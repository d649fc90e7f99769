import type { ScmBranch, ScmRepository } from '#core/generators/facts/scm-facts.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import type { ScmAccess } from '#flows/ports/generators/scm.port.ts';
import type { CannedAnswer } from '../canned-server.ts';

/** Commits of the branches rel/1 and next. Only the first has the directory deploy/prod. */
export const HEAD = 'a'.repeat(40);
export const NEXT = 'b'.repeat(40);

export const tokenRef = { secretName: 'scm', key: 'token' };
export const token: ScmAccess = { credentials: { kind: 'token', token: 't0ken' } };
export const basic: ScmAccess = { credentials: { kind: 'basic', username: 'ana', password: 'pass' } };
export const basicHeader = `Basic ${Buffer.from('ana:pass').toString('base64')}`;

/** A service, what it answers as its documents say, and what has to come of it. */
export interface RepositoryCase {
  readonly name: string;
  readonly access: ScmAccess;
  /** The header that must carry the credentials. */
  readonly header: readonly [string, string];
  readonly provider: (api: string) => ScmProvider;
  readonly withAllBranches: (api: string) => ScmProvider;
  /** Of a service whose address no set can name. */
  readonly publicOrigin?: string;
  readonly cloneProtocol?: string;
  /** Some list has a second page. */
  readonly answers: Readonly<Record<string, CannedAnswer>>;
  readonly repository: ScmRepository;
  readonly branches: readonly ScmBranch[];
  readonly allBranches: readonly ScmBranch[];
}
