import { beforeEach, describe, expect, it } from 'vitest';
import { buildApplication } from '#testing/control-plane/resource-builders.ts';
import { configMap, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { previewApplication } from '../../preview/preview-application.ts';
import { syncApplication } from '../sync-application.ts';

const shop = { group: '', kind: 'Namespace', namespace: '', name: 'shop' };
const never = new AbortController().signal;

let world: SyncWorld;
beforeEach(() => {
  world = new SyncWorld();
  world.push({ a: configMap('a') });
});

/** `namespaceMetadata` is the Application's managedNamespaceMetadata. */
function manage(
  namespaceMetadata: object | undefined,
  syncOptions: readonly string[] = ['CreateNamespace=true'],
): void {
  const managed = namespaceMetadata && { managedNamespaceMetadata: namespaceMetadata };
  world.change({ spec: { syncPolicy: { automated: { prune: true, selfHeal: true }, syncOptions, ...managed } } });
}

async function sync(): Promise<string[]> {
  expect(await syncApplication(WEB, world.ports, never)).toMatchObject({ outcome: 'synced' });
  return world.spoke.takeRequests();
}

const metadataOf = () => world.spoke.live(shop).toJson()['metadata'];

describe('managedNamespaceMetadata', () => {
  it('is applied before what is in the namespace, and costs nothing when nothing changes', async () => {
    manage({ labels: { team: 'red' }, annotations: { by: 'git' } });
    expect(await sync()).toEqual(['apply Namespace shop', 'apply ConfigMap shop/a']);
    expect(metadataOf()).toMatchObject({ labels: { team: 'red' }, annotations: { by: 'git' } });
    world.push({ a: configMap('a', { color: 'red' }) });
    expect(await sync()).toEqual(['apply ConfigMap shop/a']);
  });

  it('follows what is wanted: a key that is gone goes, others and what people have added stay', async () => {
    manage({ labels: { team: 'red', old: 'x' } });
    await sync();
    world.spoke.edit(shop, ['metadata', 'labels', 'theirs'], 'kept');
    manage({ labels: { team: 'blue' } });
    expect(await sync()).toEqual(['apply Namespace shop']);
    expect(metadataOf()).toMatchObject({ labels: { team: 'blue', theirs: 'kept' } });
    expect(JSON.stringify(metadataOf())).not.toContain('old');
  });

  it('is set back when somebody changes it', async () => {
    manage({ labels: { team: 'red' } });
    await sync();
    world.spoke.edit(shop, ['metadata', 'labels', 'team'], 'green');
    const { uid } = world.spoke.live(shop);
    const entryHash = world.spoke.live(shop).entryHash('nabe');
    world.queue.sight(WEB, new Map([['/Namespace//shop', { state: 'present', uid, entryHash }]]));
    expect(await syncApplication(WEB, world.ports, never)).toMatchObject({ outcome: 'synced', healed: 1 });
    expect(metadataOf()).toMatchObject({ labels: { team: 'red' } });
  });

  it('is shown by the plan', async () => {
    manage({ labels: { team: 'red' } });
    const answer = await previewApplication({ application: WEB, server: false }, world.ports, never);
    expect(answer).toMatchObject({
      preview: { steps: [{ kind: 'Namespace', name: 'shop', action: 'create', reason: 'new' }, { kind: 'ConfigMap' }] },
    });
  });

  it.each([
    { name: 'the option goes', change: () => manage(undefined, []) },
    { name: 'its metadata goes', change: () => manage(undefined) },
  ])('deletes nothing when $name', async ({ change }) => {
    manage({ labels: { team: 'red' } });
    await sync();
    change();
    await syncApplication(WEB, world.ports, never);
    expect(world.spoke.takeRequests()).toEqual([]);
    expect(world.application.status.sync?.status).toBe('Synced');
  });

  it('leaves the namespace when the Application is deleted', async () => {
    manage({ labels: { team: 'red' } });
    await sync();
    world.change({ metadata: { deletionTimestamp: new Date(world.clock.now()).toISOString() } });
    expect(await syncApplication(WEB, world.ports, never)).toMatchObject({ outcome: 'deleted', pruned: 1 });
    expect(metadataOf()).toMatchObject({ labels: { team: 'red' } });
  });

  it.each([
    { name: 'without CreateNamespace', options: ['CreateNamespace=false'], manifests: {} },
    {
      name: 'where a manifest is that namespace',
      options: ['CreateNamespace=true'],
      manifests: { n: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop', labels: { team: 'git' } } } },
    },
  ])('has no effect $name', async ({ options, manifests }) => {
    manage({ labels: { team: 'red' } }, options);
    world.push({ a: configMap('a'), ...manifests });
    await sync();
    expect(JSON.stringify(world.spoke.get(shop)?.toJson() ?? {})).not.toContain('"team":"red"');
  });

  it('goes on without it when another Application was first in the same moment', async () => {
    const own = {
      id: '/Namespace//shop',
      version: 'v1',
      keep: ['prune' as const, 'delete' as const],
      ignoreExtraneous: true,
    };
    world.application.status.inventory = [own];
    const status = { cluster: 'prod-eu', inventory: [{ ...own, uid: 'u' }] };
    const spec = { syncPolicy: { managedNamespaceMetadata: { labels: { team: 'red' } } } };
    world.controlPlane.views.Application.put(buildApplication('red', 'first', { spec, status }));
    manage({ labels: { team: 'red' } });
    expect(await sync()).toEqual(['apply ConfigMap shop/a']);
    expect(world.application.status.sync?.status).toBe('Synced');
  });

  it.each([
    { name: 'wants the same', theirs: { labels: { team: 'red' } }, says: /^Synced to \w+: 1 object\.$/ },
    {
      name: 'wants others',
      theirs: { labels: { team: 'blue' } },
      says: /Namespace shop is kept by Application tenant-red\/first/,
    },
  ])('is kept by the first Application of a namespace; the second one $name', async ({ theirs, says }) => {
    const inventory = [{ id: '/Namespace//shop', version: 'v1', uid: 'u' }];
    const spec = { syncPolicy: { managedNamespaceMetadata: theirs } };
    const status = { cluster: 'prod-eu', inventory };
    world.controlPlane.views.Application.put(buildApplication('red', 'first', { spec, status }));
    manage({ labels: { team: 'red' } });
    expect(await sync()).toEqual(['apply ConfigMap shop/a']);
    expect(world.application.status.summary).toMatch(says);
  });
});
