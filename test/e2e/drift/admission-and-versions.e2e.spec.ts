import { afterAll, describe, expect, it } from 'vitest';
import type { LocalCluster } from '../../fleet/kubernetes/local-cluster.ts';
import { AuditLog } from '../../world/audit-log.ts';
import { MUTATED_LABEL, MutatingWebhook } from '../../world/api-servers/mutating-webhook.ts';
import { deleteObject, editObject, pathOf, readObject } from '../../world/objects.ts';
import { configMap, directorySet } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

const GROUP = 'shop.example';
const DEFINITION = `/apis/apiextensions.k8s.io/v1/customresourcedefinitions/tills.${GROUP}`;
const MERGE = { 'content-type': 'application/merge-patch+json' };

let red: Team;
let webhook: MutatingWebhook;
let log: AuditLog;
const world = storyWorld({ spokes: [{ name: 'east', labels: {}, audit: true }] }, async (started) => {
  const east = started.spoke('east');
  webhook = await MutatingWebhook.start(started, east);
  await define(east);
  await letTenantHaveTills(east);
  log = new AuditLog(east);
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({
      'appsets/mutated.yaml': directorySet({ name: 'mutated', repoURL: url, namespace: 'red', path: 'mutated' }),
      'appsets/tills.yaml': directorySet({ name: 'tills', repoURL: url, namespace: 'red', path: 'tills' }),
      'mutated/mutated.yaml': mutated(),
      'mutated/marker.yaml': configMap('marker-mutated', 'git'),
      'tills/till.yaml': till('v1beta1'),
      'tills/marker.yaml': configMap('marker-tills', 'git'),
    }),
  });
  await red.untilSynced(['mutated-east', 'tills-east']);
});
afterAll(() => webhook?.close());

function mutated(): string {
  const metadata = { name: 'mutated', labels: { [MUTATED_LABEL]: 'true' } };
  return JSON.stringify({ apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { VALUE: 'git' } });
}

function till(version: string): string {
  const metadata = { name: 'till' };
  return JSON.stringify({ apiVersion: `${GROUP}/${version}`, kind: 'Till', metadata, spec: { open: 'git' } });
}

/** Two versions with a default, of which `stored` is how objects are kept. */
function versions(stored: string, size: string): object[] {
  const spec = { type: 'object', properties: { open: { type: 'string' }, size: { type: 'string', default: size } } };
  const schema = { openAPIV3Schema: { type: 'object', properties: { spec } } };
  return ['v1beta1', 'v1'].map((name) => ({ name, served: true, storage: name === stored, schema }));
}

async function define(spoke: LocalCluster): Promise<void> {
  const names = { kind: 'Till', plural: 'tills', singular: 'till', listKind: 'TillList' };
  const spec = { group: GROUP, scope: 'Namespaced', names, versions: versions('v1beta1', 'small') };
  const definition = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', spec };
  const { status } = await spoke.request('POST', DEFINITION.slice(0, DEFINITION.lastIndexOf('/')), {
    ...definition,
    metadata: { name: `tills.${GROUP}` },
  });
  expect(status).toBe(201);
}

async function letTenantHaveTills(spoke: LocalCluster): Promise<void> {
  const apiGroup = 'rbac.authorization.k8s.io';
  const metadata = { name: 'tills-of-red' };
  const rules = [{ apiGroups: [GROUP], resources: ['tills'], verbs: ['*'] }];
  const roleRef = { apiGroup, kind: 'ClusterRole', name: metadata.name };
  const subjects = [{ kind: 'ServiceAccount', namespace: 'nabe-tenants', name: 'red' }];
  const folder = `/apis/${apiGroup}/v1`;
  const answers = [
    await spoke.request('POST', `${folder}/clusterroles`, { metadata, rules }),
    await spoke.request('POST', `${folder}/clusterrolebindings`, { metadata, roleRef, subjects }),
  ];
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
}

async function redefine(stored: string, size: string): Promise<void> {
  const spec = { versions: versions(stored, size) };
  const { status } = await world().spoke('east').request('PATCH', DEFINITION, { spec }, MERGE);
  expect(status).toBe(200);
}

interface LiveTill {
  readonly metadata: { readonly uid: string };
  readonly spec: { readonly open?: string; readonly size?: string };
}

const tillPath = (version: string) => `/apis/${GROUP}/${version}/namespaces/red/tills/till`;

async function readTill(version: string): Promise<LiveTill> {
  const { status, body } = await world().spoke('east').request<LiveTill>('GET', tillPath(version));
  expect(status).toBe(200);
  return body;
}

/** How often the tenant has applied an object of this name. */
const applies = (name: string) =>
  log.requests().filter((one) => one.verb === 'patch' && one.name === name && one.actor.endsWith(':red')).length;

/** Loses an object of the same Application and waits until it is back: whatever was to be done about what happened before is done. */
async function settle(marker: string): Promise<void> {
  const path = pathOf('configmaps', 'red', marker);
  await deleteObject(world(), 'east', path);
  await world().until(`${marker} is back`, async () => (await readObject(world(), 'east', path)) !== undefined);
}

describe('a webhook that changes what is applied', () => {
  const path = pathOf('configmaps', 'red', 'mutated');

  it('is left its way: what it makes of our own apply is no drift, and nothing is applied again', async () => {
    await settle('marker-mutated');

    expect((await readObject(world(), 'east', path))?.data?.['VALUE']).toMatch(/^webhook-\d+$/);
    expect([applies('mutated'), webhook.reviews]).toEqual([1, 1]);
    expect((await red.application('mutated-east'))?.status.sync?.status).toBe('Synced');
  });

  it("is left its way with the writes of others, too: the API server counts its changes as nobody's", async () => {
    const before = (await readObject(world(), 'east', path))?.data?.['VALUE'];
    await editObject(world(), 'east', path, { data: { OTHER: 'theirs' } });
    await settle('marker-mutated');

    const after = (await readObject(world(), 'east', path))?.data?.['VALUE'];
    expect(after).toMatch(/^webhook-\d+$/);
    expect(after).not.toBe(before);
    expect(applies('mutated')).toBe(1);
  });

  it('does not keep Nabe from undoing what others write into its fields', async () => {
    await editObject(world(), 'east', path, { metadata: { labels: { [MUTATED_LABEL]: 'theirs' } } });
    await world().until('the label is back', async () => {
      return (await readObject(world(), 'east', path))?.metadata.labels?.[MUTATED_LABEL] === 'true';
    });
    await settle('marker-mutated');

    expect(applies('mutated')).toBeGreaterThan(1);
    expect((await red.application('mutated-east'))?.status.sync?.status).toBe('Synced');
  });
});

describe('a kind whose definition changes', () => {
  it('is drift when somebody writes through another version than git has', async () => {
    const before = applies('till');
    const { status } = await world()
      .spoke('east')
      .request('PATCH', tillPath('v1'), { spec: { open: 'theirs' } }, MERGE);
    expect(status).toBe(200);

    await world().until('the till is as git says', async () => (await readTill('v1beta1')).spec.open === 'git');
    await settle('marker-tills');
    expect(applies('till')).toBeGreaterThan(before);
  });

  it('is none when it is stored in another version, or another value is the default', async () => {
    const before = applies('till');
    await redefine('v1', 'large');
    await settle('marker-tills');

    expect((await readTill('v1beta1')).spec).toEqual({ open: 'git', size: 'small' });
    expect(applies('till')).toBe(before);
  });

  it('is applied once, and stays the same object, when git takes to the other version', async () => {
    const { uid } = (await readTill('v1')).metadata;
    const before = applies('till');
    const commit = await red.commit({ 'tills/till.yaml': till('v1') }, 'Take to v1');
    await red.untilSetSynced('tills', ['tills-east']);
    await world().until('the commit is synced', async () => {
      return (await red.application('tills-east'))?.status.sync?.commit === commit;
    });
    await settle('marker-tills');

    expect((await readTill('v1')).metadata.uid).toBe(uid);
    expect(applies('till')).toBe(before + 1);
    const { status } = await world()
      .spoke('east')
      .request('PATCH', tillPath('v1beta1'), { spec: { open: 'theirs' } }, MERGE);
    expect(status).toBe(200);
    await world().until('the till is as git says', async () => (await readTill('v1')).spec.open === 'git');
  });
});
