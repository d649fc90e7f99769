import { z } from 'zod';
import {
  BasicAuth,
  BearerToken,
  ConfigMapKeyRef,
  GeneratorTemplate,
  RequeueAfterSeconds,
  SecretKeyRef,
  Values,
} from './generator-fields.ts';

const ServerAccess = {
  api: z.string().optional().describe("Address of the code host's API; that of the public service when absent."),
  insecure: z.boolean().optional().describe("Whether the host's certificate is not checked."),
  allBranches: z.boolean().optional().describe('Every branch instead of the default one.'),
};

const GithubScm = z.strictObject({
  organization: z.string().min(1).describe('Organization whose repositories are listed.'),
  api: z.string().optional().describe("Address of the code host's API; that of the public service when absent."),
  tokenRef: SecretKeyRef.optional().describe('Token to ask with; nobody in particular asks when absent.'),
  appSecretName: z.string().optional().describe('Secret of a GitHub App to ask as; instead of tokenRef.'),
  allBranches: z.boolean().optional().describe('Every branch instead of the default one.'),
  excludeArchivedRepos: z.boolean().optional().describe('Whether archived repositories are left out.'),
});

const GitlabScm = z.strictObject({
  ...ServerAccess,
  group: z.string().min(1).describe('Group whose projects are listed: its path or number.'),
  includeSubgroups: z.boolean().optional().describe('Whether projects of subgroups are listed too.'),
  includeSharedProjects: z
    .boolean()
    .optional()
    .describe('Whether projects that are shared with the group are listed too.'),
  includeArchivedRepos: z.boolean().optional().describe('Whether archived projects are listed too.'),
  topic: z.string().optional().describe('Only projects with this topic.'),
  tokenRef: SecretKeyRef.optional().describe('Token to ask with; nobody in particular asks when absent.'),
  caRef: ConfigMapKeyRef.optional().describe("Authorities that may sign the host's certificate."),
});

const GiteaScm = z.strictObject({
  ...ServerAccess,
  owner: z.string().min(1).describe('Owner whose repositories are listed.'),
  api: z.string().min(1).describe("Address of the code host's API; that of the public service when absent."),
  tokenRef: SecretKeyRef.optional().describe('Token to ask with; nobody in particular asks when absent.'),
  excludeArchivedRepos: z.boolean().optional().describe('Whether archived repositories are left out.'),
});

const BitbucketServerScm = z.strictObject({
  ...ServerAccess,
  project: z.string().min(1).describe('Project whose repositories are listed.'),
  api: z.string().min(1).describe("Address of the code host's API; that of the public service when absent."),
  basicAuth: BasicAuth.optional(),
  bearerToken: BearerToken.optional(),
  caRef: ConfigMapKeyRef.optional().describe("Authorities that may sign the host's certificate."),
});

const BitbucketScm = z.strictObject({
  owner: z.string().min(1).describe('Owner whose repositories are listed.'),
  user: z.string().min(1).describe('User to ask as.'),
  appPasswordRef: SecretKeyRef.describe('App password of the user.'),
  allBranches: z.boolean().optional().describe('Every branch instead of the default one.'),
});

const AzureDevOpsScm = z.strictObject({
  organization: z.string().min(1).describe('Organization that holds the project.'),
  teamProject: z.string().min(1).describe('Project whose repositories are listed.'),
  accessTokenRef: SecretKeyRef.describe('Token to ask with.'),
  api: z.string().optional().describe("Address of the code host's API; that of the public service when absent."),
  allBranches: z.boolean().optional().describe('Every branch instead of the default one.'),
});

const AwsCodeCommitScm = z.strictObject({
  tagFilters: z
    .array(
      z.strictObject({
        key: z.string().min(1).describe('Name of a tag.'),
        value: z.string().optional().describe('Its value; any when absent.'),
      }),
    )
    .optional()
    .describe('Tags that a repository must all have.'),
  role: z.string().optional().describe('Role to assume.'),
  region: z.string().optional().describe('Region of the repositories.'),
  allBranches: z.boolean().optional().describe('Every branch instead of the default one.'),
});

const ScmFilter = z.strictObject({
  repositoryMatch: z.string().optional().describe('Regular expression for the name of the repository.'),
  labelMatch: z.string().optional().describe('Regular expression; one label has to match.'),
  branchMatch: z.string().optional().describe('Regular expression for the name of the branch.'),
  pathsExist: z.array(z.string()).optional().describe('Paths that the branch must all have.'),
  pathsDoNotExist: z.array(z.string()).optional().describe('Paths of which the branch may have none.'),
});
export type ScmFilter = z.infer<typeof ScmFilter>;

export const ScmProviderGenerator = z.strictObject({
  github: GithubScm.optional().describe('Repositories on GitHub.'),
  gitlab: GitlabScm.optional().describe('Projects on GitLab.'),
  gitea: GiteaScm.optional().describe('Repositories on Gitea or Forgejo.'),
  bitbucketServer: BitbucketServerScm.optional().describe('Repositories on Bitbucket Server or Data Center.'),
  bitbucket: BitbucketScm.optional().describe('Repositories on Bitbucket Cloud.'),
  azureDevOps: AzureDevOpsScm.optional().describe('Repositories on Azure DevOps.'),
  awsCodeCommit: AwsCodeCommitScm.optional().describe('Repositories on AWS CodeCommit.'),
  cloneProtocol: z.string().optional().describe('Whether the parameter url is for https or ssh.'),
  filters: z
    .array(ScmFilter)
    .optional()
    .describe('Fields of one filter all hold, or those of another one; everything when absent.'),
  requeueAfterSeconds: RequeueAfterSeconds.optional(),
  values: Values.optional(),
  template: GeneratorTemplate.optional(),
});
export type ScmProviderGenerator = z.infer<typeof ScmProviderGenerator>;

/** One code host and what to ask of it. */
export type ScmProvider =
  | { readonly kind: 'github'; readonly options: z.infer<typeof GithubScm> }
  | { readonly kind: 'gitlab'; readonly options: z.infer<typeof GitlabScm> }
  | { readonly kind: 'gitea'; readonly options: z.infer<typeof GiteaScm> }
  | { readonly kind: 'bitbucketServer'; readonly options: z.infer<typeof BitbucketServerScm> }
  | { readonly kind: 'bitbucket'; readonly options: z.infer<typeof BitbucketScm> }
  | { readonly kind: 'azureDevOps'; readonly options: z.infer<typeof AzureDevOpsScm> }
  | { readonly kind: 'awsCodeCommit'; readonly options: z.infer<typeof AwsCodeCommitScm> };

/** The providers that the options name, in a fixed order; right is exactly one. */
export function scmProvidersOf(options: ScmProviderGenerator): ScmProvider[] {
  const { github, gitlab, gitea, bitbucketServer, bitbucket, azureDevOps, awsCodeCommit } = options;
  const providers: (ScmProvider | undefined)[] = [
    github && { kind: 'github', options: github },
    gitlab && { kind: 'gitlab', options: gitlab },
    gitea && { kind: 'gitea', options: gitea },
    bitbucketServer && { kind: 'bitbucketServer', options: bitbucketServer },
    bitbucket && { kind: 'bitbucket', options: bitbucket },
    azureDevOps && { kind: 'azureDevOps', options: azureDevOps },
    awsCodeCommit && { kind: 'awsCodeCommit', options: awsCodeCommit },
  ];
  return providers.filter((provider) => provider !== undefined);
}
