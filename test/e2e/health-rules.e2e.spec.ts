import { describe, expect, it } from 'vitest';
import { appSet, configMap } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const PERMITTED = {
  sourceRepos: ['http://127.0.0.1:*/red'],
  destinations: [{ clusterSelector: {}, namespaces: ['red'] }],
};

let red: Team;
const world = storyWorld({ spokes: [{ name: 'prod', labels: {} }] }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({
      'appsets/pots.yaml': appSet({ name: 'pots', repoURL: url, namespace: 'red' }),
      'apps/pot/config.yaml': configMap('pot', 'cracked'),
    }),
  });
  await red.untilSynced(['pot-prod']);
});

/** The tenant with these rules: the platform team's part. */
function bringRules(...healthRules: readonly object[]): Promise<void> {
  const configSources = [{ repoURL: red.url, revision: 'main', path: 'appsets' }];
  return world().addTenant('red', { ...PERMITTED, configSources, healthRules });
}

function untilHealth(status: string, message?: string): Promise<unknown> {
  return world().until(`Application pot-prod is ${status}`, async () => {
    const health = (await red.application('pot-prod'))?.status.health;
    return health?.status === status && health.message === message;
  });
}

const expression = {
  kinds: ['/ConfigMap'],
  cases: [{ when: "object.data.VALUE == 'cracked'", status: 'Degraded', message: 'It cracked' }],
  otherwise: { status: 'Healthy' },
};
const script = {
  kinds: ['/ConfigMap'],
  lua: 'return {status = obj.data.VALUE == "fired" and "Healthy" or "Progressing", message = "In the kiln"}',
};

describe('health rules of a tenant', () => {
  it('judge objects that are there already, of a kind whose status nobody watched before', async () => {
    await bringRules(expression);

    await untilHealth('Degraded', 'ConfigMap red/pot: It cracked');
    expect((await red.application('pot-prod'))?.status.sync?.status).toBe('Synced');
  });

  it('may be a Lua script, which takes the place of the expression', async () => {
    await bringRules(script);

    await untilHealth('Progressing', 'ConfigMap red/pot: In the kiln');
  });

  it('follow the object', async () => {
    await red.commit({ 'apps/pot/config.yaml': configMap('pot', 'fired') }, 'Fire the pot');

    await untilHealth('Healthy');
  });

  it('say on the Application what is wrong with them', async () => {
    await bringRules({ kinds: ['/ConfigMap'], lua: 'return nothing.at.all' });

    await world().until('the health is Unknown', async () => {
      const health = (await red.application('pot-prod'))?.status.health;
      return health?.status === 'Unknown' && health.message?.includes('correct it in spec.healthRules of Tenant red');
    });
  });

  it('leave the kind alone when they are gone', async () => {
    await bringRules();

    await untilHealth('Healthy');
  });
});
