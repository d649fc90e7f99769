import { azureRepositories } from './repositories/azure-dev-ops.ts';
import { bitbucketRepositories } from './repositories/bitbucket.ts';
import { bitbucketServerRepositories } from './repositories/bitbucket-server.ts';
import { giteaRepositories } from './repositories/gitea.ts';
import { githubRepositories } from './repositories/github.ts';
import { gitlabRepositories } from './repositories/gitlab.ts';
import type { RepositoryCase } from './repositories/repository-case.ts';

/** Every service but AWS, which is asked by operations. */
export const repositoryCases: readonly RepositoryCase[] = [
  githubRepositories,
  gitlabRepositories,
  giteaRepositories,
  bitbucketServerRepositories,
  bitbucketRepositories,
  azureRepositories,
];
