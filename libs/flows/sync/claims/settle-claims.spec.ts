import { beforeEach, describe, expect, it } from 'vitest';
import type { InventoryEntry } from '#core/model/objects/inventory.ts';
import { ClaimIndex } from '#core/ownership/claim-index.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { configMapKey, WEB } from '#testing/worlds/sync-world.ts';
import { settleClaims } from './settle-claims.ts';

const never = new AbortController().signal;
const intent: InventoryEntry = { ...configMapKey('a'), version: 'v1' };
const foreign = {
  reason: 'OwnedByAnother',
  message:
    'Not applied on cluster prod-eu, because another Application owns it: ConfigMap shop/a of Application tenant-red/api. Remove it from one of the two in git.',
  retry: 'slowly',
  contested: ['/ConfigMap/shop/a'],
};

let claims: ClaimIndex;
let clock: FakeClock;
const settle = (signal = never) => settleClaims([intent], WEB, 'prod-eu', { claims, clock }, signal);
const hearOf = (application: string) => claims.set(`tenant-red/${application}`, 'prod-eu', [intent]);

beforeEach(() => {
  claims = new ClaimIndex();
  clock = new FakeClock({ isPatient: true });
});

describe('settleClaims', () => {
  it.each([
    { name: 'agrees to intents that nobody else has', heard: ['web'], blocker: undefined },
    { name: 'agrees to intents that were stored before those of another', heard: ['web', 'api'], blocker: undefined },
    { name: 'refuses intents that were stored after those of another', heard: ['api', 'web'], blocker: foreign },
  ])('$name', async ({ heard, blocker }) => {
    heard.forEach(hearOf);

    expect(await settle()).toEqual(blocker);
  });

  it('lets whoever comes second try again soon for a namespace: it goes on without it', async () => {
    const namespace: InventoryEntry = { group: '', kind: 'Namespace', namespace: '', name: 'shop', version: 'v1' };
    for (const application of ['api', 'web']) claims.set(`tenant-red/${application}`, 'prod-eu', [namespace]);
    const settled = await settleClaims([namespace], WEB, 'prod-eu', { claims, clock }, never);
    expect(settled).toMatchObject({ reason: 'OwnedByAnother', retry: 'soon' });
  });

  it('decides only when it has heard of its own intents, and then knows of all that were stored before', async () => {
    const settling = settle();
    hearOf('api');
    hearOf('web');
    clock.advance(5);

    expect(await settling).toEqual(foreign);
  });

  it('asks nobody and does not wait without intents', async () => {
    expect(await settleClaims([], WEB, 'prod-eu', { claims, clock }, never)).toBeUndefined();
    expect(clock.slept).toEqual([]);
  });

  it('gives up when it does not hear of its own intents for ten seconds', async () => {
    clock = new FakeClock();

    expect(await settle()).toEqual({
      reason: 'ClaimsUnsettled',
      message:
        'Nothing was applied, because the management cluster was slow to say whether another Application claims the same objects.',
      retry: 'soon',
    });
  });

  it('ends when the worker is told to stop', async () => {
    expect(await settle(AbortSignal.abort())).toMatchObject({ reason: 'Interrupted' });
  });
});
