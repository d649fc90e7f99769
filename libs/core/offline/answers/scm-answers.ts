import type { Fact, Facts } from '#core/generators/facts.ts';
import type { ScmBranchesRequest, ScmRepository } from '#core/generators/facts/scm-facts.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import type { ScmRepositoryAnswer } from './world-answers.ts';

type ScmFacts = Pick<Facts, 'scmRepositories' | 'scmBranches' | 'scmPathExists'>;

/** Answers for code hosts from `scmRepositories` of a file of facts; undefined when it has no such section. */
export function scmAnswers(answers: readonly ScmRepositoryAnswer[] | undefined): ScmFacts {
  return {
    scmRepositories: ({ provider }) => {
      if (!answers) return missing;
      const organization = organizationOf(provider);
      const chosen = answers.filter((answer) => organization === undefined || answer.organization === organization);
      return complete(chosen.map(repositoryOf));
    },
    scmBranches: (request) => {
      const [first, ...others] = answerFor(answers, request)?.branches ?? [];
      if (!first) return complete([]);
      const branches = request.provider.options.allBranches === true ? [first, ...others] : [first];
      return complete(branches.map(({ name, sha }) => ({ name, sha })));
    },
    scmPathExists: (request) => {
      const answer = answerFor(answers, request);
      const branch = answer?.branches.find(({ name }) => name === request.branch.name);
      return complete(pathExists(branch?.paths ?? answer?.paths ?? [], request.path));
    },
  };
}

const missing: Fact<never> = {
  complete: false,
  message: 'what the code host answers is not given; put scmRepositories into a file and name it with --facts FILE',
};

function complete<T>(value: T): Fact<T> {
  return { complete: true, value };
}

/** Undefined where a provider is not asked for one organization: then every entry is its. */
function organizationOf({ kind, options }: ScmProvider): string | undefined {
  switch (kind) {
    case 'github':
    case 'azureDevOps':
      return options.organization;
    case 'gitlab':
      return options.group;
    case 'gitea':
    case 'bitbucket':
      return options.owner;
    case 'bitbucketServer':
      return options.project;
    case 'awsCodeCommit':
      return undefined;
  }
}

function repositoryOf(answer: ScmRepositoryAnswer): ScmRepository {
  const { organization, repository, repositoryId, url, labels, branches } = answer;
  return { organization, repository, repositoryId, url, labels, defaultBranch: branches[0]?.name ?? '' };
}

function answerFor(
  answers: readonly ScmRepositoryAnswer[] | undefined,
  { repository }: ScmBranchesRequest,
): ScmRepositoryAnswer | undefined {
  return answers?.find(
    (answer) => answer.organization === repository.organization && answer.repository === repository.repository,
  );
}

/** A path is there if it is listed or is a directory of a listed one; slashes at its ends do not matter. */
function pathExists(paths: readonly string[], asked: string): boolean {
  const path = asked.replaceAll(/^\/+|\/+$/g, '');
  return paths.some((listed) => listed === path || listed.startsWith(`${path}/`));
}
