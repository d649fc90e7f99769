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
  owner: z.string().min(1).describe('Owner of the repository.'),
  repo: z.string().min(1).describe('Name of the repository.'),
  api: z.string().optional().describe("Address of the code host's API; that of the public service when absent."),
  tokenRef: SecretKeyRef.optional().describe('Token to ask with; nobody in particular asks when absent.'),
  appSecretName: z.string().optional().describe('Secret of a GitHub App to ask as; instead of tokenRef.'),
  labels: Labels.optional().describe('Labels that a pull request must all carry.'),
});

const GitlabPullRequests = z.strictObject({
  project: z.string().min(1).describe('Path of the project, or its number.'),
  api: z.string().optional().describe("Address of the code host's API; that of the public service when absent."),
  tokenRef: SecretKeyRef.optional().describe('Token to ask with; nobody in particular asks when absent.'),
  labels: Labels.optional().describe('Labels that a merge request must all carry.'),
  pullRequestState: z
    .enum(['', 'opened', 'closed', 'merged', 'locked'])
    .optional()
    .describe('State of the merge requests; all of them when absent.'),
  insecure: z.boolean().optional().describe("Whether the host's certificate is not checked."),
  caRef: ConfigMapKeyRef.optional().describe("Authorities that may sign the host's certificate."),
});

const GiteaPullRequests = z.strictObject({
  owner: z.string().min(1).describe('Owner of the repository.'),
  repo: z.string().min(1).describe('Name of the repository.'),
  api: z.string().min(1).describe("Address of the code host's API; that of the public service when absent."),
  tokenRef: SecretKeyRef.optional().describe('Token to ask with; nobody in particular asks when absent.'),
  insecure: z.boolean().optional().describe("Whether the host's certificate is not checked."),
  labels: Labels.optional().describe('Labels that a pull request must all carry.'),
});

const BitbucketServerPullRequests = z.strictObject({
  project: z.string().min(1).describe('Project that holds the repository.'),
  repo: z.string().min(1).describe('Name of the repository.'),
  api: z.string().min(1).describe("Address of the code host's API; that of the public service when absent."),
  basicAuth: BasicAuth.optional(),
  bearerToken: BearerToken.optional(),
  insecure: z.boolean().optional().describe("Whether the host's certificate is not checked."),
  caRef: ConfigMapKeyRef.optional().describe("Authorities that may sign the host's certificate."),
});

const BitbucketPullRequests = z.strictObject({
  owner: z.string().min(1).describe('Owner of the repository.'),
  repo: z.string().min(1).describe('Name of the repository.'),
  api: z.string().optional().describe("Address of the code host's API; that of the public service when absent."),
  basicAuth: BasicAuth.optional(),
  bearerToken: BearerToken.optional(),
});

const AzureDevOpsPullRequests = z.strictObject({
  organization: z.string().min(1).describe('Organization that holds the project.'),
  project: z.string().min(1).describe('Project that holds the repository.'),
  repo: z.string().min(1).describe('Name of the repository.'),
  api: z.string().optional().describe("Address of the code host's API; that of the public service when absent."),
  tokenRef: SecretKeyRef.optional().describe('Token to ask with; nobody in particular asks when absent.'),
  labels: Labels.optional().describe('Labels that a pull request must all carry.'),
});

const PullRequestFilter = z.strictObject({
  branchMatch: z.string().optional().describe('Regular expression for the branch.'),
  targetBranchMatch: z.string().optional().describe('Regular expression for the branch to merge into.'),
  titleMatch: z.string().optional().describe('Regular expression for the title.'),
});
export type PullRequestFilter = z.infer<typeof PullRequestFilter>;

export const PullRequestGenerator = z.strictObject({
  github: GithubPullRequests.optional().describe('A repository on GitHub.'),
  gitlab: GitlabPullRequests.optional().describe('A project on GitLab.'),
  gitea: GiteaPullRequests.optional().describe('A repository on Gitea or Forgejo.'),
  bitbucketServer: BitbucketServerPullRequests.optional().describe('A repository on Bitbucket Server or Data Center.'),
  bitbucket: BitbucketPullRequests.optional().describe('A repository on Bitbucket Cloud.'),
  azuredevops: AzureDevOpsPullRequests.optional().describe('A repository on Azure DevOps.'),
  filters: z
    .array(PullRequestFilter)
    .optional()
    .describe('Fields of one filter all hold, or those of another one; everything when absent.'),
  continueOnRepoNotFoundError: z
    .boolean()
    .optional()
    .describe('A repository that does not exist gives nothing instead of an error.'),
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
