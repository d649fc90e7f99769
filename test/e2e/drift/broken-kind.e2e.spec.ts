import { describe, expect, it } from 'vitest';
import type { Application } from '#core/resources/application.ts';
import type { LocalCluster } from '../../fleet/kubernetes/local-cluster.ts';
import { deleteObject, editObject, pathOf, readObject } from '../../world/objects.ts';
import { configMap } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

const GROUP = 'shop.example';
const TILL = `/apis/${GROUP}/v1/namespaces/red/tills/till`;
const DEFINITION = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/tills.${GROUP}`;
const MERGE = { 'content-type': 'application/merge-patch+json' };

let red: Team;
const world = storyWorld({ spokes: [{ name: 'east', labels: {} }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  await letTenantHaveTills(started.spoke('east'));
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({
      'appsets/one.yaml': setOf('tills', url),
      'appsets/two.yaml': setOf('plain', url),
      'appsets/three.yaml': setOf('skips', url),
      'apps/tills/till.yaml': till('one'),
      'apps/skips/till.yaml': till('two', 'skipped', 'SkipDryRunOnMissingResource=true'),
      'apps/skips/config.yaml': configMap('beside', 'git'),
      'apps/plain/config.yaml': configMap('plain', 'git'),
    }),
  });
});

/** What a platform team does for kinds that are not Kubernetes' own. The hub itself gets no right: the tenant watches. */
async function letTenantHaveTills(spoke: LocalCluster): Promise<void> {
  const rbac = { group: 'rbac.authorization.k8s.io', name: 'tills-of-red' };
  const apiVersion = `${rbac.group}/v1`;
  const metadata = { name: rbac.name };
  const rules = [{ apiGroups: [GROUP], resources: ['tills'], verbs: ['*'] }];
  const roleRef = { apiGroup: rbac.group, kind: 'ClusterRole', name: rbac.name };
  const subjects = [{ kind: 'ServiceAccount', namespace: 'nabe-tenants', name: 'red' }];
  const role = { apiVersion, kind: 'ClusterRole', metadata, rules };
  const binding = { apiVersion, kind: 'ClusterRoleBinding', metadata, roleRef, subjects };
  const folder = `/apis/${apiVersion}`;
  const answers = [
    await spoke.request('POST', `${folder}/clusterroles`, role),
    await spoke.request('POST', `${folder}/clusterrolebindings`, binding),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
}

function setOf(name: string, repoURL: string): string {
  const template = {
    metadata: { name: `${name}-{{ .name }}` },
    spec: {
      source: { repoURL, targetRevision: 'main', path: `apps/${name}` },
      destination: { name: '{{ .name }}', namespace: 'red' },
      syncPolicy: {
        automated: { prune: true, selfHeal: true },
        syncOptions: ['CreateNamespace=true'],
        retry: { limit: -1, backoff: { duration: '1s', maxDuration: '2s' } },
      },
    },
  };
  const spec = { goTemplate: true, generators: [{ clusters: {} }], template };
  return JSON.stringify({ apiVersion: 'argoproj.io/v1alpha1', kind: 'ApplicationSet', metadata: { name }, spec });
}

function till(open: string, name = 'till', options = ''): string {
  const metadata = { name, annotations: { 'argocd.argoproj.io/sync-options': options } };
  return JSON.stringify({ apiVersion: `${GROUP}/v1`, kind: 'Till', metadata, spec: { open } });
}

/** Two versions, of which the older is stored: reading the newer one needs a conversion. */
function definition(): object {
  const schema = { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } };
  const versions = [
    { name: 'v1', served: true, storage: false, schema },
    { name: 'v1beta1', served: true, storage: true, schema },
  ];
  const names = { kind: 'Till', plural: 'tills', singular: 'till', listKind: 'TillList' };
  return {
    apiVersion: 'apiextensions.k8s.io/v1',
    kind: 'CustomResourceDefinition',
    metadata: { name: `tills.${GROUP}` },
    spec: { group: GROUP, scope: 'Namespaced', names, versions },
  };
}

async function patchDefinition(conversion: object): Promise<void> {
  const { status } = await world().spoke('east').request('PATCH', DEFINITION, { spec: { conversion } }, MERGE);
  expect(status).toBe(200);
}

async function readTill(): Promise<string | undefined> {
  const { status, body } = await world().spoke('east').request<{ spec?: { open?: string } }>('GET', TILL);
  return status === 200 ? body.spec?.open : undefined;
}

function untilApplication(
  name: string,
  what: string,
  holds: (status: Application['status']) => boolean,
): Promise<Application> {
  return world().until(`Application ${name} ${what}`, async () => {
    const application = await red.application(name);
    return application !== undefined && holds(application.status) && application;
  });
}

describe('a kind that the cluster does not serve yet', () => {
  it('keeps only the Application that wants it from being synced, which is as soon as the kind is there', async () => {
    await untilApplication('plain-east', 'is synced', ({ sync }) => sync?.status === 'Synced');
    const { status } = await untilApplication(
      'tills-east',
      'says why',
      ({ summary }) => summary?.includes('Till') === true,
    );
    expect(status.sync?.status).not.toBe('Synced');
    await world().until(
      'what is beside an object with SkipDryRunOnMissingResource is there, though that object cannot be',
      () => readObject(world(), 'east', pathOf('configmaps', 'red', 'beside')),
    );
    expect((await red.application('skips-east'))?.status.sync?.status).not.toBe('Synced');

    const { status: created } = await world()
      .spoke('east')
      .request('POST', '/apis/apiextensions.k8s.io/v1/customresourcedefinitions', definition());
    expect(created).toBe(201);

    await untilApplication(
      'tills-east',
      'is synced',
      ({ sync, health }) => sync?.status === 'Synced' && health?.status === 'Healthy',
    );
    await untilApplication('skips-east', 'is synced', ({ sync }) => sync?.status === 'Synced');
  });

  it('is watched from then on', async () => {
    await deleteObject(world(), 'east', TILL);

    await world().until('the object is back', async () => (await readTill()) === 'one');
  });
});

describe('a kind whose conversion is broken', () => {
  it('makes nothing but the health of the Applications that use it Unknown, and says of which kind', async () => {
    // Nobody listens there.
    const clientConfig = { url: 'https://127.0.0.1:1/convert' };
    await patchDefinition({ strategy: 'Webhook', webhook: { clientConfig, conversionReviewVersions: ['v1'] } });
    // Whoever starts now has to read everything anew.
    await Promise.all(world().workers.map((worker) => worker.stop('SIGTERM')));
    await world().startWorker();

    const { status } = await untilApplication(
      'tills-east',
      'is of unknown health',
      ({ health }) => health?.status === 'Unknown',
    );
    expect(status.health?.message).toContain('Nothing is known about its objects of kind Till: ');
    expect((await red.application('plain-east'))?.status.health?.status).toBe('Healthy');
  });

  it('keeps drift of other kinds on the cluster from nobody', async () => {
    await editObject(world(), 'east', pathOf('configmaps', 'red', 'plain'), { data: { VALUE: 'theirs' } });

    const value = async () =>
      (await readObject(world(), 'east', pathOf('configmaps', 'red', 'plain')))?.data?.['VALUE'];
    await world().until('the other object is as git says', async () => (await value()) === 'git');
  });

  it('is watched again when it is repaired', async () => {
    await patchDefinition({ strategy: 'None', webhook: null });

    await untilApplication('tills-east', 'is healthy again', ({ health }) => health?.status === 'Healthy');
    await deleteObject(world(), 'east', TILL);
    await world().until('the object is back', async () => (await readTill()) === 'one');
  });
});
