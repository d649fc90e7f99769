import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { pathOf, readObject } from '../world/objects.ts';
import { appSet, configMap } from '../world/small-manifests.ts';
import { storyWorld } from '../world/story-world.ts';
import { Team } from '../world/team.ts';

const SECRET = 'shared between red and its code host';
const APPLICATIONS = ['cart-prod', 'search-prod'];
const FLOOD = 1000;
const FLOOD_AT_ONCE = 50;
/** What a second and a half without a poll would show: deliveries are looked at at once. */
const NOTHING_HAPPENS_MS = 1500;

let red: Team;
const world = storyWorld({ spokes: [{ name: 'prod', labels: {} }], interval: '1h' }, async (started) => {
  await started.startHub();
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({
      'appsets/shop.yaml': appSet({ name: 'shop', repoURL: url, namespace: 'red' }),
      'apps/cart/config.yaml': configMap('cart', 'one'),
      'apps/search/config.yaml': configMap('search', 'one'),
    }),
  });
  await started.put('/api/v1/namespaces/tenant-red/secrets/red-webhook', {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace: 'tenant-red', name: 'red-webhook' },
    stringData: { secret: SECRET },
  });
  await red.untilSynced(APPLICATIONS);
});

async function nameTheSecret(): Promise<void> {
  await world().put('/apis/nabe.dev/v1alpha1/namespaces/tenant-red/repositories/red', {
    apiVersion: 'nabe.dev/v1alpha1',
    kind: 'Repository',
    metadata: { namespace: 'tenant-red', name: 'red' },
    spec: {
      url: red.url,
      credentialsRef: { name: 'red-git' },
      interval: '1h',
      webhookSecretRef: { name: 'red-webhook' },
    },
  });
}

interface Push {
  readonly secret?: string;
  readonly url?: string;
  /** Makes one delivery differ from another. */
  readonly after?: string;
}

function pushOf({ secret = SECRET, url = red.url, after = '1' }: Push = {}) {
  const body = JSON.stringify({ ref: 'refs/heads/main', after, repository: { clone_url: url } });
  const headers = {
    'content-type': 'application/json',
    'x-github-event': 'push',
    'x-hub-signature-256': `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`,
  };
  return { method: 'POST', headers, body };
}

async function deliver(push: ReturnType<typeof pushOf>): Promise<{ status: number; body: string }> {
  const answer = await fetch(`${world().apiUrl}/api/webhook`, push);
  return { status: answer.status, body: await answer.text() };
}

/** Sum of a counter over all labels that contain the text. */
async function counted(metric: string, label = ''): Promise<number> {
  const text = await (await fetch(`${world().apiUrl}/metrics`)).text();
  const lines = text
    .split('\n')
    .filter((line) => /^[ {]/.test(line.slice(metric.length)) && line.startsWith(metric) && line.includes(label));
  return lines.reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0);
}

const polls = () => counted('nabe_repository_polls_total');
/** Jobs that the dispatcher has handed to the workers. */
const jobs = () => counted('nabe_dispatch_latency_seconds_count');
const deliveries = (outcome: string) => counted('nabe_webhook_deliveries_total', `outcome="${outcome}"`);

async function valueOf(name: string): Promise<string | undefined> {
  return (await readObject(world(), 'prod', pathOf('configmaps', 'red', name)))?.data?.['VALUE'];
}

/** Delivers, and waits until the hub says what became of it. */
async function deliverAndExpect(push: ReturnType<typeof pushOf>, outcome: string): Promise<void> {
  const before = await deliveries(outcome);
  expect(await deliver(push)).toEqual({ status: 202, body: '{"status":"accepted"}' });
  await world().until(`a delivery is ${outcome}`, async () => (await deliveries(outcome)) > before);
}

describe('a Repository that is polled once in an hour', () => {
  it('takes no webhook while it names no secret', async () => {
    const before = await polls();
    await deliverAndExpect(pushOf(), 'no-secret');
    await sleep(NOTHING_HAPPENS_MS);
    expect(await polls()).toBe(before);
  });

  it('has a push on the cluster soon after its webhook, by one job for the one Application that it touches', async () => {
    await nameTheSecret();
    await world().until('the hub knows the secret', async () => {
      await deliver(pushOf({ secret: 'guess' }));
      return (await deliveries('forged')) > 0;
    });
    const before = await jobs();
    const commit = await red.commit({ 'apps/cart/config.yaml': configMap('cart', 'two') }, 'Change the cart');

    await deliverAndExpect(pushOf({ after: commit }), 'polled');
    await world().until('the push is applied', async () => (await valueOf('cart')) === 'two');
    await sleep(NOTHING_HAPPENS_MS);
    const commits = (await red.applications()).map(({ status }) => status.sync?.commit === commit);
    expect([(await jobs()) - before, commits]).toEqual([1, [true, false]]);
  });

  it.each([
    { name: 'another secret', push: { secret: 'guess' }, outcome: 'forged' },
    { name: 'another repository', push: { url: 'https://git.example/nobody/apps.git' }, outcome: 'unknown-repository' },
  ])('is not polled for a delivery with $name, which gets the same answer', async ({ push, outcome }) => {
    await red.commit({ 'apps/cart/note.yaml': configMap('note', outcome) }, 'Push what no right webhook announces');
    const before = await polls();
    await deliverAndExpect(pushOf(push), outcome);
    await sleep(NOTHING_HAPPENS_MS);
    expect([await polls(), await valueOf('note')]).toEqual([before, undefined]);
  });

  it('is not polled for a delivery that was there before', async () => {
    const push = pushOf({ after: 'a copy of this comes later' });
    await deliverAndExpect(push, 'polled');
    await world().until('the poll is over', async () => (await valueOf('note')) !== undefined);
    const before = await polls();
    await deliverAndExpect(push, 'replayed');
    await sleep(NOTHING_HAPPENS_MS);
    expect(await polls()).toBe(before);
  });

  it('is polled once a second at most in a flood, and once after its end', async () => {
    const before = await polls();
    const delivered = await deliveries('polled');
    const beganMs = performance.now();
    await flood();
    const seconds = Math.ceil((performance.now() - beganMs) / 1000);
    await world().until(
      'all deliveries were looked at',
      async () => (await deliveries('polled')) === delivered + FLOOD,
    );
    await sleep(2 * NOTHING_HAPPENS_MS);

    const count = (await polls()) - before;
    expect(count).toBeGreaterThanOrEqual(2);
    expect(count).toBeLessThanOrEqual(seconds + 1);
  });

  it('is polled through a hub that does not lead', async () => {
    const standby = await world().startHub();
    const address = await world().until(
      'the second hub listens',
      async () => /"address":"([^"]+)"/.exec(standby.logTail())?.[1],
    );
    const commit = await red.commit({ 'apps/cart/config.yaml': configMap('cart', 'three') }, 'Change the cart again');
    const answer = await fetch(`${address}/api/webhook`, pushOf({ after: commit }));

    expect(answer.status).toBe(202);
    await world().until('the push is applied', async () => (await valueOf('cart')) === 'three');
  });
});

/** Signed deliveries that all differ. One that a stalled machine got across too late (408) is sent again, as its sender would. */
async function flood(): Promise<void> {
  const numbers = Array.from({ length: FLOOD }, (_, number) => number).values();
  const lane = async () => {
    for (const number of numbers) {
      const push = pushOf({ after: `flood ${number}` });
      const first = await deliver(push);
      const { status } = first.status === 408 ? await deliver(push) : first;
      expect(status).toBe(202);
    }
  };
  await Promise.all(Array.from({ length: FLOOD_AT_ONCE }, lane));
}
