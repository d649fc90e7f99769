import { beforeEach, describe, expect, it } from 'vitest';
import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { objectKeyOf, type Manifest } from '#core/model/objects/manifest.ts';
import { buildPlan } from '#core/plan/build-plan.ts';
import type { DesiredObject } from '#core/plan/plan.ts';
import { TenantHealth } from '../../health/tenant-health.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakeHealthScripts } from '#testing/spoke/fake-health-scripts.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { FakeTenantSpoke } from '#testing/spoke/fake-clusters.ts';
import { FakeSpoke } from '#testing/spoke/fake-spoke.ts';
import { configMap, inWave } from '#testing/worlds/sync-world.ts';
import { testDigest } from '#testing/test-digest.ts';
import { executePlan, type Execution } from './execute-plan.ts';

const never = new AbortController().signal;
const owner = { tenant: 'red', application: 'web' };
const everything = { prune: true, selfHeal: true, allowEmpty: true };
const HEALTHY = { observedGeneration: 1, replicas: 1, updatedReplicas: 1, readyReplicas: 1, availableReplicas: 1 };

let spoke: FakeSpoke;
let clock: FakeClock;

beforeEach(() => {
  spoke = new FakeSpoke();
  clock = new FakeClock();
});

function want({ metadata, ...rest }: Manifest, namespace = 'shop'): DesiredObject {
  const manifest = { ...rest, metadata: namespace === '' ? metadata : { ...metadata, namespace } };
  return { key: objectKeyOf(manifest), manifest, hash: testDigest(JSON.stringify(manifest)) };
}

function deployment(name: string, wave = 0): Manifest {
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name, ...inWave(wave) }, spec: { replicas: 1 } };
}

function run(desired: readonly DesiredObject[], inventory: readonly InventoryEntry[] = []): Promise<Execution> {
  const health = new TenantHealth(new FakeControlPlane(), new FakeHealthScripts());
  const plan = buildPlan({ desired, inventory, sightings: new Map(), policy: everything, deleting: false });
  return executePlan(plan, new FakeTenantSpoke(spoke), owner, { clock, health }, never);
}

/** The deployment says it is done at its n-th look. */
function healthyAtLook(name: string, look: number): void {
  let looks = 0;
  spoke.onRequest = (request) => {
    if (request !== `read Deployment shop/${name}`) return;
    looks += 1;
    if (looks === look) spoke.live(want(deployment(name)).key).setStatus(HEALTHY);
  };
}

const outcomes = ({ results }: Execution) => results.map(({ step, outcome }) => `${outcome} ${step.key.name}`);

describe('executePlan', () => {
  it('waits for a wave to be healthy before the next', async () => {
    healthyAtLook('db', 3);

    const execution = await run([want(deployment('db')), want(configMap('a', {}, inWave(1)))]);

    expect(outcomes(execution)).toEqual(['created db', 'created a']);
    expect(spoke.takeRequests()).toEqual([
      'apply Deployment shop/db',
      'read Deployment shop/db',
      'read Deployment shop/db',
      'read Deployment shop/db',
      'apply ConfigMap shop/a',
    ]);
    expect(clock.slept).toEqual([250, 500]);
  });

  it('waits for unchanged objects of earlier waves, too', async () => {
    const db = want(deployment('db'));
    spoke.applyAs('nabe', db.key, db.manifest);
    healthyAtLook('db', 2);
    const entry = { ...db.key, version: 'v1', uid: 'uid-1', desiredHash: db.hash, entryHash: 'e1' };

    const execution = await run([db, want(configMap('a', {}, inWave(1)))], [entry]);

    expect(outcomes(execution)).toEqual(['created a']);
    expect(spoke.takeRequests()).toEqual([
      'read Deployment shop/db',
      'read Deployment shop/db',
      'apply ConfigMap shop/a',
    ]);
  });

  it('looks at no object of a kind that is well as soon as it is there, and at none twice that was healthy', async () => {
    healthyAtLook('db', 1);

    await run([
      want(deployment('db')),
      want(configMap('a')),
      want(configMap('b', {}, inWave(1))),
      want(configMap('c', {}, inWave(2))),
    ]);

    expect(spoke.takeRequests().filter((request) => request.startsWith('read'))).toEqual(['read Deployment shop/db']);
  });

  it('needs no look when there is one wave', async () => {
    await run([want(deployment('db')), want(configMap('a'))]);

    expect(spoke.takeRequests()).toEqual(['apply ConfigMap shop/a', 'apply Deployment shop/db']);
  });

  it('gives its place back when a wave is not healthy in time', async () => {
    const execution = await run([want(deployment('db')), want(configMap('a', {}, inWave(1)))]);

    expect(outcomes(execution)).toEqual(['created db']);
    expect(execution.waiting).toEqual({
      reason: 'WaveNotHealthy',
      message: 'The following sync waves wait until these are healthy: Deployment shop/db.',
      retry: 'soon',
    });
    expect(clock.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThanOrEqual(60_000);
  });

  it('stops at once at a wave that is Degraded, and says why', async () => {
    const failed = { type: 'Progressing', status: 'False', reason: 'ProgressDeadlineExceeded' };
    spoke.onRequest = (request) => {
      if (request.startsWith('read'))
        spoke.live(want(deployment('db')).key).setStatus({ ...HEALTHY, conditions: [failed] });
    };

    const execution = await run([want(deployment('db')), want(configMap('a', {}, inWave(1)))]);

    expect(execution.waiting).toEqual({
      reason: 'WaveDegraded',
      message: expect.stringMatching(
        /^Deployment shop\/db is Degraded: .+\. The following sync waves wait for it; correct it in git\.$/,
      ),
      retry: 'slowly',
    });
    expect(spoke.takeRequests()).toEqual(['apply Deployment shop/db', 'read Deployment shop/db']);
  });

  it('stops when a look is refused', async () => {
    spoke.script.failOn('read', { kind: 'unreachable', message: 'No answer.' });

    const execution = await run([want(deployment('db')), want(configMap('a', {}, inWave(1)))]);

    expect(execution.waiting).toEqual({ reason: 'ClusterUnreachable', message: 'No answer.', retry: 'soon' });
  });

  it('goes on within a wave after a failed step, and starts no later one', async () => {
    spoke.script.failOn('apply ConfigMap shop/a', { kind: 'invalid', message: 'no' });

    const execution = await run([want(configMap('a')), want(configMap('b')), want(configMap('c', {}, inWave(1)))]);

    expect(outcomes(execution)).toEqual(['failed a', 'created b']);
  });

  it('waits until a new kind is established before it applies objects of it', async () => {
    const definition: Manifest = {
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name: 'tills.shop.example' },
      spec: { group: 'shop.example', scope: 'Namespaced', names: { kind: 'Till' }, versions: [{ name: 'v1' }] },
    };
    const till: Manifest = { apiVersion: 'shop.example/v1', kind: 'Till', metadata: { name: 'front' } };
    const crd = want(definition, '');
    let looks = 0;
    spoke.onRequest = (request) => {
      if (!request.startsWith('read')) return;
      looks += 1;
      const conditions = [
        looks > 1
          ? { type: 'Established', status: 'True', reason: 'InitialNamesAccepted' }
          : { type: 'Established', status: 'False', reason: 'Installing' },
        { type: 'NamesAccepted', status: 'True' },
      ];
      spoke.live(crd.key).setStatus({ conditions });
    };

    const execution = await run([want(till), crd]);

    expect(outcomes(execution)).toEqual(['created tills.shop.example', 'created front']);
    expect(spoke.takeRequests()).toEqual([
      'apply CustomResourceDefinition tills.shop.example',
      'read CustomResourceDefinition tills.shop.example',
      'read CustomResourceDefinition tills.shop.example',
      'apply Till shop/front',
    ]);
  });
});
