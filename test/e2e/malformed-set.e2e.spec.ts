import { describe, expect, it } from 'vitest';
import type { Condition } from '#core/model/conditions.ts';
import type { ApplicationSet } from '#core/resources/application-set.ts';
import type { Tenant } from '#core/resources/tenant.ts';
import { pathOf, readObject } from '../world/objects.ts';
import { appSet, configMap } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const FILE = 'appsets/carts.yaml';

let red: Team;
const world = storyWorld({ spokes: [{ name: 'prod', labels: {} }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({
      [FILE]: carts(url, 'carts/cart'),
      'appsets/searches.yaml': appSet({ name: 'searches', repoURL: url, namespace: 'red', directories: 'searches/*' }),
      'carts/cart/config.yaml': configMap('cart', 'EUR'),
      'carts/wishes/config.yaml': configMap('wishes', '50'),
      'searches/catalogue/config.yaml': configMap('catalogue', 'one'),
    }),
  });
});

function carts(repoURL: string, directories: string): string {
  return appSet({ name: 'carts', repoURL, namespace: 'red', directories });
}

/** What a malformed set must not touch: its Application, what was done for it, and its object on the spoke. */
async function everythingOfCart() {
  const application = await red.application('cart-prod');
  const object = await readObject(world(), 'prod', pathOf('configmaps', 'red', 'cart'));
  const { uid, generation } = application?.metadata ?? {};
  return { uid, generation, operation: application?.status.operation, object: object?.metadata };
}

async function conditionOf(path: string, type: string): Promise<Condition | undefined> {
  const found = await world().resource<Tenant | ApplicationSet>(path);
  return found?.status?.conditions?.find((condition) => condition.type === type);
}

const SET = 'namespaces/tenant-red/applicationsets/carts';

/** Waits until Tenant and set both tell of a problem at this place; answers their conditions. */
async function untilBothSay(place: string): Promise<Condition[]> {
  return world().until(`Tenant red and ApplicationSet carts say ${place}`, async () => {
    const conditions = [await conditionOf('tenants/red', 'Ready'), await conditionOf(SET, 'SourceValid')];
    const telling = conditions
      .filter((condition) => condition !== undefined)
      .filter(({ status, message }) => status === 'False' && message.includes(place));
    return telling.length === 2 && telling;
  });
}

async function rowOf(set: string): Promise<string | undefined> {
  const { stdout } = await world().nabe('get', 'appsets');
  return stdout.split('\n').find((line) => line.includes(` ${set} `));
}

describe('a malformed ApplicationSet in git', () => {
  it('says file, line and field, leaves its Applications alone and lets the other set go on', async () => {
    await red.untilSynced(['cart-prod', 'catalogue-prod']);
    const before = await everythingOfCart();
    const misspelt = carts(red.url, 'carts/*').replace('goTemplate: true', 'goTemplat: true');

    await red.commit(
      { [FILE]: misspelt, 'searches/suggestions/config.yaml': configMap('suggestions', 'two') },
      'Misspell carts; suggest words',
    );

    const problem = `${FILE}:6:3: spec.goTemplat: unknown field; did you mean "goTemplate"?`;
    const told = await untilBothSay(problem);
    expect(told.map(({ reason, message }) => [reason, message])).toEqual([
      ['ConfigInvalid', `${problem}. The sets named here stay as they were read last; the others go on.`],
      ['Invalid', `${problem}. The set stays as it was read last.`],
    ]);
    await red.untilSynced(['cart-prod', 'catalogue-prod', 'suggestions-prod']);
    expect(await conditionOf('namespaces/tenant-red/applicationsets/searches', 'SourceValid')).toBeUndefined();
    expect(await everythingOfCart()).toEqual(before);
  });

  it('is shown by nabe get appsets', async () => {
    expect(await rowOf('carts')).toMatch(/^red +carts +False +1 /);
    expect(await rowOf('searches')).toMatch(/^red +searches +True +2 /);
    const json = await world().nabe('get', 'appsets', '-o', 'json');
    expect(json.stdout).toContain(`${FILE}:6:3: spec.goTemplat: unknown field`);
  });

  it('says file and line when it is no YAML at all, and again leaves its Applications alone', async () => {
    const before = await everythingOfCart();

    const broken = carts(red.url, 'carts/*').replace('generators:', 'generators: ]');

    await red.commit({ [FILE]: broken }, 'Break carts altogether');

    const line = broken.split('\n').findIndex((text) => text.includes(']')) + 1;
    const told = await untilBothSay(`${FILE}:${line}:`);
    expect(told.map(({ reason }) => reason)).toEqual(['ConfigInvalid', 'Invalid']);
    expect(await everythingOfCart()).toEqual(before);
  });

  it('goes on with the commit that corrects it', async () => {
    const before = await everythingOfCart();

    await red.commit({ [FILE]: carts(red.url, 'carts/*') }, 'Correct carts and wish for more');

    await red.untilSynced(['cart-prod', 'catalogue-prod', 'suggestions-prod', 'wishes-prod']);
    await world().until(
      'Tenant red is well again',
      async () => (await conditionOf('tenants/red', 'Ready'))?.status === 'True',
    );
    await world().until(
      'ApplicationSet carts is well again',
      async () => (await conditionOf(SET, 'SourceValid'))?.status === 'True',
    );
    await world().until('nabe says so', async () => /^red +carts +True +2 /.test((await rowOf('carts')) ?? ''));
    expect(await everythingOfCart()).toEqual(before);
  });
});
