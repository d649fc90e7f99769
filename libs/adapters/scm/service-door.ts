import { fail, type Result, succeed } from '#core/model/result.ts';
import type { PullRequestProvider } from '#core/resources/generators/pull-request-generator.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { ScmAccess, ScmFailure } from '#flows/ports/generators/scm.port.ts';
import { AwsApi, type AwsService } from './code-commit/aws-api.ts';
import { codeCommitRepositories } from './code-commit/code-commit.ts';
import type { Caller } from './http/api-request.ts';
import { BoundedMap } from './sharing/bounded-map.ts';
import { checkUrl, type HostPolicy } from './hosts/host-policy.ts';
import { readdress, type ServiceAddresses } from './hosts/service-addresses.ts';
import type { ScmHttpClient } from './http/scm-http-client.ts';
import type { ScmLimits } from './http/scm-limits.ts';
import { azurePullRequests, azureRepositories } from './providers/azure-dev-ops.ts';
import { bitbucketPullRequests, bitbucketRepositories } from './providers/bitbucket.ts';
import {
  bitbucketServerBase,
  bitbucketServerPullRequests,
  bitbucketServerRepositories,
} from './providers/bitbucket-server.ts';
import { giteaBase, giteaPullRequests, giteaRepositories } from './providers/gitea.ts';
import { githubBase, githubHeaders, githubPullRequests, githubRepositories } from './providers/github.ts';
import { gitlabBase, gitlabPullRequests, gitlabRepositories } from './providers/gitlab.ts';
import { mapValue, type PullRequestReader, type RepositoryReader } from './providers/provider-readers.ts';
import { ScmApi } from './reading/scm-api.ts';
import { signInAsGithubApp, signInHeaders } from './reading/sign-in.ts';

interface DoorSettings {
  readonly client: ScmHttpClient;
  readonly clock: Clock;
  readonly policy: HostPolicy;
  readonly limits: ScmLimits;
  readonly addresses: ServiceAddresses;
}

/** Opens the API of a service: its address, the way credentials are shown there, and who reads it. */
export class ServiceDoor {
  readonly #settings: DoorSettings;
  readonly #appHeaders = new BoundedMap<{ headers: Readonly<Record<string, string>>; untilMs: number }>(1000);

  constructor(settings: DoorSettings) {
    this.#settings = settings;
  }

  async repositories(
    provider: ScmProvider,
    access: ScmAccess,
    caller: Caller,
  ): Promise<Result<RepositoryReader, ScmFailure>> {
    switch (provider.kind) {
      case 'github':
        return mapValue(await this.#open(provider, access, caller), (api) => githubRepositories(api, provider.options));
      case 'gitlab':
        return mapValue(await this.#open(provider, access, caller), (api) => gitlabRepositories(api, provider.options));
      case 'gitea':
        return mapValue(await this.#open(provider, access, caller), (api) => giteaRepositories(api, provider.options));
      case 'bitbucketServer':
        return mapValue(await this.#open(provider, access, caller), (api) =>
          bitbucketServerRepositories(api, provider.options),
        );
      case 'bitbucket':
        return mapValue(await this.#open(provider, access, caller), (api) =>
          bitbucketRepositories(api, provider.options),
        );
      case 'azureDevOps':
        return mapValue(await this.#open(provider, access, caller), (api) => azureRepositories(api, provider.options));
      case 'awsCodeCommit':
        return mapValue(await this.#openAws(provider.options, access, caller), (aws) =>
          codeCommitRepositories(aws, provider.options),
        );
    }
  }

  async pullRequests(
    provider: PullRequestProvider,
    access: ScmAccess,
    caller: Caller,
  ): Promise<Result<PullRequestReader, ScmFailure>> {
    const opened = await this.#open(provider, access, caller);
    return mapValue(opened, (api) => {
      switch (provider.kind) {
        case 'github':
          return githubPullRequests(api, provider.options);
        case 'gitlab':
          return gitlabPullRequests(api, provider.options);
        case 'gitea':
          return giteaPullRequests(api, provider.options);
        case 'bitbucketServer':
          return bitbucketServerPullRequests(api, provider.options);
        case 'bitbucket':
          return bitbucketPullRequests(api, provider.options);
        case 'azuredevops':
          return azurePullRequests(api, provider.options);
      }
    });
  }

  async #open(
    { kind, options }: Exclude<ScmProvider, { kind: 'awsCodeCommit' }> | PullRequestProvider,
    { credentials }: ScmAccess,
    caller: Caller,
  ): Promise<Result<ScmApi, ScmFailure>> {
    const service = services[kind];
    const api = ('api' in options ? options.api : undefined) || service.publicApi;
    const { policy, addresses } = this.#settings;
    const allowed = checkUrl(policy, readdress(api, addresses));
    if (!allowed.ok) return allowed;
    const base = readdress(service.baseOf(api), addresses).replace(/\/+$/, '');
    const headers =
      credentials?.kind === 'github-app' && kind === 'github'
        ? await this.#appSignIn(credentials, caller, base)
        : signInHeaders(kind === 'azuredevops' ? 'azureDevOps' : kind, credentials);
    const { client, limits } = this.#settings;
    return mapValue(headers, (signIn) => {
      const all = { accept: 'application/json', ...service.headers, ...signIn };
      return new ScmApi({ client, caller, base, headers: all, pages: limits.pages });
    });
  }

  async #appSignIn(
    credentials: Parameters<typeof signInAsGithubApp>[3],
    caller: Caller,
    base: string,
  ): ReturnType<typeof signInAsGithubApp> {
    const nowMs = this.#settings.clock.now();
    const key = `${caller.id} ${base}`;
    const known = this.#appHeaders.get(key);
    if (known && known.untilMs > nowMs) return succeed(known.headers);
    const signedIn = await signInAsGithubApp(this.#settings.client, caller, base, credentials, nowMs);
    if (signedIn.ok) this.#appHeaders.set(key, { headers: signedIn.value, untilMs: nowMs + APP_TOKEN_MS });
    return signedIn;
  }

  async #openAws(
    { region, role }: Extract<ScmProvider, { kind: 'awsCodeCommit' }>['options'],
    { credentials }: ScmAccess,
    caller: Caller,
  ): Promise<Result<AwsApi, ScmFailure>> {
    // The region becomes part of a host's name.
    if (region === undefined || !/^[a-z0-9-]+$/.test(region))
      return fail({ kind: 'invalid', message: 'the set must name the AWS region, such as eu-central-1' });
    if (credentials?.kind !== 'aws')
      return fail({ kind: 'unauthorized', message: 'AWS needs an access key: the tenant must give one' });
    const { client, clock, addresses } = this.#settings;
    const endpoint = (service: AwsService, of: string): string => readdress(awsEndpoint(service, of), addresses);
    const aws = new AwsApi({ client, clock, caller, credentials, region, endpoint });
    return role === undefined || role === '' ? succeed(aws) : aws.assume(role);
  }
}

interface Service {
  readonly publicApi: string;
  readonly baseOf: (api: string) => string;
  readonly headers?: Readonly<Record<string, string>>;
}

const azure: Service = { publicApi: 'https://dev.azure.com', baseOf: (api) => api };

/** Without a public API the set always names one. */
const services: Readonly<Record<Exclude<ScmProvider['kind'], 'awsCodeCommit'> | 'azuredevops', Service>> = {
  github: { publicApi: 'https://api.github.com', baseOf: githubBase, headers: githubHeaders },
  gitlab: { publicApi: 'https://gitlab.com', baseOf: gitlabBase },
  gitea: { publicApi: '', baseOf: giteaBase },
  bitbucketServer: { publicApi: '', baseOf: bitbucketServerBase },
  bitbucket: { publicApi: 'https://api.bitbucket.org/2.0', baseOf: (api) => api },
  azureDevOps: azure,
  azuredevops: azure,
};

function awsEndpoint(service: AwsService, region: string): string {
  return `https://${service}.${region}.amazonaws.com${region.startsWith('cn-') ? '.cn' : ''}/`;
}

/** GitHub's tokens for an installation last an hour. */
const APP_TOKEN_MS = 50 * 60_000;
