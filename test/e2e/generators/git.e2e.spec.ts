import { describe, expect, it } from 'vitest';
import { generatorSet } from '../../world/generator-set.ts';
import { pathOf, readObject } from '../../world/objects.ts';
import { configMap } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

let red: Team;
const world = storyWorld({ spokes: [{ name: 'east', labels: {} }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (repoURL) => ({
      'appsets/directories.yaml': generatorSet({
        name: 'directories',
        generators: [{ git: { repoURL, revision: 'main', directories: DIRECTORIES } }],
        application: '{{ .path.basename }}',
        repoURL,
        path: '{{ .path.path }}',
        cluster: 'east',
        namespace: 'red',
      }),
      'appsets/files.yaml': generatorSet({
        name: 'files',
        generators: [{ git: { repoURL, revision: 'main', files: [{ path: 'config/**/shop.json' }] } }],
        application: 'shop-{{ .path.basename }}-{{ .shop.edition }}',
        repoURL,
        path: 'shops/{{ .shop.edition }}',
        cluster: '{{ .cluster.name }}',
        namespace: 'red',
      }),
      'apps/cart/config.yaml': configMap('cart', 'one'),
      'apps/legacy/config.yaml': configMap('legacy', 'one'),
      'config/eu/shop.json': shop('small'),
      'shops/small/config.yaml': configMap('small', 'one'),
      'shops/large/config.yaml': configMap('large', 'one'),
    }),
  });
});

const DIRECTORIES = [{ path: 'apps/*' }, { path: 'apps/legacy', exclude: true }];

function shop(edition: string): string {
  return JSON.stringify({ shop: { edition }, cluster: { name: 'east' } });
}

async function isDeployed(name: string): Promise<boolean> {
  return (await readObject(world(), 'east', pathOf('configmaps', 'red', name))) !== undefined;
}

describe('a set with directories of git', () => {
  it('deploys each directory but the excluded one', async () => {
    await red.untilSetSynced('directories', ['cart']);

    expect([await isDeployed('cart'), await isDeployed('legacy')]).toEqual([true, false]);
  });

  it('deploys a directory that a commit adds', async () => {
    const before = (await red.application('cart'))?.metadata.uid;

    await red.commit({ 'apps/search/config.yaml': configMap('search', 'one') }, 'Add the search');

    await red.untilSetSynced('directories', ['cart', 'search']);
    expect(await isDeployed('search')).toBe(true);
    expect((await red.application('cart'))?.metadata.uid).toBe(before);
  });

  it('takes back a directory that a commit removes', async () => {
    await red.commit({ 'apps/search/config.yaml': null }, 'Remove the search');

    await red.untilSetSynced('directories', ['cart']);
    expect(await isDeployed('search')).toBe(false);
  });
});

describe('a set with files of git', () => {
  it('deploys what a file says', async () => {
    await red.untilSetSynced('files', ['shop-eu-small']);

    expect([await isDeployed('small'), await isDeployed('large')]).toEqual([true, false]);
  });

  it('follows a commit that changes a file and adds another one', async () => {
    await red.commit({ 'config/eu/shop.json': shop('large'), 'config/us/west/shop.json': shop('small') }, 'Grow');

    await red.untilSetSynced('files', ['shop-eu-large', 'shop-west-small']);
    await world().until('both are deployed', async () => (await isDeployed('large')) && (await isDeployed('small')));
  });

  it('stays as it is, and names the file, when one is no JSON any more', async () => {
    const before = (await red.applicationsOf('files')).map(({ metadata: { uid, generation } }) => ({
      uid,
      generation,
    }));

    await red.commit({ 'config/eu/shop.json': '{"shop": ' }, 'Break a file');

    const told = await red.untilNotReady('files', 'config/eu/shop.json');
    expect(told.message).toContain('All Applications of this set stay as they are.');
    const after = (await red.applicationsOf('files')).map(({ metadata: { uid, generation } }) => ({ uid, generation }));
    expect(after).toEqual(before);
  });

  it('goes on with the commit that corrects it', async () => {
    await red.commit({ 'config/eu/shop.json': shop('large'), 'config/us/west/shop.json': null }, 'Correct the file');

    await red.untilSetSynced('files', ['shop-eu-large']);
    await world().until('the set is ready again', async () => (await red.readinessOf('files'))?.status === 'True');
    expect([await isDeployed('large'), await isDeployed('small')]).toEqual([true, false]);
  });
});
