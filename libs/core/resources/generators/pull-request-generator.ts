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

const Labels = z.array(z.string());

const GithubPullRequests = z.strictObject({
  owner: z.string().min(1),
  repo: z.string().min(1),
  api: z.string().optional(),
  tokenRef: SecretKeyRef.optional(),
  appSecretName: z.string().optional(),
  labels: Labels.optional(),
});

const GitlabPullRequests = z.strictObject({
  project: z.string().min(1),
  api: z.string().optional(),
  tokenRef: SecretKeyRef.optional(),
  labels: Labels.optional(),
  pullRequestState: z.enum(['', 'opened', 'closed', 'merged', 'locked']).optional(),
  insecure: z.boolean().optional(),
  caRef: ConfigMapKeyRef.optional(),
});

const GiteaPullRequests = z.strictObject({
  owner: z.string().min(1),
  repo: z.string().min(1),
  api: z.string().min(1),
  tokenRef: SecretKeyRef.optional(),
  insecure: z.boolean().optional(),
  labels: Labels.optional(),
});

const BitbucketServerPullRequests = z.strictObject({
  project: z.string().min(1),
  repo: z.string().min(1),
  api: z.string().min(1),
  basicAuth: BasicAuth.optional(),
  bearerToken: BearerToken.optional(),
  insecure: z.boolean().optional(),
  caRef: ConfigMapKeyRef.optional(),
});

const BitbucketPullRequests = z.strictObject({
  owner: z.string().min(1),
  repo: z.string().min(1),
  api: z.string().optional(),
  basicAuth: BasicAuth.optional(),
  bearerToken: BearerToken.optional(),
});

const AzureDevOpsPullRequests = z.strictObject({
  organization: z.string().min(1),
  project: z.string().min(1),
  repo: z.string().min(1),
  api: z.string().optional(),
  tokenRef: SecretKeyRef.optional(),
  labels: Labels.optional(),
});

const PullRequestFilter = z.strictObject({
  branchMatch: z.string().optional(),
  targetBranchMatch: z.string().optional(),
  titleMatch: z.string().optional(),
});
export type PullRequestFilter = z.infer<typeof PullRequestFilter>;

export const PullRequestGenerator = z.strictObject({
  github: GithubPullRequests.optional(),
  gitlab: GitlabPullRequests.optional(),
  gitea: GiteaPullRequests.optional(),
  bitbucketServer: BitbucketServerPullRequests.optional(),
  bitbucket: BitbucketPullRequests.optional(),
  azuredevops: AzureDevOpsPullRequests.optional(),
  filters: z.array(PullRequestFilter).optional(),
  continueOnRepoNotFoundError: z.boolean().optional(),
  requeueAfterSeconds: RequeueAfterSeconds.optional(),
  values: Values.optional(),
  template: GeneratorTemplate.optional(),
});
export type PullRequestGenerator = z.infer<typeof PullRequestGenerator>;

/** One code host and the repository to ask it about. */
export type PullRequestProvider =
  | { readonly kind: 'github'; readonly options: z.infer<typeof GithubPullRequests> }
  | { readonly kind: 'gitlab'; readonly options: z.infer<typeof GitlabPullRequests> }
  | { readonly kind: 'gitea'; readonly options: z.infer<typeof GiteaPullRequests> }
  | { readonly kind: 'bitbucketServer'; readonly options: z.infer<typeof BitbucketServerPullRequests> }
  | { readonly kind: 'bitbucket'; readonly options: z.infer<typeof BitbucketPullRequests> }
  | { readonly kind: 'azuredevops'; readonly options: z.infer<typeof AzureDevOpsPullRequests> };

/** The providers that the options name, in a fixed order; right is exactly one. */
export function pullRequestProvidersOf(options: PullRequestGenerator): PullRequestProvider[] {
  const { github, gitlab, gitea, bitbucketServer, bitbucket, azuredevops } = options;
  const providers: (PullRequestProvider | undefined)[] = [
    github && { kind: 'github', options: github },
    gitlab && { kind: 'gitlab', options: gitlab },
    gitea && { kind: 'gitea', options: gitea },
    bitbucketServer && { kind: 'bitbucketServer', options: bitbucketServer },
    bitbucket && { kind: 'bitbucket', options: bitbucket },
    azuredevops && { kind: 'azuredevops', options: azuredevops },
  ];
  return providers.filter((provider) => provider !== undefined);
}
