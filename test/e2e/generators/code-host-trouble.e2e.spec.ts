import { afterAll, describe, expect, it } from 'vitest';
import { type CannedAnswer, type CannedRequest, CannedServer } from '#testing/scm/canned-server.ts';
import { generatorSet } from '../../world/generator-set.ts';
import { pathOf, readObject } from '../../world/objects.ts';
import { configMap } from '../../world/small-manifests.ts';
import { storyWorld } from '../../world/story-world.ts';
import { Team } from '../../world/team.ts';

/** The shortest that counts. Unit: seconds. Services are asked anew every 20 seconds at most. */
const REQUEUE = 10;
const TOKEN = 'ghp_verySecret';
const LIMITED: CannedAnswer = { status: 429, headers: { 'retry-after': '1' }, body: { message: 'slow down' } };

let red: Team;
let server: CannedServer;
const world = storyWorld({ spokes: [{ name: 'east', labels: {} }] }, async (started) => {
  server = await CannedServer.start();
  server.respond(shopOf('cart', 'search'));
  await started.startHub('/readyz', { NABE_OUTSIDE_HOSTS: server.host });
  await started.startWorker();
  red = await Team.add(started, {
    name: 'red',
    files: (url) => ({
      'appsets/shop.yaml': previews(url, 'shop'),
      'previews/cart/config.yaml': configMap('cart', 'one'),
      'previews/search/config.yaml': configMap('search', 'one'),
      'previews/news/config.yaml': configMap('news', 'one'),
    }),
  });
  await red.putSecret('github', { token: TOKEN });
});
afterAll(() => server?.close());

/** A set, named like the repository, with a preview of each pull request. */
function previews(repoURL: string, repo: string): string {
  const github = { owner: 'acme', repo, api: server.origin, tokenRef: { secretName: 'github', key: 'token' } };
  return generatorSet({
    name: repo,
    generators: [{ pullRequest: { github, requeueAfterSeconds: REQUEUE } }],
    application: `${repo}-{{ .branch }}`,
    repoURL,
    path: 'previews/{{ .branch }}',
    cluster: 'east',
    namespace: 'red',
  });
}

/** GitHub with one pull request of each repository on a page; the page `second` answers instead of that of the second one. */
function shopOf(first: string, second: string | CannedAnswer): (request: CannedRequest) => CannedAnswer {
  return ({ url }) => {
    const link = `<https://github.example${url}&page=2>; rel="next"`;
    if (!url.includes('&page=2')) return { headers: { link }, body: [pullRequest(1, first)] };
    return typeof second === 'string' ? { body: [pullRequest(2, second)] } : second;
  };
}

function pullRequest(number: number, branch: string): object {
  const head = { ref: branch, sha: String(number).repeat(40) };
  return { number, title: branch, head, base: { ref: 'main' }, labels: [], user: { login: 'ana' } };
}

async function uidsOf(set: string): Promise<(string | undefined)[]> {
  return (await red.applicationsOf(set)).map(({ metadata }) => metadata.uid);
}

async function isDeployed(name: string): Promise<boolean> {
  return (await readObject(world(), 'east', pathOf('configmaps', 'red', name))) !== undefined;
}

describe('a code host in trouble', () => {
  it('was well before: both pages of its list are deployed', async () => {
    await red.untilSetSynced('shop', ['shop-cart', 'shop-search']);

    expect([await isDeployed('cart'), await isDeployed('search')]).toEqual([true, true]);
  });

  it.each([
    { name: 'the second page fails', second: { status: 500, body: 'oh dear' }, says: 'it is in trouble (500)' },
    { name: 'the second page breaks off', second: { body: '[{"number":2,', missingBytes: 50 }, says: 'broke off' },
  ])('takes nothing back while $name, and the set says why', async ({ second, says }) => {
    const before = await uidsOf('shop');

    server.respond(shopOf('cart', second));

    const { reason, message } = await red.untilNotReady('shop', says);
    expect(reason).toBe('FactsIncomplete');
    expect(message).toContain('annot list the pull requests');
    expect(message).toContain('All Applications of this set stay as they are.');
    expect(message).not.toContain(TOKEN);
    expect(await uidsOf('shop')).toEqual(before);
    expect([await isDeployed('cart'), await isDeployed('search')]).toEqual([true, true]);
  });

  it('counts with its last complete answer while it limits requests', async () => {
    const before = await uidsOf('shop');
    const asked = server.requests.length;

    server.respond(() => LIMITED);

    await world().until('the set is ready', async () => (await red.readinessOf('shop'))?.status === 'True');
    expect(server.requests.length).toBeGreaterThan(asked);
    expect((await red.conditionOf('shop', 'RateLimited'))?.message).toContain(`${server.host} limits requests until`);
    expect(await uidsOf('shop')).toEqual(before);
  });

  it('makes nothing of a set that it limits from the beginning, and the set says so', async () => {
    await red.commit({ 'appsets/blog.yaml': previews(red.url, 'blog') }, 'Preview the blog');

    const { message } = await red.untilNotReady('blog', `${server.host} limits how often these credentials may ask`);
    expect(message).not.toContain(TOKEN);
    expect(await red.applicationsOf('blog')).toEqual([]);
  });

  it('is followed again when it is well, by itself', async () => {
    server.respond(({ url }) => ({
      body: url.includes('/blog/') ? [pullRequest(7, 'news')] : [pullRequest(1, 'cart')],
    }));

    await red.untilSetSynced('shop', ['shop-cart']);
    await red.untilSetSynced('blog', ['blog-news']);
    await world().until('the set is ready', async () => (await red.readinessOf('blog'))?.status === 'True');
    expect(await Promise.all(['cart', 'search', 'news'].map(isDeployed))).toEqual([true, false, true]);
  });
});
