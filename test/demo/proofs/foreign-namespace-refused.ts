import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { pathOf, readObject } from '../../world/objects.ts';
import type { Proof } from './proof.ts';

const FILE = 'apps/player/borrowed.yaml';

/** Blue puts an object into red's namespace: a price list of its own. */
const manifest =
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: prices\n  namespace: shop\ndata:\n  DISCOUNT: "100"\n';

export const foreignNamespaceRefused: Proof = {
  claim: 'a tenant cannot reach into the namespace of another',
  heading: "A tenant that reaches into another's namespace is refused",
  async show(world, narrator) {
    await world.commit('media', { [FILE]: manifest }, 'Borrow the price list of the shop');
    narrator.step('pushed to media: a ConfigMap for namespace shop, which is not blue’s');
    const isRefused = async () =>
      (await world.application('blue', 'player-prod-eu'))?.status?.operation?.reason === 'Refused';
    await waitUntil(isRefused, {
      what: 'Application player-prod-eu is refused',
      deadlineMs: 60_000,
      explain: () => world.logs(),
    });
    const answer = await world.nabe('app', 'get', 'player-prod-eu', '--tenant', 'blue');
    const sentence = answer.stdout
      .split('\n')
      .find((line) => line.includes('no destination of Tenant blue allows namespace shop'));
    if (answer.code !== 0 || sentence === undefined)
      throw new Error(`nabe app get does not say why: ${answer.stdout}${answer.stderr}`);
    if ((await readObject(world, 'prod-eu', pathOf('configmaps', 'shop', 'prices'))) !== undefined)
      throw new Error('the ConfigMap was created in namespace shop');
    narrator.proved('refused: the ConfigMap is not in namespace shop, and the Application says why:');
    narrator.output('nabe app get player-prod-eu --tenant blue', answer.stdout);
    await world.commit('media', { [FILE]: null }, 'Give the price list back');
    const isSynced = async () => (await world.application('blue', 'player-prod-eu'))?.status?.sync?.status === 'Synced';
    await waitUntil(isSynced, {
      what: 'Application player-prod-eu is synced again',
      deadlineMs: 60_000,
      explain: () => world.logs(),
    });
    narrator.proved('after the commit was taken back it is synced again');
  },
};
