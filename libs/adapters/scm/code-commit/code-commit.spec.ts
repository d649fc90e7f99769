import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CannedAnswer, CannedServer } from '#testing/scm/canned-server.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import type { ScmRepository } from '#core/generators/facts/scm-facts.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import type { ScmAccess } from '#flows/ports/scm.port.ts';
import { HttpScmServices } from '../http-scm-services.ts';

const sha = 'a'.repeat(40);
const next = 'b'.repeat(40);
const access: ScmAccess = { credentials: { kind: 'aws', accessKeyId: 'AKID', secretAccessKey: 'verySecret' } };
const shop: ScmRepository = {
  organization: '111122223333',
  repository: 'shop',
  repositoryId: 'f7579e13',
  url: 'ssh://git-codecommit.eu-central-1.amazonaws.com/v1/repos/shop',
  defaultBranch: 'main',
  labels: [],
};
const metadata = {
  accountId: '111122223333',
  repositoryId: 'f7579e13',
  repositoryName: 'shop',
  defaultBranch: 'main',
  cloneUrlHttp: 'https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/shop',
  cloneUrlSsh: 'ssh://git-codecommit.eu-central-1.amazonaws.com/v1/repos/shop',
};

/** Answers by operation and input, as the API references of CodeCommit, of tagging and of STS say. */
const answers: Readonly<Record<string, CannedAnswer>> = {
  'ListRepositories {"sortBy":"repositoryName","order":"ascending"}': {
    body: { repositories: [{ repositoryName: 'empty' }], nextToken: 'n2' },
  },
  'ListRepositories {"sortBy":"repositoryName","order":"ascending","nextToken":"n2"}': {
    body: { repositories: [{ repositoryName: 'shop' }] },
  },
  'BatchGetRepositories {"repositoryNames":["empty","shop"]}': {
    body: {
      repositories: [{ ...metadata, repositoryName: 'empty', defaultBranch: null }, metadata],
      repositoriesNotFound: [],
    },
  },
  'BatchGetRepositories {"repositoryNames":["shop"]}': { body: { repositories: [metadata], repositoriesNotFound: [] } },
  'BatchGetRepositories {"repositoryNames":["gone"]}': { body: { repositories: [], repositoriesNotFound: ['gone'] } },
  'GetResources {"ResourceTypeFilters":["codecommit:repository"],"TagFilters":[{"Key":"team","Values":["web","api"]},{"Key":"live","Values":[]}]}':
    {
      body: {
        PaginationToken: '',
        ResourceTagMappingList: [{ ResourceARN: 'arn:aws:codecommit:eu-central-1:111122223333:shop', Tags: [] }],
      },
    },
  'GetResources {"ResourceTypeFilters":["codecommit:repository"],"TagFilters":[{"Key":"stale","Values":[]}]}': {
    body: { ResourceTagMappingList: [{ ResourceARN: 'arn:aws:codecommit:eu-central-1:111122223333:gone' }] },
  },
  'ListBranches {"repositoryName":"shop"}': { body: { branches: ['main', 'next'] } },
  'GetBranch {"repositoryName":"shop","branchName":"main"}': {
    body: { branch: { branchName: 'main', commitId: sha } },
  },
  'GetBranch {"repositoryName":"shop","branchName":"next"}': {
    body: { branch: { branchName: 'next', commitId: next } },
  },
  [`GetFolder {"repositoryName":"shop","commitSpecifier":"${sha}","folderPath":"/deploy"}`]: {
    body: { subFolders: [{ relativePath: 'prod' }], files: [], symbolicLinks: [], subModules: [] },
  },
  'AssumeRole arn:aws:iam::9:role/reader': {
    body: {
      AssumeRoleResponse: {
        AssumeRoleResult: {
          Credentials: { AccessKeyId: 'ASIA', SecretAccessKey: 's', SessionToken: 'session', Expiration: 1 },
        },
      },
    },
  },
};

describe('CodeCommit', () => {
  let server: CannedServer;
  let services: HttpScmServices;
  let error: CannedAnswer;

  beforeEach(async () => {
    server = await CannedServer.start();
    error = { status: 400, body: { __type: 'FolderDoesNotExistException' } };
    server.respond(({ headers, body }) => {
      const form = new URLSearchParams(body);
      const operation = String(headers['x-amz-target'] ?? form.get('Action')).replace(/^.*\./, '');
      return answers[`${operation} ${form.get('RoleArn') ?? body}`] ?? error;
    });
    services = new HttpScmServices({
      policy: { allowedHosts: [server.host] },
      clock: new FakeClock(),
      awsEndpoint: () => `${server.origin}/`,
    });
  });

  afterEach(async () => {
    await services.close();
    await server.close();
  });

  const account = (options: object = {}): ScmProvider => ({
    kind: 'awsCodeCommit',
    options: { region: 'eu-central-1', ...options },
  });
  const list = async (provider: ScmProvider, cloneProtocol = ''): Promise<unknown> =>
    services.listRepositories({ provider, cloneProtocol }, access);

  it('lists the repositories of every page but empty ones, each request signed', async () => {
    expect(await list(account())).toEqual({ ok: true, value: { value: [shop] } });
    expect(server.requests.map(({ headers }) => headers.authorization?.split('/').slice(0, 4).join('/'))).toEqual(
      Array.from({ length: 3 }, () => 'AWS4-HMAC-SHA256 Credential=AKID/20260304/eu-central-1/codecommit'),
    );
  });

  it.each([
    { protocol: 'https', url: 'https://git-codecommit.eu-central-1.amazonaws.com/v1/repos/shop' },
    { protocol: 'https-fips', url: 'https://git-codecommit-fips.eu-central-1.amazonaws.com/v1/repos/shop' },
  ])('gives the address for $protocol', async ({ protocol, url }) => {
    expect(await list(account(), protocol)).toEqual({ ok: true, value: { value: [{ ...shop, url }] } });
  });

  it('finds repositories by their tags', async () => {
    const tagFilters = [{ key: 'team', value: 'web' }, { key: 'live' }, { key: 'team', value: 'api' }];
    expect(await list(account({ tagFilters }))).toEqual({ ok: true, value: { value: [shop] } });
  });

  it('fails when a repository vanished while the list was read', async () => {
    const answer = await list(account({ tagFilters: [{ key: 'stale' }] }));
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'unreachable' } });
  });

  it('takes on a role first', async () => {
    expect(await list(account({ role: 'arn:aws:iam::9:role/reader' }))).toEqual({ ok: true, value: { value: [shop] } });
    expect(server.requests.map(({ headers }) => headers['x-amz-security-token'])).toEqual([
      undefined,
      'session',
      'session',
      'session',
    ]);
  });

  it('reads the default branch, or all', async () => {
    const branches = async (options: object): Promise<unknown> =>
      services.listBranches({ provider: account(options), repository: shop }, access);
    expect(await branches({})).toEqual({ ok: true, value: { value: [{ name: 'main', sha }] } });
    expect(await branches({ allBranches: true })).toEqual({
      ok: true,
      value: {
        value: [
          { name: 'main', sha },
          { name: 'next', sha: next },
        ],
      },
    });
  });

  it('looks for a path in its folder', async () => {
    const question = { provider: account(), repository: shop, branch: { name: 'main', sha } };
    const has = async (path: string): Promise<unknown> => services.pathExists({ ...question, path }, access);
    expect([await has('deploy/prod'), await has('deploy/dev'), await has('none/prod')]).toEqual(
      [true, false, false].map((value) => ({ ok: true, value: { value } })),
    );
  });

  it.each([
    { type: 'com.amazonaws.codecommit#ThrottlingException', kind: 'rate-limited' },
    { type: 'AccessDeniedException', kind: 'unauthorized' },
    { type: 'UnrecognizedClientException', kind: 'unauthorized' },
    { type: 'InvalidOrderException', kind: 'invalid' },
  ])('answers $type with $kind', async ({ type, kind }) => {
    error = { status: 400, body: { __type: type, message: 'verySecret' } };
    const answer = await list(account({ tagFilters: [{ key: 'other' }] }));
    expect(answer).toMatchObject({ ok: false, failure: { kind } });
    expect(JSON.stringify(answer)).not.toContain('verySecret');
  });

  it.each([
    { name: 'no region', provider: account({ region: undefined }), access, kind: 'invalid' },
    { name: 'a region that is a host', provider: account({ region: 'evil.example/' }), access, kind: 'invalid' },
    { name: 'no key', provider: account(), access: {}, kind: 'unauthorized' },
  ])('refuses $name before anything is asked', async ({ provider, access: by, kind }) => {
    expect(await services.listRepositories({ provider }, by)).toMatchObject({ ok: false, failure: { kind } });
    expect(server.requests).toEqual([]);
  });
});
