import 'reflect-metadata';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Counter, Registry } from 'prom-client';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '#testing/fake-clock.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakePreviews } from '#testing/fake-previews.ts';
import {
  BUILT_AT,
  buildApplication,
  buildApplicationSet,
  buildCluster,
  buildRepository,
  buildTenant,
} from '#testing/control-plane/resource-builders.ts';
import { ApiModule } from './api.module.ts';
import { createHttpAdapter } from './http-adapter.ts';

const registry = new Registry();
const controlPlane = new FakeControlPlane();
const previews = new FakePreviews();
const clock = new FakeClock();
const missing: string[] = [];
let app: NestFastifyApplication;

beforeAll(async () => {
  new Counter({ name: 'nabe_seen_total', help: 'seen', registers: [registry] }).inc(3);
  const facts = { version: '1.2.3', missing: () => missing, isQueued: () => false };
  app = await NestFactory.create<NestFastifyApplication>(
    ApiModule.register({ controlPlane, clock, registry, facts, previews }),
    createHttpAdapter(),
    { logger: false },
  );
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});

afterAll(async () => app.close());

beforeEach(() => {
  const { views } = controlPlane;
  for (const view of Object.values(views)) view.complete = true;
  missing.length = 0;
  views.Cluster.put(
    buildCluster('prod-eu'),
    buildCluster('staging', { status: { phase: 'Unreachable', message: 'connection refused' } }),
  );
  views.Tenant.put(buildTenant('red'));
  views.ApplicationSet.put(buildApplicationSet('red', 'shop'));
  views.Repository.put(buildRepository('red', 'apps'));
  views.Application.put(
    buildApplication('blue', 'web', { spec: { destination: { name: 'staging' } } }),
    buildApplication('red', 'cart', {
      status: { sync: { status: 'Synced' }, health: { status: 'Healthy' }, summary: 'Synced.' },
    }),
    buildApplication('red', 'web'),
  );
});

async function get(url: string) {
  const answer = await app.inject({ method: 'GET', url });
  return { status: answer.statusCode, type: answer.headers['content-type'], body: answer.json() };
}

async function namesAt(url: string): Promise<unknown> {
  const { body } = await get(url);
  return body.items.map((item: { namespace: string; name: string }) => `${item.namespace}/${item.name}`);
}

describe('GET /api/v1/applications', () => {
  it.each([
    {
      name: 'lists all, sorted by namespace and name',
      query: '',
      names: ['tenant-blue/web', 'tenant-red/cart', 'tenant-red/web'],
    },
    { name: 'filters by tenant', query: '?tenant=red', names: ['tenant-red/cart', 'tenant-red/web'] },
    { name: 'filters by cluster', query: '?cluster=staging', names: ['tenant-blue/web'] },
    { name: 'filters by sync', query: '?sync=Synced', names: ['tenant-red/cart'] },
    { name: 'filters by health', query: '?health=Unknown', names: ['tenant-blue/web', 'tenant-red/web'] },
    { name: 'filters by a part of the name', query: '?name=ar', names: ['tenant-red/cart'] },
    { name: 'begins after the cursor', query: '?cursor=tenant-red/cart', names: ['tenant-red/web'] },
    {
      name: 'goes on where a resource named by the cursor is gone',
      query: '?cursor=tenant-blue/zzz',
      names: ['tenant-red/cart', 'tenant-red/web'],
    },
  ])('$name', async ({ query, names }) => {
    expect(await namesAt(`/api/v1/applications${query}`)).toEqual(names);
  });

  it('cuts pages that together are the whole list', async () => {
    const first = await get('/api/v1/applications?limit=2');
    expect({ total: first.body.total, next: first.body.next }).toEqual({ total: 3, next: 'tenant-red/cart' });
    expect(await namesAt(`/api/v1/applications?limit=2&cursor=${first.body.next}`)).toEqual(['tenant-red/web']);
  });

  it.each([
    { query: 'limit=0', detail: 'Wrong query parameters: limit: has to be from 1 to 1000.' },
    { query: 'limit=many', detail: 'Wrong query parameters: limit: has to be a whole number.' },
    { query: 'cursor=x', detail: 'Wrong query parameters: cursor: has to be the `next` of an earlier answer.' },
    {
      query: 'colour=red',
      detail:
        'Wrong query parameters: colour: no such parameter (there are cluster, cursor, health, limit, name, sync, tenant).',
    },
  ])('refuses ?$query', async ({ query, detail }) => {
    expect(await get(`/api/v1/applications?${query}`)).toEqual({
      status: 400,
      type: 'application/problem+json; charset=utf-8',
      body: { type: 'about:blank', status: 400, title: 'Bad request', detail },
    });
  });

  it.each(['Application', 'Cluster', 'Repository'] as const)(
    'answers 503 instead of a shorter list while %s is not complete',
    async (kind) => {
      controlPlane.views[kind].complete = false;
      const { status, body } = await get('/api/v1/applications');
      expect({ status, title: body.title }).toEqual({ status: 503, title: 'Not complete yet' });
    },
  );
});

describe('GET /api/v1/applications/{owner}/{name}', () => {
  it.each(['tenant-red', 'red'])('finds the Application by %s', async (owner) => {
    const { status, body } = await get(`/api/v1/applications/${owner}/cart`);
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        namespace: 'tenant-red',
        name: 'cart',
        tenant: 'red',
        cluster: 'prod-eu',
        sync: 'Synced',
        health: 'Healthy',
        applicationSet: '',
        destinationNamespace: 'shop',
        repository: 'https://git.example/red/apps.git',
        path: 'cart',
        revision: 'main',
        commit: '',
        summary: 'Synced.',
        createdAt: BUILT_AT,
        healthMessage: '',
        objects: [],
        history: [],
        conditions: [],
      },
    });
  });

  it('says what there is not', async () => {
    const { status, body } = await get('/api/v1/applications/red/none');
    expect({ status, detail: body.detail }).toEqual({ status: 404, detail: 'There is no Application red/none.' });
  });
});

describe('a resource that cannot be read', () => {
  beforeEach(() => controlPlane.views.Application.unreadable.add('tenant-red/odd'));
  afterEach(() => controlPlane.views.Application.unreadable.clear());

  it('is named beside the list that lacks it', async () => {
    expect((await get('/api/v1/applications')).body.unreadable).toEqual(['tenant-red/odd']);
  });

  it('is not called missing', async () => {
    const { status, body } = await get('/api/v1/applications/red/odd');
    expect({ status, title: body.title }).toEqual({ status: 500, title: 'Unreadable resource' });
  });
});

describe('the other collections', () => {
  it('counts the Applications of each cluster', async () => {
    const { body } = await get('/api/v1/clusters');
    expect(body.items.map((item: { name: string; applications: object }) => [item.name, item.applications])).toEqual([
      ['prod-eu', { total: 2, synced: 1, healthy: 1 }],
      ['staging', { total: 1, synced: 0, healthy: 0 }],
    ]);
  });

  it('never shows credentials', async () => {
    const answer = await app.inject({ method: 'GET', url: '/api/v1/clusters/nabe-system/prod-eu' });
    expect(answer.body).not.toContain('cluster-prod-eu');
  });

  it('finds a tenant by its name', async () => {
    const { body } = await get('/api/v1/tenants/red');
    expect({ name: body.name, namespace: body.namespace, applications: body.applications }).toEqual({
      name: 'red',
      namespace: 'tenant-red',
      applications: { total: 2, synced: 1, healthy: 1 },
    });
  });

  it('lists the app sets of a tenant, and shows one', async () => {
    expect(await namesAt('/api/v1/applicationsets?tenant=red')).toEqual(['tenant-red/shop']);
    const { body } = await get('/api/v1/applicationsets/tenant-red/shop');
    expect(body).toEqual({
      namespace: 'tenant-red',
      name: 'shop',
      tenant: 'red',
      ready: 'Unknown',
      reason: '',
      message: '',
      since: '',
      conditions: [],
      createdAt: BUILT_AT,
    });
  });

  it('lists the repositories of a tenant', async () => {
    expect(await namesAt('/api/v1/repositories?tenant=red')).toEqual(['tenant-red/apps']);
    expect(await namesAt('/api/v1/repositories?tenant=blue')).toEqual([]);
  });
});

describe('the process', () => {
  it('is alive whatever it waits for', async () => {
    controlPlane.views.Tenant.complete = false;
    expect((await get('/healthz')).status).toBe(200);
  });

  it('is ready when all views are complete', async () => {
    expect((await get('/readyz')).body).toEqual({ status: 'ok' });
  });

  it('names what it waits for', async () => {
    controlPlane.views.Tenant.complete = false;
    missing.push('Redis');
    const { status, body } = await get('/readyz');
    expect({ status, detail: body.detail }).toEqual({
      status: 503,
      detail: 'Still missing: all resources of kind Tenant; Redis.',
    });
  });

  it('shows its metrics', async () => {
    const answer = await app.inject({ method: 'GET', url: '/metrics' });
    expect(answer.body).toContain('nabe_seen_total 3');
    expect(answer.headers['content-type']).toMatch(/^text\/plain/);
  });

  it('sets the security headers on errors, too', async () => {
    const { statusCode, headers } = await app.inject({ method: 'GET', url: '/nowhere' });
    expect({
      statusCode,
      nosniff: headers['x-content-type-options'],
      cache: headers['cache-control'],
      type: headers['content-type'],
    }).toEqual({
      statusCode: 404,
      nosniff: 'nosniff',
      cache: 'no-store',
      type: 'application/problem+json; charset=utf-8',
    });
  });
});
