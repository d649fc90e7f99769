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
  api: z.string().optional(),
  insecure: z.boolean().optional(),
  allBranches: z.boolean().optional(),
};

const GithubScm = z.strictObject({
  organization: z.string().min(1),
  api: z.string().optional(),
  tokenRef: SecretKeyRef.optional(),
  appSecretName: z.string().optional(),
  allBranches: z.boolean().optional(),
  excludeArchivedRepos: z.boolean().optional(),
});

const GitlabScm = z.strictObject({
  ...ServerAccess,
  group: z.string().min(1),
  includeSubgroups: z.boolean().optional(),
  includeSharedProjects: z.boolean().optional(),
  includeArchivedRepos: z.boolean().optional(),
  topic: z.string().optional(),
  tokenRef: SecretKeyRef.optional(),
  caRef: ConfigMapKeyRef.optional(),
});

const GiteaScm = z.strictObject({
  ...ServerAccess,
  owner: z.string().min(1),
  api: z.string().min(1),
  tokenRef: SecretKeyRef.optional(),
  excludeArchivedRepos: z.boolean().optional(),
});

const BitbucketServerScm = z.strictObject({
  ...ServerAccess,
  project: z.string().min(1),
  api: z.string().min(1),
  basicAuth: BasicAuth.optional(),
  bearerToken: BearerToken.optional(),
  caRef: ConfigMapKeyRef.optional(),
});

const BitbucketScm = z.strictObject({
  owner: z.string().min(1),
  user: z.string().min(1),
  appPasswordRef: SecretKeyRef,
  allBranches: z.boolean().optional(),
});

const AzureDevOpsScm = z.strictObject({
  organization: z.string().min(1),
  teamProject: z.string().min(1),
  accessTokenRef: SecretKeyRef,
  api: z.string().optional(),
  allBranches: z.boolean().optional(),
});

const AwsCodeCommitScm = z.strictObject({
  tagFilters: z.array(z.strictObject({ key: z.string().min(1), value: z.string().optional() })).optional(),
  role: z.string().optional(),
  region: z.string().optional(),
  allBranches: z.boolean().optional(),
});

const ScmFilter = z.strictObject({
  repositoryMatch: z.string().optional(),
  labelMatch: z.string().optional(),
  branchMatch: z.string().optional(),
  pathsExist: z.array(z.string()).optional(),
  pathsDoNotExist: z.array(z.string()).optional(),
});
export type ScmFilter = z.infer<typeof ScmFilter>;

export const ScmProviderGenerator = z.strictObject({
  github: GithubScm.optional(),
  gitlab: GitlabScm.optional(),
  gitea: GiteaScm.optional(),
  bitbucketServer: BitbucketServerScm.optional(),
  bitbucket: BitbucketScm.optional(),
  azureDevOps: AzureDevOpsScm.optional(),
  awsCodeCommit: AwsCodeCommitScm.optional(),
  cloneProtocol: z.string().optional(),
  filters: z.array(ScmFilter).optional(),
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
