import type { IncomingHttpHeaders } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { HostGuard } from '#adapters/scm/hosts/host-guard.ts';
import type { LfsObject } from '../../../fleet/git/lfs/lfs-shelf.ts';
import { GitRoom, listen } from '../git-room.ts';
import { createLfsRepository, fileOf, type LfsRepository, readFiles } from './lfs-room.ts';

let room: GitRoom;
let apps: LfsRepository;
const closing: (() => void)[] = [];

beforeAll(async () => {
  room = await GitRoom.open();
  apps = await createLfsRepository(room, 'apps');
});

afterAll(async () => {
  for (const close of closing) close();
  await room.close();
});

/** Another host: what it was sent, and what it answers by path. */
async function openStore(answers: Readonly<Record<string, { status: number; location?: string; body?: string }>>) {
  const seen: { url: string | undefined; headers: IncomingHttpHeaders }[] = [];
  const server = await listen((request, response) => {
    seen.push({ url: request.url, headers: request.headers });
    const { status, location, body } = answers[request.url ?? ''] ?? { status: 404 };
    response.writeHead(status, location === undefined ? {} : { location }).end(body);
  });
  closing.push(server.stop);
  return { seen, host: `127.0.0.1:${server.port}`, at: (path: string) => `http://127.0.0.1:${server.port}${path}` };
}

const resolvesTo = (address: string) =>
  ((_name, _options, callback) => callback(null, [{ address, family: 4 }])) satisfies NonNullable<
    ConstructorParameters<typeof HostGuard>[0]['resolve']
  >;

/** Reads one file that the server keeps at an address; `allowed` are the hosts that the platform team lists. */
async function read(
  href: string,
  content: string,
  options: { allowed?: readonly string[]; header?: Record<string, string>; address?: string } = {},
) {
  const { allowed = [], header, address = '10.0.0.7' } = options;
  const policy = { allowedHosts: allowed };
  const otherHosts = new HostGuard({ policy, resolve: resolvesTo(address) });
  const git = await room.source(`hosts-${content}`, {}, { otherHosts });
  const file = fileOf(apps.shelf.put(content));
  const download = { href, ...(header && { header }) };
  apps.shelf.tricks = {
    batch: (objects: readonly LfsObject[]) => objects.map((one) => ({ ...one, actions: { download } })),
  };
  const answer = await readFiles(git, apps.address, [file]);
  apps.shelf.tricks = {};
  return Array.isArray(answer) ? answer : { ...answer, message: answer.message.replace(file.oid, 'OID') };
}

const subject = () => `cannot read ${apps.repository.url}: `;
const allow = 'the platform team must allow this host';

describe('another host that Git LFS leads to', () => {
  it('is asked where the platform team lists it, with the headers that the server wants and none of ours', async () => {
    const store = await openStore({ '/bucket/a?sig=1': { status: 200, body: 'listed' } });
    const header = {
      Authorization: 'Bearer of-the-store',
      'X-Amz-Meta': 'yes',
      Host: 'internal',
      'Content-Length': '7',
      'Bad\nName': 'x',
      Bad: 'a\r\nb',
    };
    expect(await read(store.at('/bucket/a?sig=1'), 'listed', { allowed: [store.host], header })).toEqual(['listed']);
    expect(store.seen).toEqual([
      {
        url: '/bucket/a?sig=1',
        headers: {
          host: store.host,
          'user-agent': 'nabe',
          authorization: 'Bearer of-the-store',
          'x-amz-meta': 'yes',
          connection: 'keep-alive',
        },
      },
    ]);
  });

  it('is shown no credentials of the repository, by no redirect either', async () => {
    const last = await openStore({ '/a': { status: 200, body: 'moved' } });
    const first = await openStore({ '/a': { status: 302, location: last.at('/a') } });
    const allowed = [first.host, last.host];
    expect(await read(first.at('/a'), 'moved', { allowed, header: { authorization: 'Bearer first' } })).toEqual([
      'moved',
    ]);
    const shown = [...first.seen, ...last.seen].map(({ headers }) => headers.authorization);
    expect(shown).toEqual(['Bearer first', undefined]);
  });

  it.each([
    {
      name: 'a file',
      href: 'file:///etc/passwd',
      why: 'its Git LFS names an address that begins with file: instead of https:',
    },
    { name: 'no address', href: 'etc/passwd', why: 'its Git LFS names no address for a.yaml (oid OID)' },
    {
      name: 'a login',
      href: 'https://me:s3cret@store.example/a',
      why: 'its Git LFS names an address with a login in it',
    },
    {
      name: 'loopback',
      href: 'https://127.0.0.1:1/a',
      why: `its Git LFS leads to another host: 127.0.0.1:1 is not a public address: ${allow}`,
    },
    {
      name: 'a metadata service',
      href: 'https://169.254.169.254/latest',
      why: 'its Git LFS leads to another host: 169.254.169.254 is not a public address',
    },
    {
      name: 'no TLS',
      href: 'http://store.example/a',
      why: 'its Git LFS leads to another host: store.example would be asked without TLS',
    },
    {
      name: 'a name of the own network',
      href: 'https://store.example/a',
      why: 'its Git LFS at store.example resolves to an address that is not public: the platform team must allow this host (NABE_OUTSIDE_HOSTS), or the server name another',
    },
  ])('is refused: $name', async ({ name, href, why }) => {
    const answer = await read(href, `refused ${name}`);
    expect(answer).toEqual({ kind: 'refused', message: expect.stringContaining(subject() + why) });
    expect(JSON.stringify(answer)).not.toContain('s3cret');
  });

  it('is judged when it is where a redirect leads', async () => {
    const store = await openStore({
      '/inside': { status: 302, location: 'https://10.0.0.1/a' },
      '/file': { status: 302, location: 'file:///etc/passwd' },
      '/circle': { status: 302, location: '/circle' },
    });
    const allowed = [store.host];
    expect(await read(store.at('/inside'), 'inside', { allowed })).toEqual({
      kind: 'refused',
      message: expect.stringContaining(
        `${subject()}its Git LFS leads to another host: 10.0.0.1 is not a public address`,
      ),
    });
    expect(await read(store.at('/file'), 'file', { allowed })).toEqual({
      kind: 'refused',
      message: `${subject()}its Git LFS names an address that begins with file: instead of https: (for a.yaml (oid OID))`,
    });
    expect(await read(store.at('/circle'), 'circle', { allowed })).toEqual({
      kind: 'unreachable',
      message: `${subject()}${store.host}, where its Git LFS keeps a.yaml (oid OID), redirects in a circle`,
    });
    expect(store.seen).toHaveLength(6);
  });

  it('is none that anybody may ask where nobody judges hosts', async () => {
    const store = await openStore({});
    const git = await room.source('unjudged');
    const file = fileOf(apps.shelf.put('unjudged'));
    const download = { href: store.at('/a') };
    apps.shelf.tricks = { batch: (objects) => objects.map((one) => ({ ...one, actions: { download } })) };
    expect(await readFiles(git, apps.address, [file])).toMatchObject({
      kind: 'refused',
      message: expect.stringContaining(`its Git LFS leads to another host, ${store.host}`),
    });
    expect(store.seen).toEqual([]);
    apps.shelf.tricks = {};
  });
});
