import { afterAll, describe, expect, it } from 'vitest';
import { CannedServer } from '#testing/scm/canned-server.ts';
import { generatorSet } from '../../world/generator-set.ts';
import { pathOf, readObject } from '../../world/objects.ts';
import { configMap } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

/** The shortest that counts. Unit: seconds. */
const REQUEUE = 10;

let red: Team;
let plugin: CannedServer;
const world = storyWorld({ spokes: [{ name: 'east', labels: {} }] }, async (started) => {
  plugin = await CannedServer.start();
  answerWith([{ customer: 'fjord', plan: { size: 'small' } }]);
  await started.startHub('/readyz', { NABE_OUTSIDE_HOSTS: plugin.host });
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (repoURL) => ({
      'appsets/customers.yaml': customers(repoURL),
      'plans/small/config.yaml': configMap('small', 'one'),
      'plans/large/config.yaml': configMap('large', 'one'),
    }),
  });
  await red.putSecret('customers', { token: 's3cret' });
  await red.putConfigMap('customers', { baseUrl: plugin.origin, token: '$customers:token' });
});
afterAll(() => plugin?.close());

function customers(repoURL: string): string {
  const input = { parameters: { region: 'eu' } };
  const generator = { configMapRef: { name: 'customers' }, input, requeueAfterSeconds: REQUEUE };
  return generatorSet({
    name: 'customers',
    generators: [{ plugin: generator }],
    application: 'shop-{{ .customer }}',
    repoURL,
    path: 'plans/{{ .plan.size }}',
    cluster: 'east',
    namespace: 'red',
  });
}

function answerWith(parameters: readonly object[]): void {
  plugin.respond(() => ({ body: { output: { parameters } } }));
}

async function isDeployed(name: string): Promise<boolean> {
  return (await readObject(world(), 'east', pathOf('configmaps', 'red', name))) !== undefined;
}

describe('a set with a plugin', () => {
  it("deploys what the plugin answers to a question with the tenant's token", async () => {
    await red.untilSetSynced('customers', ['shop-fjord']);

    expect(await isDeployed('small')).toBe(true);
    const { method, url, headers, body } = plugin.requests.at(-1) ?? {};
    expect({ method, url, authorization: headers?.authorization, body: JSON.parse(body ?? '') }).toEqual({
      method: 'POST',
      url: '/api/v1/getparams.execute',
      authorization: 'Bearer s3cret',
      body: { applicationSetName: 'customers', input: { parameters: { region: 'eu' } } },
    });
  });

  it('asks again after requeueAfterSeconds and follows the answer', async () => {
    answerWith([
      { customer: 'fjord', plan: { size: 'small' } },
      { customer: 'alp', plan: { size: 'large' } },
    ]);

    await red.untilSetSynced('customers', ['shop-alp', 'shop-fjord']);
    expect(await isDeployed('large')).toBe(true);
  });

  it.each([
    { name: 'it is in trouble', answer: { status: 500, body: 'oh dear s3cret' }, says: '500' },
    {
      name: 'its answer breaks off',
      answer: { body: '{"output":{"parameters":[{"customer":"alp"', missingBytes: 50 },
      says: 'broke off',
    },
  ])('stays as it is, and says why, when $name', async ({ answer, says }) => {
    plugin.respond(() => answer);

    const { reason, message } = await red.untilNotReady('customers', says);

    expect(reason).toBe('FactsIncomplete');
    expect(message).toContain('All Applications of this set stay as they are.');
    expect(message).not.toContain('s3cret');
    await red.untilSetSynced('customers', ['shop-alp', 'shop-fjord']);
  });

  it('goes on by itself when the plugin is well again', async () => {
    answerWith([{ customer: 'alp', plan: { size: 'large' } }]);

    await red.untilSetSynced('customers', ['shop-alp']);
    await world().until('the set is ready', async () => (await red.readinessOf('customers'))?.status === 'True');
    expect([await isDeployed('small'), await isDeployed('large')]).toEqual([false, true]);
  });
});
