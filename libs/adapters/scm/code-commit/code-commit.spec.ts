import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type CannedAnswer, CannedServer } from '#testing/scm/canned-server.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { codeCommitAnswers, codeCommitQuestion, shop } from '#testing/scm/repositories/code-commit.ts';
import { HEAD, NEXT } from '#testing/scm/repositories/repository-case.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import type { ScmAccess } from '#flows/ports/generators/scm.port.ts';
import { HttpScmServices } from '../http-scm-services.ts';

const access: ScmAccess = { credentials: { kind: 'aws', accessKeyId: 'AKID', secretAccessKey: 'verySecret' } };

describe('CodeCommit', () => {
  let server: CannedServer;
  let services: HttpScmServices;
  let error: CannedAnswer;

  beforeEach(async () => {
    server = await CannedServer.start();
    error = { status: 400, body: { __type: 'FolderDoesNotExistException' } };
    server.respond((request) => codeCommitAnswers[codeCommitQuestion(request)] ?? error);
    services = new HttpScmServices({
      policy: { allowedHosts: [server.host] },
      clock: new FakeClock(),
      addresses: new Map(
        ['codecommit', 'tagging', 'sts'].map((service) => [
          `https://${service}.eu-central-1.amazonaws.com`,
          server.origin,
        ]),
      ),
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
    expect(await branches({})).toEqual({ ok: true, value: { value: [{ name: 'main', sha: HEAD }] } });
    expect(await branches({ allBranches: true })).toEqual({
      ok: true,
      value: {
        value: [
          { name: 'main', sha: HEAD },
          { name: 'next', sha: NEXT },
        ],
      },
    });
  });

  it('looks for a path in its folder', async () => {
    const question = { provider: account(), repository: shop, branch: { name: 'main', sha: HEAD } };
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
