import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Fleet, startFleet } from '../fleet/fleet.ts';
import type { LocalRepository } from '../fleet/git/local-git.ts';
import { waitUntil } from '../fleet/processes/wait-until.ts';
import { processStart } from '../setup/process-start.ts';

const run = promisify(execFile);

describe('a fleet', () => {
  let fleet: Fleet;
  beforeAll(async () => {
    const spokes = [{ name: 'spoke', controllers: true, scheduler: true, kwokNodes: 1, audit: true }];
    fleet = await startFleet({ spokes, redis: true, git: true });
  });
  afterAll(() => fleet.stop());

  function spoke() {
    const cluster = fleet.spokes.get('spoke');
    if (cluster === undefined) throw new Error('the fleet has no cluster spoke');
    return cluster;
  }

  it('brings a Deployment to life: pods are made, scheduled, and become ready', async () => {
    const path = '/apis/apps/v1/namespaces/default/deployments';
    const created = await spoke().request('POST', path, deployment('web', 2));
    expect(created.status).toBe(201);
    await waitUntil(
      async () => (await spoke().request<WithStatus>('GET', `${path}/web`)).body.status.availableReplicas === 2,
      { what: 'both replicas are available', deadlineMs: 30_000, intervalMs: 100 },
    );
  });

  it('completes a Job', async () => {
    const path = '/apis/batch/v1/namespaces/default/jobs';
    expect((await spoke().request('POST', path, job('once'))).status).toBe(201);
    const succeeded = await waitUntil(
      async () => (await spoke().request<WithStatus>('GET', `${path}/once`)).body.status.succeeded,
      { what: 'the Job is complete', deadlineMs: 30_000, intervalMs: 100 },
    );
    expect(succeeded).toBe(1);
  });

  it('writes an audit line for every answered request', async () => {
    await spoke().request('GET', '/api/v1/namespaces/default/configmaps/asked-for-in-the-audit-test');
    const lines = readFileSync(spoke().auditLog ?? '', 'utf8').split('\n');
    expect(lines.filter((line) => line.includes('asked-for-in-the-audit-test'))).toHaveLength(1);
  });

  it('keeps the clusters apart although they share one etcd', async () => {
    const { body } = await fleet.management.request<{ items: unknown[] }>('GET', '/api/v1/nodes');
    expect(body.items).toEqual([]);
  });

  it('starts an API server again on the same port with the same data', async () => {
    const { management } = fleet;
    const object = { metadata: { name: 'kept' }, data: { key: 'value' } };
    await management.request('POST', '/api/v1/namespaces/default/configmaps', object);
    await management.kill();
    await expect(management.request('GET', '/readyz')).rejects.toThrow('ECONNREFUSED');
    await management.start();
    const { body } = await management.request<typeof object>('GET', '/api/v1/namespaces/default/configmaps/kept');
    expect(body.data).toEqual(object.data);
  });

  it('goes on making pods after an outage of the API server', async () => {
    await spoke().kill();
    await spoke().start();
    const path = '/apis/apps/v1/namespaces/default/deployments';
    expect((await spoke().request('POST', path, deployment('after-the-outage', 1))).status).toBe(201);
    const available = await waitUntil(
      async () => (await spoke().request<WithStatus>('GET', `${path}/after-the-outage`)).body.status.availableReplicas,
      { what: 'the Deployment is available', deadlineMs: 45_000, intervalMs: 100 },
    );
    expect(available).toBe(1);
  });

  it('stops an API server in good order', async () => {
    const { management } = fleet;
    await management.stop();
    await expect(management.request('GET', '/readyz')).rejects.toThrow('ECONNREFUSED');
    await management.start();
    expect((await management.request('GET', '/readyz')).status).toBe(200);
  });

  it('answers for Redis again after a crash, on the same port', async () => {
    const { redis } = fleet;
    const { url } = redis;
    await redis.kill();
    await redis.start();
    expect(redis.url).toBe(url);
  });

  describe('its git server', () => {
    let repository: LocalRepository;
    let first: string;
    beforeAll(async () => {
      repository = await fleet.git.createRepository('red');
      first = await fleet.git.commit('red', { files: { 'apps/web.yaml': 'a: ü\n', 'old/x': '1' }, message: 'Begin' });
    });

    it('gives the commit to a client with the right credentials', async () => {
      expect(await lsRemote(withCredentials(repository))).toBe(first);
    });

    it('refuses a client without credentials', async () => {
      await expect(lsRemote(repository.url)).rejects.toThrow('terminal prompts disabled');
      expect((await fetch(`${repository.url}/info/refs?service=git-upload-pack`)).status).toBe(401);
    });

    it('serves clones with the changes of later commits', async () => {
      const second = await fleet.git.commit('red', {
        files: { 'apps/web.yaml': 'a: 2\n', old: null },
        message: 'Go on',
      });
      const clone = join(fleet.folder, 'clone');
      await git(['clone', '--quiet', withCredentials(repository), clone]);
      expect((await git(['-C', clone, 'rev-parse', 'HEAD'])).trim()).toBe(second);
      expect(readdirSync(clone)).toEqual(['.git', 'apps']);
      expect(readFileSync(join(clone, 'apps/web.yaml'), 'utf8')).toBe('a: 2\n');
    });

    it('counts what clients ask for', async () => {
      const before = fleet.git.requestCounts('red');
      await lsRemote(withCredentials(repository));
      const after = fleet.git.requestCounts('red');
      expect(after.listing - before.listing).toBe(1);
      expect(after.fetch - before.fetch).toBe(0);
    });

    it('fails as told and recovers', async () => {
      fleet.git.failWith(503);
      await expect(lsRemote(withCredentials(repository))).rejects.toThrow('503');
      fleet.git.failWith();
      expect(await lsRemote(withCredentials(repository))).toMatch(/^[0-9a-f]{40}$/);
    });

    it('is gone while stopped and back on the same port', async () => {
      await fleet.git.stop();
      await expect(lsRemote(withCredentials(repository))).rejects.toThrow('unable to access');
      await fleet.git.start();
      expect(await lsRemote(withCredentials(repository))).toMatch(/^[0-9a-f]{40}$/);
    });
  });

  it('leaves no process and no folder when it is stopped', async () => {
    expect(processesNaming(fleet.folder).length).toBeGreaterThan(5);
    await fleet.stop();
    expect(existsSync(fleet.folder)).toBe(false);
    expect(processesNaming(fleet.folder)).toEqual([]);
  });
});

describe('a fleet whose owner is killed', () => {
  it.each(['SIGKILL', 'SIGINT'] as const)('leaves no process and no folder after %s', async (signal) => {
    const script = fileURLToPath(new URL('fixtures/fleet-owner.ts', import.meta.url));
    const owner = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const { folder, pids } = await firstLine(owner);
    expect(pids).toHaveLength(2);
    expect(processesNaming(folder).length).toBeGreaterThanOrEqual(2);
    owner.kill(signal);
    await once(owner, 'exit');
    await waitUntil(async () => !existsSync(folder) && processesNaming(folder).length === 0, {
      what: 'nothing of the fleet is left',
      deadlineMs: 20_000,
    });
    expect(pids.filter((pid) => processStart(pid) !== undefined)).toEqual([]);
  });
});

describe('a fleet of which one part fails', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'nabe-failing-'));
    mkdirSync(join(folder, 'tmp'));
    writeFileSync(
      join(folder, 'kwok'),
      '#!/bin/sh\n[ "$1" = --version ] && echo v0.8.0 && exit\necho broken >&2\nexit 3\n',
      {
        mode: 0o755,
      },
    );
    vi.stubEnv('PATH', `${folder}:${process.env['PATH']}`);
    vi.stubEnv('TMPDIR', join(folder, 'tmp'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(folder, { recursive: true });
  });

  it("says which, with the end of that part's log, and leaves nothing", async () => {
    const starting = startFleet({ spokes: [{ name: 'spoke', kwokNodes: 1 }], redis: true, git: true });
    const problem = 'spoke-kwok ended with code 3\nThe log of spoke-kwok ends with:\nbroken';
    await expect(starting).rejects.toThrow(problem);
    expect(processesNaming(join(folder, 'tmp'))).toEqual([]);
    expect(readdirSync(join(folder, 'tmp'))).toEqual([]);
  });
});

interface WithStatus {
  readonly status: { readonly availableReplicas?: number; readonly succeeded?: number };
}

function deployment(name: string, replicas: number): object {
  const labels = { app: name };
  const template = { metadata: { labels }, spec: { containers: [{ name, image: 'example/web:1' }] } };
  return { metadata: { name }, spec: { replicas, selector: { matchLabels: labels }, template } };
}

function job(name: string): object {
  const spec = { restartPolicy: 'Never', containers: [{ name, image: 'example/once:1' }] };
  return { metadata: { name }, spec: { template: { spec } } };
}

function withCredentials({ url, username, password }: LocalRepository): string {
  return url.replace('http://', `http://${username}:${password}@`);
}

async function git(args: string[]): Promise<string> {
  const env = { PATH: process.env['PATH'], HOME: '/nonexistent', GIT_TERMINAL_PROMPT: '0', LC_ALL: 'C' };
  return (await run('git', args, { env })).stdout;
}

async function lsRemote(url: string): Promise<string> {
  return (await git(['ls-remote', url, 'refs/heads/main'])).split('\t')[0] ?? '';
}

async function firstLine(child: ChildProcess): Promise<{ folder: string; pids: number[] }> {
  if (child.stdout === null) throw new Error('the owner of the fleet has no standard output');
  for await (const line of createInterface({ input: child.stdout })) return JSON.parse(line);
  throw new Error('the owner of the fleet ended without a word');
}

/** Command lines of running processes that name this folder. */
function processesNaming(folder: string): string[] {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid);
  return pids.map(commandLine).filter((line) => line.includes(folder));
}

function commandLine(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return '';
  }
}
