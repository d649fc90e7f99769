import { beforeEach, describe, expect, it } from 'vitest';
import { diffOf } from '#core/preview/diff-of.ts';
import type { Preview, PreviewAnswer } from '#core/preview/preview.ts';
import { configMap, configMapKey, type Manifests, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { syncApplication } from '../sync/sync-application.ts';
import { previewApplication } from './preview-application.ts';

const secret = (password: string) => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name: 'login' },
  stringData: { password, user: 'ana' },
});

let world: SyncWorld;

beforeEach(() => {
  world = new SyncWorld();
});

async function sync(manifests: Manifests): Promise<void> {
  world.push(manifests);
  await syncApplication(WEB, world.ports, new AbortController().signal);
  world.spoke.takeRequests();
}

function ask(server = false): Promise<PreviewAnswer> {
  return previewApplication({ application: WEB, server }, world.ports, new AbortController().signal);
}

async function preview(server = false): Promise<Preview> {
  const answer = await ask(server);
  if (answer.kind === 'blocked') throw new Error(answer.message);
  return answer.preview;
}

/** The steps as `action Kind name reason`, with the fields of each. */
const steps = ({ steps: all }: Preview) =>
  all.map(({ action, kind, name, reason, fields }) => [
    `${action} ${kind} ${name} ${reason}`,
    ...fields.map(({ path, live, wanted, by }) => `${path}: ${live} -> ${wanted} ${by}`),
  ]);

describe('previewApplication', () => {
  it('tells each step with its reason and what it changes, and writes nothing', async () => {
    await sync({ a: configMap('a', { V: '1', W: '1' }), b: configMap('b') });
    world.push({ a: configMap('a', { V: '2' }), c: configMap('c') });
    const writes = world.controlPlane.writes.length;

    const told = await preview();

    expect(steps(told)).toEqual([
      ['prune ConfigMap b gone-from-git'],
      ['change ConfigMap a changed', 'data.V: "1" -> "2" git', 'data.W: "1" -> undefined git'],
      ['create ConfigMap c new'],
    ]);
    expect(told.summary).toBe('2 to apply (1 new, 1 changed), 1 to prune');
    expect(world.spoke.takeRequests().toSorted()).toEqual([
      'read ConfigMap shop/a',
      'read ConfigMap shop/b',
      'read ConfigMap shop/c',
    ]);
    expect(world.controlPlane.writes).toHaveLength(writes);
  });

  it('finds no difference after a sync', async () => {
    await sync({ a: configMap('a', { V: '1' }), login: secret('one') });
    expect(diffOf(await preview())).toMatchObject({ differs: false, objects: [] });
  });

  it('sees drift by itself, whatever watches have shown', async () => {
    await sync({ a: configMap('a', { V: '1' }), b: configMap('b') });
    world.spoke.edit(configMapKey('a'), ['data', 'V'], 'by hand');
    world.spoke.remove(configMapKey('b'));
    expect(steps(await preview())).toEqual([
      ['change ConfigMap a drifted', 'data.V: "by hand" -> "1" git'],
      ['create ConfigMap b missing'],
    ]);
  });

  it('shows drift that is left because self-heal is off', async () => {
    world.change({ spec: { syncPolicy: { automated: {} } } });
    await sync({ a: configMap('a', { V: '1' }) });
    world.spoke.edit(configMapKey('a'), ['data', 'V'], 'by hand');
    const told = await preview();
    expect(steps(told)).toEqual([['keep ConfigMap a self-heal-off', 'data.V: "by hand" -> "1" git']]);
    expect(diffOf(told).differs).toBe(true);
  });

  it('shows that a value of a Secret differs, and not the value', async () => {
    await sync({ login: secret('one') });
    world.push({ login: secret('two') });
    const told = await preview(true);
    expect(steps(told)[0]?.[0]).toBe('change Secret login changed');
    for (const hidden of ['one', 'two', 'ana', btoa('one'), btoa('two'), btoa('ana')])
      expect(JSON.stringify(told)).not.toContain(`"${hidden}`);
    expect(told.steps[0]?.fields.filter(({ by }) => by === 'git').map(({ path }) => path)).toContain('data.password');
  });

  it('names fields and no values where something was encrypted in git, in the words of the cluster too', async () => {
    await sync({ a: configMap('a', { V: 'one' }) });
    world.push({ a: configMap('a', { V: 'two' }) });
    world.renderer.isConfidential = true;
    expect(steps(await preview(true))).toEqual([
      ['change ConfigMap a changed', 'data.V: (hidden) -> (hidden) git', 'defaulted: undefined -> (hidden) cluster'],
    ]);
    expect(world.spoke.takeRequests()).toContain('try ConfigMap shop/a discreetly');
  });

  it('asks the cluster what it would add, where that is wished', async () => {
    await sync({ a: configMap('a', { V: '1' }) });
    world.push({ a: configMap('a', { V: '2' }), b: configMap('b', { V: '1' }) });
    expect(steps(await preview(true))).toEqual([
      ['change ConfigMap a changed', 'data.V: "1" -> "2" git', 'defaulted: undefined -> "by admission" cluster'],
      ['create ConfigMap b new', 'defaulted: undefined -> "by admission" cluster'],
    ]);
    expect(world.spoke.takeRequests()).toContain('try ConfigMap shop/b');
    expect(world.spoke.get(configMapKey('b'))).toBeUndefined();
  });

  it.each([{ server: false }, { server: true }])(
    'tells what a client-side apply would change, and not its copy of the object (dry run: $server)',
    async ({ server }) => {
      const syncOptions = ['ServerSideApply=false'];
      world.change({ spec: { syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions } } });
      await sync({ a: configMap('a', { V: '1', W: '1' }), b: configMap('b', { V: '1' }) });
      world.spoke.edit(configMapKey('a'), ['data', 'theirs'], 'x');
      world.push({ a: configMap('a', { V: '2' }), b: configMap('b', { V: '1' }) });
      const [first = [], ...others] = steps(await preview(server));
      expect(others).toEqual([]);
      expect(first.filter((text) => !text.startsWith('defaulted'))).toEqual([
        'change ConfigMap a changed',
        'data.V: "1" -> "2" git',
        'data.W: "1" -> undefined git',
      ]);
      expect(world.spoke.takeRequests().some((request) => request.startsWith('try'))).toBe(server);
    },
  );

  it('says which objects the cluster would refuse', async () => {
    world.push({ a: configMap('a') });
    world.spoke.script.failOn('try ConfigMap shop/a', { kind: 'invalid', message: 'a policy forbids it' });
    expect((await preview(true)).steps[0]).toMatchObject({ action: 'create', refusal: 'A policy forbids it.' });
  });

  it('says what is in the way instead of half a picture', async () => {
    await sync({ a: configMap('a') });
    world.spoke.script.failOn('read ConfigMap shop/a', { kind: 'unreachable', message: 'no answer' });
    expect(await ask()).toEqual({ kind: 'blocked', message: 'No answer.' });
  });

  it('asks as the tenant', async () => {
    world.push({ a: configMap('a') });
    await preview(true);
    expect(new Set(world.clusters.impersonated)).toEqual(new Set(['red on prod-eu']));
  });
});
