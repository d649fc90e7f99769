import { describe, expect, it } from 'vitest';
import type { Condition } from '#core/model/conditions.ts';
import type { ApplicationSet } from '#core/resources/application-set.ts';
import { managementRolePath } from '../world/management-identity.ts';
import { listObjects, pathOf, readObject } from '../world/objects.ts';
import { appSet, configMap, directorySet } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const CLUSTERS_CRD = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions/clusters.nabe.dev';
const MERGE = { 'content-type': 'application/merge-patch+json' };
const LIST_SET = 'appsets/notices.yaml';

let red: Team;
const world = storyWorld({ spokes: [{ name: 'prod', labels: {} }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({
      'appsets/shop.yaml': appSet({ name: 'shop', repoURL: url, namespace: 'red' }),
      'apps/cart/config.yaml': configMap('cart', 'one'),
      'apps/search/config.yaml': configMap('search', 'one'),
      'apps/wishes/config.yaml': configMap('wishes', 'one'),
      'notices/config.yaml': configMap('notices', 'one'),
    }),
  });
});

/** What must not change while nobody knows all clusters. */
async function applicationsAndObjects() {
  const applications = (await red.applications()).map(({ metadata: { name, uid, generation, deletionTimestamp } }) => ({
    name,
    uid,
    generation,
    deletionTimestamp,
  }));
  const objects = (await listObjects(world(), 'prod', pathOf('configmaps', 'red'))).map(({ metadata }) => metadata);
  return { applications, objects };
}

async function change(path: string, patch: object): Promise<void> {
  const { status, body } = await world().fleet.management.request('PATCH', path, patch, MERGE);
  if (status !== 200) throw new Error(`cannot change ${path}: ${JSON.stringify(body)}`);
}

interface Rule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
}

/** Without `clusters`, all other rights on our kinds stay. */
async function takeRightToListClusters(): Promise<readonly Rule[]> {
  const { rules } = (await world().get<{ rules: Rule[] }>(managementRolePath)).body;
  const others = ['tenants', 'repositories', 'applicationsets', 'applications'];
  const less = (rule: Rule) =>
    rule.apiGroups.includes('nabe.dev')
      ? { ...rule, resources: [...others, ...others.map((name) => `${name}/status`)] }
      : rule;
  await change(managementRolePath, { rules: rules.map(less) });
  return rules;
}

async function leader(): Promise<string | undefined> {
  const path = '/apis/coordination.k8s.io/v1/namespaces/nabe-system/leases/nabe-hub';
  return (await world().get<{ spec: { holderIdentity?: string } }>(path)).body.spec.holderIdentity;
}

function untilPruned(name: string): Promise<boolean> {
  return world().until(`${name} is pruned`, async () => {
    const isThere = (await readObject(world(), 'prod', pathOf('configmaps', 'red', name))) !== undefined;
    return !isThere && (await red.application(`${name}-prod`)) === undefined;
  });
}

async function readinessOfSet(): Promise<Condition | undefined> {
  const set = await world().resource<ApplicationSet>('namespaces/tenant-red/applicationsets/shop');
  return set?.status?.conditions?.find(({ type }) => type === 'Ready');
}

describe('a hub that may not list the clusters', () => {
  it('changes nothing, not even for a directory removed from git, and its API says that it does not know', async () => {
    await red.untilSynced(['cart-prod', 'search-prod', 'wishes-prod']);
    const before = await applicationsAndObjects();
    await world().hubs[0]?.stop('SIGTERM');
    const rights = await takeRightToListClusters();
    await red.commit({ 'apps/wishes/config.yaml': null }, 'No more wishes');

    const hub = await world().startHub('/healthz');
    await world().until('the new hub holds the Lease of the leader', async () => (await leader()) === hub.name);

    const answer = await fetch(`${world().apiUrl}/api/v1/applications`);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      503,
      expect.stringMatching(/^application\/problem\+json\b/),
    ]);
    expect(await answer.json()).toMatchObject({
      title: 'Not complete yet',
      detail: expect.stringContaining(
        'The hub has not read all resources of kind Cluster from the management cluster yet',
      ),
    });
    expect((await fetch(`${world().apiUrl}/readyz`)).status).toBe(503);
    const shown = await world().nabe('get', 'clusters');
    expect([shown.code, shown.stdout]).toEqual([1, '']);
    expect(shown.stderr).toContain('The hub has not read all resources of kind Cluster');
    expect(await applicationsAndObjects()).toEqual(before);

    await change(managementRolePath, { rules: rights });
    await untilPruned('wishes');
    await red.untilSynced(['cart-prod', 'search-prod']);
  });
});

describe('a Cluster that cannot be read', () => {
  it('stops the sets that ask for clusters, with a sentence that names it, and nothing is deleted', async () => {
    const schema = { type: 'object', 'x-kubernetes-preserve-unknown-fields': true };
    const { body: definition } = await world().get<{ spec: { versions: object[] } }>(CLUSTERS_CRD);
    const versions = definition.spec.versions.map((version) => ({ ...version, schema: { openAPIV3Schema: schema } }));
    await change(CLUSTERS_CRD, { spec: { versions } });
    const broken = {
      apiVersion: 'nabe.dev/v1alpha1',
      kind: 'Cluster',
      metadata: { namespace: 'nabe-system', name: 'broken' },
      spec: { server: 42 },
    };
    await world().until('the API server takes a Cluster of any form', async () => {
      await world().put('/apis/nabe.dev/v1alpha1/namespaces/nabe-system/clusters/broken', broken);
      return true;
    });
    const before = await applicationsAndObjects();

    await red.commit({ 'apps/search/config.yaml': null }, 'No more search');

    const sentence =
      'The list of clusters is not complete: the platform team has to correct Cluster nabe-system/broken. All Applications of this set stay as they are.';
    const told = await world().until('the ApplicationSet says so', async () => {
      const condition = await readinessOfSet();
      return condition?.message.includes(sentence) && condition;
    });
    expect(told).toMatchObject({ status: 'False', reason: 'FactsIncomplete' });
    expect(await applicationsAndObjects()).toEqual(before);
  });

  it('does not stop a set that names its clusters', async () => {
    const notices = directorySet({ name: 'notices', repoURL: red.url, namespace: 'red', path: 'notices' });

    await red.commit(
      { [LIST_SET]: notices.replace('- clusters: {}', '- list: {elements: [{name: prod}]}') },
      'Show notices',
    );

    await world().until(
      'Application notices-prod is synced',
      async () => (await red.application('notices-prod'))?.status.sync?.status === 'Synced',
    );
    expect((await red.applications()).map(({ metadata }) => metadata.name)).toEqual([
      'cart-prod',
      'notices-prod',
      'search-prod',
    ]);
  });

  it('is no hindrance any more once it is gone', async () => {
    await world().fleet.management.request('DELETE', '/apis/nabe.dev/v1alpha1/namespaces/nabe-system/clusters/broken');

    await untilPruned('search');
    await world().until('the ApplicationSet is well again', async () => (await readinessOfSet())?.status === 'True');
    await red.untilSynced(['cart-prod', 'notices-prod']);
    expect((await world().nabe('get', 'clusters', '-o', 'name')).stdout).toBe('cluster/prod\n');
  });
});
