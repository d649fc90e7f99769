import type { Repository } from '#core/resources/repository.ts';
import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { pathOf, readObject } from '../../world/objects.ts';
import { describeTime } from '../figures.ts';
import type { Proof } from './proof.ts';

const CLUSTERS = ['prod-eu', 'prod-us', 'staging'];
const marker = 'SO-2027';

export const redisLost: Proof = {
  claim: 'nothing is lost with Redis',
  heading: 'Redis is killed and comes back empty: nothing is lost',
  async show(world, narrator) {
    const before = await world.applications();
    await world.fleet.redis.kill();
    narrator.step('Redis killed');
    const text = `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: checkout\nautomountServiceAccountToken: false\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: checkout\ndata:\n  ORDER_PREFIX: "${marker}"\n`;
    const commit = await world.commit('shop', { 'apps/checkout/config.yaml': text }, 'Number the orders of 2027');
    narrator.step('pushed to shop while Redis is away');
    const isRead = async () => {
      const repository = await world.resource<Repository>('namespaces/tenant-red/repositories/shop');
      return repository?.status.refs?.some((ref) => ref.commit === commit);
    };
    await waitUntil(isRead, { what: 'the hub has read the commit', deadlineMs: 60_000, explain: () => world.logs() });
    narrator.step('the hub has read the commit and cannot queue anything');
    await world.fleet.redis.start();
    const startedMs = performance.now();
    narrator.step('Redis is back, empty');
    const hasArrived = async () => {
      const seen = await Promise.all(
        CLUSTERS.map((cluster) => readObject(world, cluster, pathOf('configmaps', 'shop', 'checkout'))),
      );
      return seen.every((object) => object?.data?.['ORDER_PREFIX'] === marker);
    };
    await waitUntil(hasArrived, {
      what: 'the commit is on all clusters',
      deadlineMs: 60_000,
      explain: () => world.logs(),
    });
    const isWhole = async () => {
      const after = await world.applications();
      return after.length === before.length && after.every(({ status }) => status?.sync?.status === 'Synced');
    };
    await waitUntil(isWhole, { what: 'all Applications are synced', deadlineMs: 60_000, explain: () => world.logs() });
    narrator.proved(
      `the commit is everywhere ${describeTime(performance.now() - startedMs)} after Redis came back; all ${before.length} Applications are synced`,
    );
  },
};
