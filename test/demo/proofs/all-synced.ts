import { waitUntil } from '../../fleet/processes/wait-until.ts';
import { describeTime } from '../figures.ts';
import { APPLICATIONS } from '../platform.ts';
import type { Proof } from './proof.ts';

const DEADLINE_MS = 180_000;

/** `startedMs`: when the first process of the demo was started, by performance.now(). */
export function allSynced(startedMs: number): Proof {
  return {
    claim: `all ${APPLICATIONS} Applications become synced and healthy`,
    heading: 'Everything in git becomes true on the clusters',
    async show(world, narrator) {
      let shown = '';
      const look = async () => {
        const applications = await world.applications();
        const synced = applications.filter(({ status }) => status?.sync?.status === 'Synced').length;
        const healthy = applications.filter(({ status }) => status?.health?.status === 'Healthy').length;
        const text = `${applications.length} Applications, ${synced} synced, ${healthy} healthy`;
        if (text !== shown) narrator.step(text);
        shown = text;
        return applications.length === APPLICATIONS && synced === APPLICATIONS && healthy === APPLICATIONS;
      };
      const what = `all ${APPLICATIONS} Applications are synced and healthy`;
      await waitUntil(look, { what, deadlineMs: DEADLINE_MS, intervalMs: 500, explain: () => world.logs() });
      narrator.proved(
        `all ${APPLICATIONS} synced and healthy ${describeTime(performance.now() - startedMs)} after the first process was started`,
      );
      narrator.output('nabe get apps', (await world.nabe('get', 'apps')).stdout);
      narrator.output('nabe get clusters', (await world.nabe('get', 'clusters')).stdout);
    },
  };
}
