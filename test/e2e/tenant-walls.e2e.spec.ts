import { describe, expect, it } from 'vitest';
import { ApiClient } from '../fleet/kubernetes/api-client.ts';
import { waitUntil } from '../fleet/processes/wait-until.ts';
import { pathOf, readObject } from '../world/objects.ts';
import { appSet, configMap, directorySet } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const CLUSTER = 'east';

let red: Team;
let blue: Team;
const world = storyWorld({ spokes: [{ name: CLUSTER, labels: {} }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  const start = (name: string, rules = {}) => {
    const files = (url: string) => ({
      [`appsets/${name}.yaml`]: appSet({ name, repoURL: url, namespace: name }),
      'apps/own/config.yaml': configMap('own', name),
    });
    return Team.add(started, { name, files, rules });
  };
  // Blue may deploy from anywhere; that does not lend it the credentials of others.
  [red, blue] = await Promise.all([start('red'), start('blue', { sourceRepos: ['*'] })]);
  await Promise.all([red, blue].map((team) => team.untilSynced(['own-east'])));
});

/** The hub's own credentials on the spoke, as they lie on the management cluster. */
async function connectAsHub(): Promise<ApiClient> {
  const cluster = await world().resource<{ spec: { credentialsRef: { name: string } } }>(
    `namespaces/nabe-system/clusters/${CLUSTER}`,
  );
  const secret = await world().get<{ data: { token: string } }>(
    `/api/v1/namespaces/nabe-system/secrets/${cluster?.spec.credentialsRef.name}`,
  );
  const { server, caPem } = world().spoke(CLUSTER);
  return new ApiClient(server, caPem, Buffer.from(secret.body.data.token, 'base64').toString());
}

const objects = (namespace: string) => pathOf('configmaps', namespace);
const secrets = (namespace: string) => `/api/v1/namespaces/${namespace}/secrets`;
const BLUE = { 'impersonate-user': 'system:serviceaccount:nabe-tenants:blue' };

describe("the spoke's own API server", () => {
  it.each([
    { name: 'lets the hub read as the tenant in its namespace', path: objects('blue'), headers: BLUE, status: 200 },
    {
      name: 'lets the hub read the Secrets of the tenant as the tenant',
      path: secrets('blue'),
      headers: BLUE,
      status: 200,
    },
    {
      name: "refuses to read as the tenant in another tenant's namespace",
      path: objects('red'),
      headers: BLUE,
      status: 403,
    },
    {
      name: "refuses to read another tenant's Secrets as the tenant",
      path: secrets('red'),
      headers: BLUE,
      status: 403,
    },
    { name: 'refuses to read all namespaces as the tenant', path: '/api/v1/configmaps', headers: BLUE, status: 403 },
    {
      name: "refuses to read the hub's own namespace as the tenant",
      path: secrets('nabe-system'),
      headers: BLUE,
      status: 403,
    },
    { name: "refuses the hub's own identity a tenant's Secrets", path: secrets('blue'), headers: {}, status: 403 },
    {
      name: "refuses the hub's own identity the Secrets of its namespace",
      path: secrets('nabe-system'),
      headers: {},
      status: 403,
    },
    { name: "refuses the hub's own identity all Secrets", path: '/api/v1/secrets', headers: {}, status: 403 },
    {
      name: 'refuses the hub to act as a user',
      path: objects('blue'),
      headers: { 'impersonate-user': 'admin' },
      status: 403,
    },
    {
      name: 'refuses the hub to act as a ServiceAccount of another namespace',
      path: objects('blue'),
      headers: { 'impersonate-user': 'system:serviceaccount:kube-system:default' },
      status: 403,
    },
    {
      name: 'refuses the hub to add a group to the tenant',
      path: objects('red'),
      headers: { ...BLUE, 'impersonate-group': 'system:masters' },
      status: 403,
    },
  ])('$name', async ({ path, headers, status }) => {
    const hub = await connectAsHub();
    try {
      expect((await hub.request('GET', path, undefined, headers)).status).toBe(status);
    } finally {
      await hub.close();
    }
  });

  it("refuses to create, change and delete as the tenant in another tenant's namespace", async () => {
    const before = await readObject(world(), CLUSTER, pathOf('configmaps', 'red', 'own'));
    const hub = await connectAsHub();
    try {
      const object = {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'own', namespace: 'red' },
        data: { VALUE: 'blue' },
      };
      const apply = { ...BLUE, 'content-type': 'application/apply-patch+yaml' };
      const path = pathOf('configmaps', 'red', 'own');
      const answers = [
        await hub.request('POST', objects('red'), { ...object, metadata: { name: 'new', namespace: 'red' } }, BLUE),
        await hub.request('PATCH', `${path}?fieldManager=nabe&force=true`, object, apply),
        await hub.request('DELETE', path, undefined, BLUE),
      ];
      expect(answers.map(({ status }) => status)).toEqual([403, 403, 403]);
    } finally {
      await hub.close();
    }
    expect(await readObject(world(), CLUSTER, pathOf('configmaps', 'red', 'own'))).toEqual(before);
  });
});

/** What `nabe app get` prints, once the Application is refused or fails for this reason. */
async function untilExplained(team: Team, application: string, reason: string): Promise<string> {
  const isRefused = async () => {
    const operation = (await team.application(application))?.status.operation;
    if (operation?.reason !== reason) throw new Error(JSON.stringify(operation));
    return true;
  };
  await waitUntil(isRefused, {
    what: `${application} is ${reason}`,
    deadlineMs: 30_000,
    explain: () => world().logs(),
  });
  const { code, stdout, stderr } = await world().nabe('app', 'get', application, '--tenant', team.name);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  return stdout;
}

interface SetStatus {
  readonly status: {
    readonly conditions?: readonly { readonly type: string; readonly status: string; readonly message: string }[];
  };
}

async function untilSetRefused(team: Team, set: string): Promise<string> {
  const readMessage = async () => {
    const resource = await world().resource<SetStatus>(`namespaces/tenant-${team.name}/applicationsets/${set}`);
    return resource?.status.conditions?.find(({ type, status }) => type === 'Ready' && status === 'False')?.message;
  };
  return waitUntil(readMessage, { what: `set ${set} is refused`, deadlineMs: 30_000, explain: () => world().logs() });
}

describe('a tenant', () => {
  it('may not deploy to a namespace that its Tenant does not allow', async () => {
    await blue.commit(
      {
        'appsets/burglar.yaml': directorySet({
          name: 'burglar',
          repoURL: blue.url,
          path: 'apps/own',
          namespace: 'red',
        }),
      },
      'Go to red',
    );

    expect(await untilExplained(blue, 'burglar-east', 'Refused')).toContain(
      'Application burglar-east of tenant blue may not deploy to namespace red on cluster east: no destination of Tenant blue allows it; the platform team can add one',
    );
    expect((await readObject(world(), CLUSTER, pathOf('configmaps', 'red', 'own')))?.data).toEqual({ VALUE: 'red' });
  });

  it('may not put an object into a namespace that its Tenant does not allow', async () => {
    await blue.commit({ 'apps/smuggler/config.yaml': configMap('smuggled', 'blue', 'red') }, 'Put an object into red');

    expect(await untilExplained(blue, 'smuggler-east', 'Refused')).toContain(
      'ConfigMap red/smuggled of tenant blue is refused on cluster east: no destination of Tenant blue allows namespace red; the platform team can add one',
    );
    expect(await readObject(world(), CLUSTER, pathOf('configmaps', 'red', 'smuggled'))).toBeUndefined();
  });

  it("may not write another tenant's project into a set", async () => {
    const set = directorySet({
      name: 'disguise',
      repoURL: blue.url,
      path: 'apps/own',
      namespace: 'blue',
      project: 'red',
    });
    await blue.commit({ 'appsets/disguise.yaml': set }, 'Pose as red');

    expect(await untilSetRefused(blue, 'disguise')).toBe(
      'template.spec.project is "red", but this set belongs to tenant blue; leave it out or write blue. All Applications of this set stay as they are.',
    );
    expect(await blue.application('disguise-east')).toBeUndefined();
  });

  it('may not deploy from a repository that its Tenant does not allow', async () => {
    await red.commit(
      { 'appsets/thief.yaml': directorySet({ name: 'thief', repoURL: blue.url, path: 'apps/own', namespace: 'red' }) },
      'Take from blue',
    );

    expect(await untilExplained(red, 'thief-east', 'Refused')).toContain(
      `Application thief-east of tenant red may not deploy from ${blue.url}: no entry of sourceRepos of Tenant red allows it; the platform team can add one`,
    );
  });

  it('does not get the credentials of a repository that another tenant registered, whatever it may deploy from', async () => {
    await blue.commit(
      {
        'appsets/borrower.yaml': directorySet({
          name: 'borrower',
          repoURL: red.url,
          path: 'apps/own',
          namespace: 'blue',
        }),
      },
      'Borrow from red',
    );

    expect(await untilExplained(blue, 'borrower-east', 'RepositoryMissing')).toContain(
      `Repository ${red.url} is not registered for tenant blue: create a Repository object with this url in namespace tenant-blue.`,
    );
  });
});
