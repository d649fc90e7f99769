import { beforeEach, describe, expect, it } from 'vitest';
import { canonicalJson } from '#core/model/canonical-json.ts';
import { markOwnership } from '#core/ownership/mark-ownership.ts';
import { fromInventoryItems } from '#core/status/items/inventory-items.ts';
import { buildRepository } from '#testing/control-plane/resource-builders.ts';
import { configMap, SyncWorld, WEB } from '#testing/worlds/sync-world.ts';
import { assessInputs } from '../inputs/assess-inputs.ts';
import { syncApplication } from '../sync-application.ts';

const never = new AbortController().signal;
const key = (letter: string) => ({ 'own.agekey': `AGE-SECRET-KEY-1${letter.repeat(58)}` });
let world: SyncWorld;
const sync = () => syncApplication(WEB, world.ports, never);
const assess = () => assessInputs(world.application, world.ports, never);

beforeEach(() => {
  world = new SyncWorld();
  world.push({ a: configMap('a', { password: '1234' }) });
  const { status } = world.controlPlane.views.Repository.list()[0] ?? {};
  const spec = { decryption: { secretRef: { name: 'keys' } } };
  world.controlPlane.views.Repository.put(buildRepository('red', 'apps', { spec, status: status ?? {} }));
  world.controlPlane.secrets.set('tenant-red/keys', key('R'));
});

describe('syncApplication of what is encrypted in git', () => {
  it('gives the renderer the keys, and counts them among the inputs', async () => {
    const before = await assess();
    expect(before).toMatchObject({ sources: [{ decryption: { keys: { age: key('R')['own.agekey'] } } }] });
    expect((await assess()).digest).toBe(before.digest);
    world.controlPlane.secrets.set('tenant-red/keys', key('S'));
    world.clock.advance(5_000);
    expect((await assess()).digest).not.toBe(before.digest);
  });

  it('waits for keys that are not there, and says where they belong', async () => {
    world.controlPlane.secrets.clear();
    expect(await sync()).toMatchObject({ outcome: 'failed', reason: 'DecryptionKeysMissing' });
    expect(world.application.status.operation?.message).toContain('Secret tenant-red/keys');
  });

  it('says why something cannot be decrypted, and does not tell anybody to correct it in git', async () => {
    world.renderer.failure = { kind: 'undecryptable', message: 'web/a.yaml cannot be decrypted: no key fits' };
    expect(await sync()).toMatchObject({ outcome: 'stalled', reason: 'DecryptionFailed' });
    expect(world.application.status.operation?.message).toBe(
      'Not synced: web/a.yaml cannot be decrypted: no key fits. Nabe tries again as soon as this changes.',
    );
  });

  it('asks the spoke to quote nothing, and only where something was encrypted', async () => {
    await sync();
    world.push({ a: configMap('a', { password: '5678' }) });
    world.renderer.isConfidential = true;
    await sync();
    expect(world.spoke.requests.filter((request) => request.startsWith('apply'))).toEqual([
      'apply ConfigMap shop/a',
      'apply ConfigMap shop/a discreetly',
    ]);
  });

  it('leaves no digest in the status that one could find the value by', async () => {
    await sync();
    const { digest, keyedDigest } = world.ports;
    const settled = configMap('a', { password: '1234' }, { namespace: 'shop' });
    const sent = markOwnership(settled, { tenant: 'red', application: 'web', digest });
    const [entry] = fromInventoryItems(world.application.status.inventory);
    expect(entry?.desiredHash).toBe(keyedDigest(canonicalJson(sent)));
  });
});
