import { beforeEach, describe, expect, it } from 'vitest';
import { formatTime } from '#core/model/text/format-time.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { SetWorld } from '#testing/worlds/set-world.ts';

const NAMESPACE = 'tenant-red';
const template = {
  metadata: { name: '{{.name}}' },
  spec: {
    source: { repoURL: 'https://git.example/red/apps.git', path: 'apps', targetRevision: 'main' },
    destination: { name: 'eu', namespace: 'shop' },
  },
};
const named = (name: string) => ({ ...template, metadata: { name } });
const repository = {
  organization: 'red',
  repository: 'web',
  repositoryId: 7,
  url: 'https://git.example/red/web.git',
  defaultBranch: 'main',
  labels: [],
};
const github = { organization: 'red', tokenRef: { secretName: 'github', key: 'token' } };

let world: SetWorld;

beforeEach(() => {
  world = new SetWorld();
  world.controlPlane.secrets.set(`${NAMESPACE}/github`, { token: 's3cret' });
});

describe('reconcileApplicationSet, from a code host', () => {
  beforeEach(() => {
    world.outside.repositories = [repository];
    world.outside.branches = [{ name: 'main', sha: 'a'.repeat(40) }];
    const generators = [{ scmProvider: { github, cloneProtocol: 'https', requeueAfterSeconds: 60 } }];
    world.change({ spec: { generators, template: named('{{.repository}}') } });
  });

  it('creates an Application for each repository, with the token of the tenant, and looks again in time', async () => {
    expect(await world.reconcile()).toMatchObject({ againInMs: 60_000 });
    expect(world.applications).toEqual(['web']);
    expect(world.outside.accesses[0]).toEqual({ credentials: { kind: 'token', token: 's3cret' }, caData: undefined });
  });

  it.each([
    {
      name: 'the service does not answer',
      arrange: () => void (world.outside.failure = { kind: 'unreachable', message: 'no answer' }),
      says: 'No answer',
    },
    {
      name: 'the Secret is gone',
      arrange: () => world.controlPlane.secrets.clear(),
      says: 'Secret tenant-red/github does not exist',
    },
  ])('keeps its Applications while $name, and says so without the token', async ({ arrange, says }) => {
    await world.reconcile();
    arrange();

    expect(await world.reconcile()).toMatchObject({ againInMs: 30_000 });
    expect(world.applications).toEqual(['web']);
    expect(world.ready).toMatchObject({ status: 'False', reason: 'FactsIncomplete' });
    expect(world.ready?.message).toContain(says);
    expect(world.ready?.message).not.toContain('s3cret');
  });

  it('uses what the service answered before it limited requests, says so, and looks again when that is over', async () => {
    const limits = () => world.set.status.conditions?.filter(({ type }) => type === 'RateLimited');
    const generators = [{ scmProvider: { github, requeueAfterSeconds: 3600 } }];
    world.change({ spec: { generators, template: named('{{.repository}}') } });
    const nowMs = new FakeClock().now();
    world.outside.limited = { host: 'api.github.com', untilMs: nowMs + 600_000, readAtMs: nowMs - 60_000 };
    const outcome = await world.reconcile();
    world.controlPlane.takeWrites();
    await world.reconcile();

    expect(outcome).toMatchObject({ againInMs: 600_000 });
    expect(world.ready).toMatchObject({ status: 'True', message: '1 Application.' });
    const until = formatTime(nowMs + 600_000);
    const message = `api.github.com limits requests until ${until}; what it answered at ${formatTime(nowMs - 60_000)} is used.`;
    expect(limits()).toMatchObject([{ status: 'True', reason: 'AnswersKept', message }]);
    expect(world.controlPlane.takeWrites().filter((what) => !what.startsWith('secret '))).toEqual([]);

    world.outside.limited = undefined;
    expect(await world.reconcile()).toMatchObject({ againInMs: 3_600_000 });
    expect(limits()).toEqual([]);
  });
});

describe('reconcileApplicationSet, from AWS CodeCommit', () => {
  const secret = `${NAMESPACE}/aws-codecommit`;

  beforeEach(() => {
    world.outside.repositories = [repository];
    world.outside.branches = [{ name: 'main', sha: 'a'.repeat(40) }];
    const generators = [{ scmProvider: { awsCodeCommit: { region: 'eu-central-1' } } }];
    world.change({ spec: { generators, template: named('{{.repository}}') } });
  });

  it('signs with the access key of the tenant, which has a Secret of a fixed name because sets cannot name one', async () => {
    world.controlPlane.secrets.set(secret, { AWS_ACCESS_KEY_ID: 'AKID', AWS_SECRET_ACCESS_KEY: 's3cret' });
    await world.reconcile();

    expect(world.applications).toEqual(['web']);
    const credentials = { kind: 'aws', accessKeyId: 'AKID', secretAccessKey: 's3cret', sessionToken: undefined };
    expect(world.outside.accesses[0]).toEqual({ credentials, caData: undefined });
  });

  it.each([
    { name: 'there is none', data: undefined, says: `Secret ${secret} does not exist; create it.` },
    {
      name: 'it lacks a half',
      data: { AWS_ACCESS_KEY_ID: 'AKID' },
      says: `Secret ${secret} lacks AWS_ACCESS_KEY_ID or AWS_SECRET_ACCESS_KEY; add it.`,
    },
  ])('says so when $name', async ({ data, says }) => {
    if (data !== undefined) world.controlPlane.secrets.set(secret, data);
    await world.reconcile();

    expect(world.applications).toEqual([]);
    expect(world.ready?.message).toContain(says);
  });
});

describe('reconcileApplicationSet, from pull requests', () => {
  const pullRequest = {
    github: { owner: 'red', repo: 'web', tokenRef: github.tokenRef },
    continueOnRepoNotFoundError: true,
  };

  it('creates an Application for each, and none where the repository is not there', async () => {
    world.outside.pullRequests = [
      { number: 12, title: 'T', branch: 'b', targetBranch: 'main', headSHA: 'c'.repeat(40), labels: [], author: 'ann' },
    ];
    world.change({ spec: { generators: [{ pullRequest }], template: named('pr-{{.number}}') } });
    await world.reconcile();
    expect(world.applications).toEqual(['pr-12']);

    world.outside.failure = { kind: 'not-found', message: 'there is no repository red/web' };
    await world.reconcile();
    expect(world.applications).toEqual([]);
  });
});

describe('reconcileApplicationSet, from objects of the tenant', () => {
  it('follows a decision resource', async () => {
    const data = {
      apiVersion: 'placement.example/v1',
      kind: 'placements',
      statusListKey: 'decisions',
      matchKey: 'clusterName',
    };
    world.controlPlane.configMaps.set(`${NAMESPACE}/placement`, data);
    const placement = { metadata: { name: 'p' }, status: { decisions: [{ clusterName: 'eu' }] } };
    world.controlPlane.objects.set(`placement.example/v1 placements ${NAMESPACE}`, [placement]);
    const generators = [{ clusterDecisionResource: { configMapRef: 'placement', name: 'p' } }];
    world.change({ spec: { generators, template } });

    expect(await world.reconcile()).toMatchObject({
      againInMs: 180_000,
      objectsRead: [
        { apiVersion: 'v1', resource: 'configmaps', namespace: NAMESPACE, name: 'placement' },
        { apiVersion: 'placement.example/v1', resource: 'placements', namespace: NAMESPACE },
      ],
    });
    expect(world.applications).toEqual(['eu']);
  });

  it('says who has to act when the hub may not list the resources', async () => {
    const data = { apiVersion: 'placement.example/v1', kind: 'placements', matchKey: 'clusterName' };
    world.controlPlane.configMaps.set(`${NAMESPACE}/placement`, data);
    const question = `list placement.example/v1 placements ${NAMESPACE}`;
    world.controlPlane.script.failOn(question, { kind: 'refused', message: 'Cannot list placements: forbidden' });
    const generators = [{ clusterDecisionResource: { configMapRef: 'placement', name: 'p' } }];
    world.change({ spec: { generators, template } });
    await world.reconcile();

    expect(world.ready?.message).toContain(
      'Cannot list placements: forbidden; the platform team has to let the hub list them.',
    );
  });

  it.each([
    {
      name: 'a Secret by a path',
      generator: {
        scmProvider: { github: { organization: 'red', tokenRef: { secretName: '../../x', key: 'token' } } },
      },
      says: '"../../x" is not the name of a Secret; correct it.',
    },
    {
      name: 'a ConfigMap by a path',
      generator: { plugin: { configMapRef: { name: 'a/b' } } },
      says: '"a/b" is not the name of a ConfigMap; correct it.',
    },
    {
      name: 'decision resources by a path',
      generator: { clusterDecisionResource: { configMapRef: 'climber', name: 'p' } },
      says: 'apiVersion placement.example/.. and kind placements are not those of a kind; correct them in the ConfigMap.',
    },
  ])('asks the management cluster nothing for $name', async ({ generator, says }) => {
    const data = { apiVersion: 'placement.example/..', kind: 'placements', matchKey: 'clusterName' };
    world.controlPlane.configMaps.set(`${NAMESPACE}/climber`, data);
    world.change({ spec: { generators: [generator], template } });
    await world.reconcile();

    expect(world.ready?.message).toContain(says);
    expect(world.applications).toEqual([]);
  });

  it('asks a plugin with the token that its ConfigMap names', async () => {
    const data = { baseUrl: 'https://plugin.example', token: '$github:token' };
    world.controlPlane.configMaps.set(`${NAMESPACE}/plugin`, data);
    world.outside.pluginAnswer = [{ name: 'a' }, { name: 'b' }];
    const plugin = { configMapRef: { name: 'plugin' }, input: { parameters: { size: 'small' } } };
    world.change({ spec: { generators: [{ plugin }], template } });
    await world.reconcile();

    expect(world.applications).toEqual(['a', 'b']);
    expect(world.outside.pluginRequests[0]).toEqual({
      configMap: 'plugin',
      baseUrl: 'https://plugin.example',
      token: 's3cret',
      setName: 'shop',
      parameters: { size: 'small' },
      timeoutMs: 30_000,
    });
  });

  it('refuses a token that stands in the ConfigMap itself', async () => {
    const data = { baseUrl: 'https://plugin.example', token: 'plain' };
    world.controlPlane.configMaps.set(`${NAMESPACE}/plugin`, data);
    world.change({ spec: { generators: [{ plugin: { configMapRef: { name: 'plugin' } } }], template } });
    await world.reconcile();

    expect(world.ready?.message).toContain('has to name a Secret and its key, as in $my-plugin:token');
  });
});
