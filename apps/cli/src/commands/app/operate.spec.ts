import { createServer, type IncomingMessage } from 'node:http';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { run } from '../../run.ts';

const web = { namespace: 'tenant-red', name: 'web', tenant: 'red' };
const WEB = '/api/v1/applications/tenant-red/web';
const COMMITS = ['0123456789abcdef0123456789abcdef01234567', '89abcdef0123456789abcdef0123456789abcdef'];

/** What was posted: path and body. */
let posted: [string, unknown][] = [];
/** The operation that the Application shows, one for each look; the last one stays. */
let operations: object[] = [];
/** What the hub says to a request. */
let reply: { status: number; body: object };

const hub = createServer((request, response) => {
  void answerTo(request).then(({ status, body }) => response.writeHead(status).end(JSON.stringify(body)));
});

async function answerTo(request: IncomingMessage): Promise<{ status: number; body: object }> {
  const { pathname } = new URL(request.url ?? '', 'http://hub');
  if (request.method === 'POST') {
    posted.push([pathname, await readBody(request)]);
    return reply;
  }
  if (pathname === '/api/v1/applications') return { status: 200, body: { items: [web] } };
  if (pathname === `${WEB}/plan`) return { status: 200, body: { summary: 'nothing to do' } };
  if (pathname !== WEB) return { status: 404, body: {} };
  const operation = operations.length > 1 ? operations.shift() : operations[0];
  return { status: 200, body: { ...web, summary: 'Synced to 0123456: 3 objects.', ...(operation && { operation }) } };
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return JSON.parse(text);
}

let server = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => hub.listen(0, '127.0.0.1', resolve));
  const address = hub.address();
  server = typeof address === 'object' ? `http://127.0.0.1:${address?.port}` : '';
});
afterAll(() => hub.close());
beforeEach(() => {
  posted = [];
  operations = [];
  reply = { status: 202, body: { request: 'r1' } };
});

/** Each look at the clock is a minute later than the one before. */
async function nabe(...args: string[]) {
  let [out, error, minutes] = ['', '', 0];
  const code = await run(
    {
      env: { NABE_SERVER: server, USER: 'ana' },
      now: () => (minutes += 1) * 60_000,
      print: (text) => void (out += text),
      printError: (text) => void (error += text),
      colours: false,
      version: '1.2.3',
    },
    ['app', ...args],
  );
  return { code, out, error };
}

describe('nabe app sync', () => {
  it.each([
    { name: 'all of it', args: [], body: { username: 'ana' } },
    { name: 'with prunes, as somebody', args: ['--prune', '--as', 'eva'], body: { prune: true, username: 'eva' } },
    {
      name: 'chosen objects',
      args: ['--resource', 'apps/Deployment/shop/web', '--resource', '/Namespace//shop'],
      body: {
        resources: [
          { group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' },
          { group: '', kind: 'Namespace', namespace: '', name: 'shop' },
        ],
        username: 'ana',
      },
    },
  ])('asks for $name', async ({ args, body }) => {
    expect(await nabe('sync', 'web', ...args)).toEqual({ code: 0, out: 'sync requested\n', error: '' });
    expect(posted).toEqual([[`${WEB}/sync`, body]]);
  });

  it.each([
    { name: 'succeeds', phase: 'Succeeded', code: 0, says: '' },
    { name: 'fails', phase: 'Failed', code: 1, says: 'nabe: the sync did not succeed' },
    { name: 'stalls', phase: 'Stalled', code: 1, says: 'nabe: the sync did not succeed' },
  ])('waits for its own request, which $name', async ({ phase, code, says }) => {
    const another = { phase: 'Succeeded', request: 'r0' };
    operations = [{}, another, { phase, request: 'r1' }];
    const result = await nabe('sync', 'web', '--wait', '--timeout', '6000');
    expect({ code: result.code, out: result.out, error: result.error.trim() }).toEqual({
      code,
      out: 'Synced to 0123456: 3 objects.\n',
      error: says,
    });
  });

  it('says what it waits for when the time is over', async () => {
    operations = [{ phase: 'Running', request: 'r1' }];
    const { code, error } = await nabe('sync', 'web', '--wait', '--timeout', '30');
    expect({ code, error: error.trim() }).toEqual({
      code: 1,
      error: 'nabe: it has not ended within 30 s and goes on: Synced to 0123456: 3 objects.',
    });
  });

  it.each([
    { args: ['--resource', 'web'], code: 2, says: '--resource web is not of the form GROUP/KIND/NAMESPACE/NAME' },
    { args: ['--resource', 'a/b/c/d/e'], code: 2, says: 'is not of the form' },
    { args: ['--dry-run', '--prune'], code: 2, says: 'leave --resource and --prune out' },
    { args: ['--wait', '--timeout', 'soon'], code: 2, says: '--timeout soon is no number of seconds' },
  ])('refuses $args', async ({ args, code, says }) => {
    const result = await nabe('sync', 'web', ...args);
    expect(result.code).toBe(code);
    expect(result.error).toContain(says);
  });

  it('shows the plan and asks for nothing with --dry-run', async () => {
    const { code, out } = await nabe('sync', 'web', '--dry-run');
    expect({ code, last: out.trim().split('\n').at(-1), posted }).toEqual({
      code: 0,
      last: 'nothing to do',
      posted: [],
    });
  });

  it('repeats what the hub has against it', async () => {
    reply = { status: 409, body: { detail: 'Another request is under way.' } };
    expect(await nabe('sync', 'web')).toMatchObject({ code: 1, error: expect.stringContaining('Another request') });
  });

  it('names an Application that does not exist', async () => {
    expect(await nabe('sync', 'cart')).toMatchObject({
      code: 1,
      error: expect.stringContaining('there is no application cart'),
    });
  });
});

describe('nabe app cancel', () => {
  it('asks for it', async () => {
    expect(await nabe('cancel', 'web')).toEqual({ code: 0, out: 'cancel requested\n', error: '' });
    expect(posted).toEqual([[`${WEB}/cancel`, { username: 'ana' }]]);
  });

  it('is done when the operation has ended, however it did', async () => {
    operations = [{ phase: 'Failed', request: 'r1' }];
    expect(await nabe('cancel', 'web', '--wait')).toMatchObject({ code: 0 });
  });
});

describe('nabe app rollback', () => {
  it.each([
    { name: 'the one before', args: [], body: { username: 'ana' } },
    { name: 'one of the history', args: ['--to', '3'], body: { to: '3', username: 'ana' } },
  ])('goes back to $name, and says until when', async ({ args, body }) => {
    reply = { status: 200, body: { commits: COMMITS } };
    expect(await nabe('rollback', 'web', ...args)).toEqual({
      code: 0,
      out: 'goes back to 0123456, 89abcde and stays there until `nabe app release web`\n',
      error: '',
    });
    expect(posted).toEqual([[`${WEB}/rollback`, body]]);
  });
});

describe('nabe app release', () => {
  it('follows git again', async () => {
    reply = { status: 200, body: {} };
    expect(await nabe('release', 'red/web')).toEqual({ code: 0, out: 'released: git is followed again\n', error: '' });
    expect(posted).toEqual([[`${WEB}/release`, { username: 'ana' }]]);
  });
});
