import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entryHashOf } from '#adapters/kube/spokes/entry-hash.ts';
import { SystemClock } from '#adapters/observability/system-clock.ts';
import type { IgnoredPlaces } from '#core/ignored-differences/ignored-places.ts';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { type Manifest, objectKeyOf } from '#core/model/objects/manifest.ts';
import { markOwnership } from '#core/ownership/mark-ownership.ts';
import type { ApplyStep } from '#core/plan/plan.ts';
import type { AppliedObject } from '#flows/ports/clusters/cluster-access.port.ts';
import type { StepSite } from '#flows/sync/execution/apply/apply-known.ts';
import { applyObject } from '#flows/sync/execution/apply/apply-object.ts';
import { type Fleet, startFleet } from '../../fleet/fleet.ts';
import type { LocalCluster } from '../../fleet/kubernetes/local-cluster.ts';
import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { countedSpoke } from '../fixtures/counted-spoke.ts';
import { FIELD_MANAGER, SpokeClients } from '../fixtures/spoke-clients.ts';
import { configMap, deployment } from '../fixtures/spoke-manifests.ts';
import { letTenantInto, setUpSpoke } from '../fixtures/spoke-setup.ts';
import { letRedHaveTills } from '../fixtures/tills.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

let fleet: Fleet;
let cluster: LocalCluster;
let clients: SpokeClients;
let site: StepSite;
let requests: string[] = [];

beforeAll(async () => {
  fleet = await startFleet({ spokes: [{ name: 'east' }] });
  const east = fleet.spokes.get('east');
  if (east === undefined) throw new Error('the fleet has no cluster east');
  cluster = east;
  clients = new SpokeClients();
  clients.register(cluster, await setUpSpoke(cluster));
  await letTenantInto(cluster, 'red-shop', 'red');
  const spoke = countedSpoke(await clients.tenant('east', 'red'), (name) => requests.push(name));
  site = {
    spoke,
    owner: { tenant: 'red', application: 'web' },
    clock: new SystemClock(),
    signal: new AbortController().signal,
  };
});
afterAll(async () => {
  await clients?.close();
  await fleet?.stop();
});

interface Way extends Partial<Pick<ApplyStep, 'reason' | 'uid' | 'ignored'>> {
  readonly options?: ApplyStep['options'];
}

const clientSide = { clientSide: true } as const;

async function apply(manifest: Manifest, { options = clientSide, reason = 'changed', ...way }: Way = {}) {
  const owner = { tenant: 'red', application: 'web', digest: () => '0123456789abcdef' };
  const marked = markOwnership(manifest, owner);
  requests = [];
  const force = reason !== 'new';
  const step: ApplyStep = {
    action: 'apply',
    key: objectKeyOf(marked),
    manifest: marked,
    hash: '',
    force,
    options,
    reason,
    ...way,
  };
  const applied = await applyObject(step, site);
  if (!applied.ok) throw new Error(applied.failure.message);
  return applied.value;
}

const pathOf = ({ kind, metadata }: Manifest) =>
  kind === 'Deployment'
    ? `/apis/apps/v1/namespaces/red-shop/deployments/${metadata.name}`
    : `/api/v1/namespaces/red-shop/${kind.toLowerCase()}s/${metadata.name}`;

async function read(manifest: Manifest): Promise<JsonObject> {
  const { status, body } = await cluster.request<JsonObject>('GET', pathOf(manifest));
  if (status !== 200) throw new Error(`no ${manifest.metadata.name}`);
  return body;
}

const metadataOf = ({ metadata }: JsonObject): JsonObject => (isJsonObject(metadata) ? metadata : {});
const isDrift = async (manifest: Manifest, { entryHash }: AppliedObject) =>
  entryHashOf(await read(manifest), FIELD_MANAGER) !== entryHash;

/** As somebody with kubectl: a strategic merge patch. */
async function edit(manifest: Manifest, patch: object, manager = 'kubectl-edit'): Promise<void> {
  const type = { 'content-type': 'application/strategic-merge-patch+json' };
  const { status } = await cluster.request('PATCH', `${pathOf(manifest)}?fieldManager=${manager}`, patch, type);
  expect(status).toBe(200);
}

describe('an object with ServerSideApply=false', () => {
  const web = (image: string, env: readonly string[]): Manifest => {
    const basic = deployment('web');
    const containers = [{ name: 'web', image, env: env.map((name) => ({ name, value: name })) }];
    return { ...basic, spec: { ...(isJsonObject(basic.spec) ? basic.spec : {}), template: templateWith(containers) } };
  };
  const templateWith = (containers: JsonObject[]) => ({ metadata: { labels: { app: 'web' } }, spec: { containers } });

  it('is created by one request, and changed by one after a look at it', async () => {
    const created = await apply(web('web:1', ['A', 'B']), { reason: 'new' });
    expect({ created: created.created, requests }).toEqual({ created: true, requests: ['writeClientSide'] });
    const theirs = {
      metadata: { labels: { theirs: 'kept' } },
      spec: { template: { spec: { containers: [{ name: 'web', env: [{ name: 'THEIRS', value: 'x' }] }] } } },
    };
    await edit(web('', []), theirs, 'sidecar-injector');
    expect(await isDrift(web('', []), created)).toBe(false);

    const changed = await apply(web('web:2', ['A']), { uid: created.uid });

    expect({ created: changed.created, requests }).toEqual({
      created: false,
      requests: ['inspect', 'writeClientSide'],
    });
    expect(await read(web('', []))).toMatchObject({
      metadata: { labels: { theirs: 'kept' } },
      spec: {
        template: {
          spec: { containers: [{ image: 'web:2', env: [{ name: 'THEIRS' }, { name: 'A' }] }] },
        },
      },
    });
    expect(await isDrift(web('', []), changed)).toBe(false);
  });

  it.each([
    { name: 'a changed value', patch: { data: { a: 'theirs' } } },
    { name: 'a removed value', patch: { data: { a: null } } },
    { name: 'a changed label', patch: { metadata: { labels: { app: 'theirs' } } } },
  ])('shows $name as drift, which is undone for good', async ({ name, patch }) => {
    const manifest = configMap(`drift-${name.replaceAll(' ', '-')}`, { a: '1', b: '2' });
    const { uid, entryHash } = await apply(manifest, { reason: 'new' });
    await edit(manifest, patch);
    expect(await isDrift(manifest, { uid, entryHash, created: false, metadata: {} })).toBe(true);
    const healed = await apply(manifest, { reason: 'drifted', uid });
    expect(await read(manifest)).toMatchObject({
      metadata: { labels: { app: manifest.metadata.name } },
      data: { a: '1' },
    });
    expect(await isDrift(manifest, healed)).toBe(false);
  });

  it('is not written when a look finds nothing to change', async () => {
    const manifest = configMap('same', { a: '1' });
    const first = await apply(manifest, { reason: 'new' });
    const again = await apply(manifest, { reason: 'drifted', uid: first.uid });
    expect({ requests, entryHash: again.entryHash }).toEqual({ requests: ['inspect'], entryHash: first.entryHash });
  });

  it('takes over what kubectl applied, and removes what kubectl had applied and git does not have', async () => {
    const manifest = configMap('adopted', { a: '1' });
    const theirs = configMap('adopted', { a: '0', gone: 'x' });
    const annotations = { [LAST_APPLIED]: JSON.stringify(theirs) };
    const path = '/api/v1/namespaces/red-shop/configmaps?fieldManager=kubectl-client-side-apply';
    const made = {
      ...theirs,
      metadata: { ...theirs.metadata, annotations },
      data: { ...JSON.parse(JSON.stringify(theirs.data)), foreign: 'y' },
    };
    expect((await cluster.request('POST', path, made)).status).toBe(201);
    const applied = await apply(manifest, { reason: 'new' });
    expect(requests).toEqual(['writeClientSide', 'inspect', 'writeClientSide']);
    expect((await read(manifest))['data']).toEqual({ a: '1', foreign: 'y' });
    await edit(manifest, { data: { a: 'theirs' } });
    expect(await isDrift(manifest, applied)).toBe(true);
  });

  it('sees drift also of fields that were there before with the same value', async () => {
    const manifest = deployment('before');
    const path = '/apis/apps/v1/namespaces/red-shop/deployments?fieldManager=somebody';
    expect((await cluster.request('POST', path, manifest)).status).toBe(201);
    const applied = await apply(manifest, { reason: 'new' });
    expect(await isDrift(manifest, applied)).toBe(false);
    const containers = [{ name: 'web', env: [{ name: 'A', value: 'theirs' }] }];
    await edit(manifest, { spec: { template: { spec: { containers } } } });
    expect(await isDrift(manifest, applied)).toBe(true);
    const healed = await apply(manifest, { reason: 'drifted', uid: applied.uid });
    expect(await isDrift(manifest, healed)).toBe(false);
  });

  it('leaves alone what is ignored, and what is not to be applied', async () => {
    const replicas: IgnoredPlaces = {
      unwatched: [],
      unapplied: [
        [
          { kind: 'field', name: 'spec' },
          { kind: 'field', name: 'replicas' },
        ],
      ],
      managers: [],
    };
    const manifest = deployment('ignored');
    const first = await apply(manifest, { reason: 'new', ignored: replicas });
    await edit(manifest, { spec: { replicas: 5 } });
    expect(await isDrift(manifest, first)).toBe(false);
    const labelled = { ...manifest, metadata: { ...manifest.metadata, labels: { app: 'new' } } };
    const next = await apply(labelled, { uid: first.uid, ignored: replicas });
    expect(await read(manifest)).toMatchObject({ metadata: { labels: { app: 'new' } }, spec: { replicas: 5 } });
    expect(await isDrift(manifest, next)).toBe(false);
  });

  it('drops unknown fields with Validate=false, and refuses them without', async () => {
    const manifest = { ...configMap('unknown', { a: '1' }), dta: { a: '2' } };
    await expect(apply(manifest, { reason: 'new' })).rejects.toThrow('unknown field "dta"');
    const options = { clientSide: true, lenient: true } as const;
    const applied = await apply(manifest, { reason: 'new', options });
    expect(Object.keys(await read(manifest))).not.toContain('dta');
    expect(await isDrift(manifest, applied)).toBe(false);
    await apply({ ...manifest, data: { a: '3' } }, { uid: applied.uid, options });
    expect((await read(manifest))['data']).toEqual({ a: '3' });
  });

  it('goes back to server-side apply without leftovers', async () => {
    const first = await apply(web('web:2', ['A', 'B']), { uid: 'unknown' });
    const back = await apply(web('web:3', ['B']), { uid: first.uid, options: {} });
    const live = await read(web('', []));
    expect(metadataOf(live)['annotations']).not.toHaveProperty([LAST_APPLIED]);
    expect(live).toMatchObject({
      metadata: { labels: { theirs: 'kept' } },
      spec: { template: { spec: { containers: [{ image: 'web:3', env: [{ name: 'THEIRS' }, { name: 'B' }] }] } } },
    });
    expect(back.entryHash).toBe(entryHashOf(live, FIELD_MANAGER));
    await apply(web('web:4', ['B']), { uid: first.uid, options: {} });
    expect(requests).toEqual(['apply']);
  });

  it('goes over from server-side apply, and removes what that had applied and git does not have', async () => {
    const manifest = configMap('over', { a: '1', gone: 'x' });
    const first = await apply(manifest, { reason: 'new', options: {} });
    await edit(manifest, { data: { theirs: 'kept' } });
    const over = await apply(configMap('over', { a: '1' }), { uid: first.uid });
    const live = await read(manifest);
    expect(live['data']).toEqual({ a: '1', theirs: 'kept' });
    expect(await isDrift(manifest, over)).toBe(false);
  });

  it('drops what excludes what is wanted, though it is a default that nobody has applied', async () => {
    const manifest = deployment('strategy');
    const first = await apply(manifest, { reason: 'new' });
    const spec = isJsonObject(manifest.spec) ? manifest.spec : {};
    await apply({ ...manifest, spec: { ...spec, strategy: { type: 'Recreate' } } }, { uid: first.uid });
    expect(await read(manifest)).toMatchObject({ spec: { strategy: { type: 'Recreate' } } });
    expect(JSON.stringify((await read(manifest))['spec'])).not.toContain('maxSurge');
  });

  it('is merged field by field where it is a custom resource, its lists as a whole', async () => {
    await letRedHaveTills(cluster);
    const till = (spec: JsonObject): Manifest => ({
      apiVersion: 'shop.example/v1',
      kind: 'Till',
      metadata: { name: 'till', namespace: 'red-shop' },
      spec,
    });
    const path = '/apis/shop.example/v1/namespaces/red-shop/tills/till';
    const specOf = async () => (await cluster.request<JsonObject>('GET', path)).body['spec'];
    const first = await waitUntil(() => apply(till({ open: 'one', gone: 'x', drawers: [{ name: 'a' }] })), {
      what: 'the kind is served',
      deadlineMs: 60_000,
    });
    const merge = { 'content-type': 'application/merge-patch+json' };
    const theirs = { spec: { theirs: 'kept', drawers: [{ name: 'b' }] } };
    expect((await cluster.request('PATCH', path, theirs, merge)).status).toBe(200);
    await apply(till({ open: 'two', drawers: [{ name: 'a' }] }), { uid: first.uid });
    expect(await specOf()).toEqual({ open: 'two', theirs: 'kept', drawers: [{ name: 'a' }] });
  });

  it('keeps the values of a Secret out of failures', async () => {
    const secret: Manifest = {
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'login', namespace: 'red-shop' },
      stringData: { password: 'hunter2', old: 'hunter3' },
    };
    const first = await apply(secret, { reason: 'new' });
    await apply({ ...secret, stringData: { password: 'hunter4' } }, { uid: first.uid });
    expect(Object.keys((await read(secret))['data'] ?? {})).toEqual(['password']);
    const { stringData: _, ...others } = secret;
    const wrong = { ...others, data: { password: 'hunter2!' } };
    await expect(apply(wrong, { uid: first.uid })).rejects.not.toThrow('hunter2');
  });
});
