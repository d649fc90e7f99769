import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addressOf, GitRoom, listen } from './git-room.ts';

let room: GitRoom;

beforeAll(async () => {
  room = await GitRoom.open();
});

afterAll(() => room.close());

describe('listing refs', () => {
  it('gives every ref with its commit, annotated tags peeled, in one exchange', async () => {
    const repository = await room.server.createRepository('refs');
    const first = await room.server.commit('refs', { files: { a: '1' }, message: 'first' });
    const second = await room.server.commit('refs', { files: { a: '2' }, message: 'second', branch: 'next' });
    await room.onServer(repository, [
      '-c',
      'user.name=A',
      '-c',
      'user.email=a@example.com',
      'tag',
      '-a',
      '-m',
      'one',
      'v1',
      first,
    ]);
    const source = await room.source('refs');

    const refs = await source.listRefs(addressOf(repository));

    expect(refs.ok && Object.fromEntries(refs.value)).toEqual({
      HEAD: first,
      'refs/heads/main': first,
      'refs/heads/next': second,
      'refs/tags/v1': first,
    });
    expect(room.server.requestCounts('refs')).toMatchObject({ listing: 1, fetch: 0 });
  });

  it('says whose move it is when the server refuses, has no such repository, fails or is down', async () => {
    const repository = await room.server.createRepository('troubled');
    await room.server.commit('troubled', { files: { a: '1' }, message: 'first' });
    const source = await room.source('troubled');
    const address = addressOf(repository);
    const missing = { ...address, url: address.url.replace('troubled', 'absent') };

    const failures = [
      await source.listRefs({ ...address, credentials: { kind: 'basic', username: 'git', password: 'wrong' } }),
      await source.listRefs({ url: address.url }),
      await source.listRefs(missing),
    ];
    for (const status of [403, 500]) {
      room.server.failWith(status);
      failures.push(await source.listRefs(address));
    }
    room.server.failWith();
    await room.server.stop();
    failures.push(await source.listRefs(address));
    await room.server.start();

    const renew = 'the owner of the Repository has to renew the Secret it names';
    const subject = `cannot read ${address.url}`;
    expect(failures.map((failed) => !failed.ok && failed.failure)).toEqual([
      { kind: 'unauthorized', message: `${subject}: the server refuses the credentials: ${renew}` },
      { kind: 'unauthorized', message: `${subject}: the server asks for credentials and none fit: ${renew}` },
      {
        kind: 'not-found',
        message: `cannot read ${missing.url}: the server has no such repository, or hides it from these credentials`,
      },
      { kind: 'unauthorized', message: `${subject}: the server does not let these credentials read the repository` },
      { kind: 'unreachable', message: `${subject}: its server answers with HTTP status 500` },
      { kind: 'unreachable', message: `${subject}: its server takes no connection` },
    ]);
    expect((await source.listRefs(address)).ok).toBe(true);
  });

  it('takes a web page for a failure, not for a repository without branches', async () => {
    const page = await listen((_request, response) => response.end('<html>'));
    const url = `http://127.0.0.1:${page.port}/x.git`;
    const source = await room.source('page');
    expect(await source.listRefs({ url })).toEqual({
      ok: false,
      failure: {
        kind: 'not-found',
        message: `cannot read ${url}: it has no branches, or what answers there is no repository`,
      },
    });
    page.stop();
  });

  it('ends all of git when the server never answers', async () => {
    const silent = await listen(() => undefined);
    const url = `http://127.0.0.1:${silent.port}/silent.git`;
    const source = await room.source('silent', { listDeadlineMs: 300 });
    expect(await source.listRefs({ url })).toEqual({
      ok: false,
      failure: { kind: 'unreachable', message: `cannot read ${url}: its server did not finish its answer in time` },
    });
    const { stdout } = await promisify(execFile)('ps', ['-eo', 'args']);
    expect(stdout.split('\n').filter((line) => line.includes(url))).toEqual([]);
    silent.stop();
  });

  it('sends no credentials to the host that a redirect leads to', async () => {
    const seen: (string | undefined)[] = [];
    const thief = await listen((request, response) => {
      seen.push(request.headers.authorization);
      response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end();
    });
    const moved = await listen((request, response) => {
      response.writeHead(302, { location: `http://localhost:${thief.port}${request.url}` }).end();
    });
    const source = await room.source('redirected');
    const credentials = { kind: 'basic', username: 'git', password: 'secret' } as const;

    const listed = await source.listRefs({ url: `http://127.0.0.1:${moved.port}/a.git`, credentials });

    expect(!listed.ok && listed.failure.kind).toBe('unauthorized');
    expect(seen).toEqual([undefined]);
    thief.stop();
    moved.stop();
  });
});
