import type { CannedAnswer, CannedRequest } from '#testing/scm/canned-server.ts';
import { codeCommitAnswers, codeCommitQuestion } from '#testing/scm/repositories/code-commit.ts';
import type { RepositoryCase } from '#testing/scm/repositories/repository-case.ts';
import { repositoryCases } from '#testing/scm/repository-cases.ts';

/** A code host, as a set asks it for all branches of its repositories with the Secrets `scm` and `aws-codecommit` of the tenant. */
export interface RepositoryService {
  /** As file names spell it. */
  readonly name: string;
  /** Fields of the generator scmProvider, for a server at this address. */
  readonly provider: (origin: string) => object;
  /** Where it is asked when the set cannot name another address. */
  readonly publicOrigin?: string | undefined;
  readonly answers: Readonly<Record<string, CannedAnswer>>;
  readonly questionOf?: ((request: CannedRequest) => string) | undefined;
  /** A directory that only its branch rel/1 (CodeCommit: main) has. */
  readonly path: string;
  /** Every request has to show this at the beginning of the header. */
  readonly credentials: { readonly header: string; readonly value: string };
  /** What comes of it: SET-REPOSITORY-BRANCH-COMMIT. */
  readonly application: string;
}

const tokenRef = { secretName: 'scm', key: 'token' };
const passwordRef = { secretName: 'scm', key: 'password' };

/** Fields that name the credentials, where those of the case do not. */
const SIGN_IN: Readonly<Record<string, object>> = {
  github: { tokenRef },
  gitlab: { tokenRef },
  gitea: { tokenRef },
  bitbucketServer: { basicAuth: { username: 'ana', passwordRef } },
};

const codeCommit: RepositoryService = {
  name: 'code-commit',
  provider: () => ({ awsCodeCommit: { region: 'eu-central-1', allBranches: true } }),
  publicOrigin: 'https://codecommit.eu-central-1.amazonaws.com',
  answers: codeCommitAnswers,
  questionOf: codeCommitQuestion,
  path: 'deploy/prod',
  credentials: { header: 'authorization', value: 'AWS4-HMAC-SHA256 Credential=AKID/' },
  application: 'code-commit-shop-main-aaaaaaa',
};

export const repositoryServices: readonly RepositoryService[] = [...repositoryCases.map(toService), codeCommit];

function toService({
  provider,
  cloneProtocol,
  header,
  answers,
  publicOrigin,
  ...one
}: RepositoryCase): RepositoryService {
  const name = slugOf(one.name);
  return {
    name,
    provider: (origin) => {
      const { kind, options } = provider(origin);
      return { [kind]: { ...options, ...SIGN_IN[kind], allBranches: true }, cloneProtocol };
    },
    publicOrigin,
    answers,
    path: 'deploy/prod',
    credentials: { header: header[0], value: header[1] },
    application: `${name}-${slugOf(one.repository.repository)}-rel-1-aaaaaaa`,
  };
}

function slugOf(text: string): string {
  return text.toLowerCase().replaceAll(' ', '-');
}
