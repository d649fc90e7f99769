import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fail, succeed } from '#core/model/result.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakePreviews } from '#testing/fake-previews.ts';
import { BUILT_AT, buildApplication, buildCluster } from '#testing/control-plane/resource-builders.ts';
import { ApiModule } from './api.module.ts';
import { createHttpAdapter } from './http-adapter.ts';

const controlPlane = new FakeControlPlane();
const previews = new FakePreviews();
let app: NestFastifyApplication;

beforeAll(async () => {
  const facts = { version: '1.2.3', missing: () => [], isQueued: () => false };
  const module = ApiModule.register({
    controlPlane,
    clock: new FakeClock(),
    registry: new Registry(),
    facts,
    previews,
  });
  app = await NestFactory.create<NestFastifyApplication>(module, createHttpAdapter(), { logger: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});

afterAll(async () => app.close());

beforeEach(() => {
  controlPlane.views.Cluster.put(buildCluster('prod-eu'));
  controlPlane.views.Application.put(buildApplication('red', 'web'));
});

async function get(url: string) {
  const answer = await app.inject({ method: 'GET', url });
  return { status: answer.statusCode, body: answer.json() };
}

describe('GET /api/v1/applications/{owner}/{name}/plan and diff', () => {
  const step = { group: '', version: 'v1', kind: 'ConfigMap', namespace: 'shop', name: 'a', fields: [] };
  const preview = {
    commit: 'c1',
    cluster: 'prod-eu',
    summary: '1 to apply (1 new)',
    steps: [
      { ...step, action: 'hook' as const, reason: 'pre-sync' },
      { ...step, action: 'create' as const, reason: 'new' },
    ],
    holds: [],
  };

  it('shows the plan that a worker made', async () => {
    previews.answer = succeed({ kind: 'preview', preview });
    expect(await get('/api/v1/applications/red/web/plan?dryRun=true')).toMatchObject({ status: 200, body: preview });
    expect(previews.questions.at(-1)).toEqual({
      application: { namespace: 'tenant-red', name: 'web' },
      server: true,
    });
  });

  it('shows the objects that differ', async () => {
    previews.answer = succeed({ kind: 'preview', preview });
    const { body } = await get('/api/v1/applications/red/web/diff');
    expect(body).toEqual({ commit: 'c1', cluster: 'prod-eu', differs: true, objects: [preview.steps[1]] });
  });

  it.each([
    { name: 'what is in the way', answer: succeed({ kind: 'blocked' as const, message: 'No commit.' }), status: 409 },
    { name: 'that no worker answers', answer: fail('No worker.'), status: 503 },
  ])('says $name', async ({ answer, status }) => {
    previews.answer = answer;
    expect((await get('/api/v1/applications/red/web/plan')).status).toBe(status);
  });

  it.each([
    { name: 'a page of another origin', headers: { host: 'localhost:8080', origin: 'https://evil.example' } },
    { name: 'a page of another site', headers: { host: 'localhost:8080', 'sec-fetch-site': 'cross-site' } },
    { name: 'a public name that points here', headers: { host: 'evil.example:8080' } },
  ])('refuses $name', async ({ headers }) => {
    const answer = await app.inject({ method: 'GET', url: '/api/v1/applications/red/web/plan', headers });
    expect(answer.statusCode).toBe(403);
  });
});

describe('what people ask of an Application', () => {
  const C1 = '1'.repeat(40);
  const C2 = '2'.repeat(40);
  const item = { finishedAt: BUILT_AT, created: 1, configured: 0, pruned: 0 };
  const post = async (what: string, payload: object = {}, headers: Record<string, string> = {}) => {
    const answer = await app.inject({ method: 'POST', url: `/api/v1/applications/red/web/${what}`, payload, headers });
    return { status: answer.statusCode, body: answer.json() };
  };
  const stored = () => controlPlane.views.Application.get({ namespace: 'tenant-red', name: 'web' });

  it('writes a sync into the Application, with who and when', async () => {
    const resources = [{ group: 'apps', kind: 'Deployment', namespace: 'shop', name: 'web' }];
    const { status, body } = await post('sync', { username: 'ana', prune: true, resources });
    expect(status).toBe(202);
    expect(body.request).toMatch(/^[0-9a-f]{16}$/);
    expect(stored()?.operation).toEqual({
      sync: { prune: true, resources },
      username: 'ana',
      requestedAt: '2026-03-04T05:06:07Z',
    });
    const { body: view } = await get('/api/v1/applications/red/web');
    expect(view.requested).toEqual({ kind: 'sync', username: 'ana', requestedAt: '2026-03-04T05:06:07Z' });
    expect((await post('sync')).status).toBe(409);
  });

  it('cancels what is asked for, and not what is not', async () => {
    expect((await post('cancel')).status).toBe(409);
    await post('sync');
    expect((await post('cancel', { username: 'bob' })).status).toBe(202);
    expect(stored()?.operation).toEqual({ cancel: {}, username: 'bob', requestedAt: '2026-03-04T05:06:07Z' });
  });

  it.each([
    { name: 'the operation before the newest', body: {}, commits: [C1] },
    { name: 'one by its place in the history', body: { to: '3' }, commits: [C1] },
    { name: 'one by the beginning of its commit', body: { to: '2222' }, commits: [C2] },
  ])('holds at $name until it is released', async ({ body, commits }) => {
    const history = [C2, C2, C1].map((commit) => ({ commit, ...item }));
    controlPlane.views.Application.put(buildApplication('red', 'web', { status: { history } }));
    expect(await post('rollback', body)).toEqual({ status: 202, body: { commits } });
    expect(stored()?.hold?.commits).toEqual(commits);
    expect((await post('release')).status).toBe(202);
    expect(stored()?.hold).toBeUndefined();
    expect((await post('release')).status).toBe(409);
  });

  it('goes back to nothing that is not in the history', async () => {
    expect((await post('rollback', { to: '1' })).status).toBe(409);
  });

  it.each([
    { name: 'a form of a web page', headers: { 'content-type': 'text/plain' }, status: 415 },
    {
      name: 'a page of another origin',
      headers: { 'content-type': 'application/json', origin: 'https://evil.example' },
      status: 403,
    },
  ])('refuses $name', async ({ headers, status }) => {
    const url = '/api/v1/applications/red/web/sync';
    const answer = await app.inject({ method: 'POST', url, payload: '{}', headers });
    expect(answer.statusCode).toBe(status);
  });

  it('names what is wrong with a body', async () => {
    const { status, body } = await post('sync', { force: true });
    expect({ status, detail: body.detail }).toEqual({
      status: 400,
      detail: 'Wrong body: body: Unrecognized key: "force".',
    });
  });
});
