import { createHmac } from 'node:crypto';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createMetrics } from '#adapters/observability/metrics.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakePushAnnouncements } from '#testing/sources/fake-push-announcements.ts';
import { FakePreviews } from '#testing/fake-previews.ts';
import { buildRepository } from '#testing/control-plane/resource-builders.ts';
import { ApiModule } from '../api/api.module.ts';
import { createHttpAdapter } from '../api/http-adapter.ts';
import { Webhooks } from './webhooks.ts';

const URL = 'https://git.example/red/apps.git';

let controlPlane: FakeControlPlane;
let clock: FakeClock;
let metrics: ReturnType<typeof createMetrics>;
let logged: string[];
let leads: boolean;
let asked: string[];
let pushes: FakePushAnnouncements;
let webhooks: Webhooks;
let app: NestFastifyApplication;

beforeEach(async () => {
  controlPlane = new FakeControlPlane();
  clock = new FakeClock({ isPatient: true });
  metrics = createMetrics();
  [logged, asked, leads] = [[], [], true];
  controlPlane.secrets.set('tenant-red/hook', { secret: 'hush' });
  controlPlane.views.Repository.put(
    buildRepository('red', 'apps', { spec: { url: URL, webhookSecretRef: { name: 'hook' } } }),
  );
  const log = pino({ base: null, timestamp: false, level: 'debug' }, { write: (line) => void logged.push(line) });
  pushes = new FakePushAnnouncements();
  const leader = {
    requestPoll: (repository: string) => {
      if (leads) asked.push(repository);
      return leads;
    },
  };
  webhooks = new Webhooks({ clock, controlPlane, log, metrics, pushes }, leader);
  const adapter = createHttpAdapter();
  webhooks.serve(adapter);
  const facts = { version: '1.2.3', missing: () => [], isQueued: () => false };
  const module = ApiModule.register({
    controlPlane,
    registry: new Registry(),
    facts,
    clock,
    previews: new FakePreviews(),
  });
  app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});

afterEach(async () => {
  webhooks.stop();
  await app.close();
});

async function push(secret: string, { url = URL, event = 'push', after = '1' } = {}): Promise<void> {
  const payload = JSON.stringify({ after, repository: { clone_url: url } });
  const signature = createHmac('sha256', secret).update(payload).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'x-github-event': event,
    'x-hub-signature-256': `sha256=${signature}`,
  };
  await app.inject({ method: 'POST', url: '/api/webhook', headers, payload });
  for (let turn = 0; turn < 3; turn++) await new Promise((resolve) => setImmediate(resolve));
}

async function counts(): Promise<Record<string, number>> {
  const { values } = await metrics.webhookDeliveries.get();
  return Object.fromEntries(values.map(({ labels, value }) => [`${labels['service']} ${labels['outcome']}`, value]));
}

describe('Webhooks', () => {
  it('has the hub that leads poll, which may be this one', async () => {
    await push('hush');
    expect([asked, controlPlane.takeWrites()]).toEqual([['tenant-red/apps'], ['secret tenant-red/hook']]);
  });

  it.each([{ isLeading: true }, { isLeading: false }])(
    'announces a push that was proven, and no other',
    async ({ isLeading }) => {
      leads = isLeading;
      await push('guess');
      expect(pushes.announced).toEqual([]);
      await push('hush');
      expect(pushes.announced).toEqual(['tenant-red/apps']);
    },
  );

  it('tells the hub that leads through the Repository when it is another', async () => {
    leads = false;
    await push('hush');
    expect(controlPlane.takeWrites()).toEqual(['secret tenant-red/hook', 'apply Repository tenant-red/apps']);
    expect(controlPlane.views.Repository.list()[0]?.metadata.annotations).toEqual({
      'nabe.dev/poll-requested-at': '2026-03-04T05:06:07.000Z',
    });
  });

  it('asks for one poll in a flood, and one more afterwards', async () => {
    for (let number = 0; number < 100; number++) await push('hush', { after: String(number) });
    expect(asked).toHaveLength(1);
    clock.advance(1000);
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toHaveLength(2);
  });

  it('counts deliveries by what became of them', async () => {
    await push('hush');
    await push('hush');
    await push('guess');
    await push('hush', { event: 'ping' });
    await push('hush', { url: 'https://git.example/nobody/apps' });
    await app.inject({ method: 'GET', url: '/api/webhook' });
    expect(await counts()).toEqual({
      'github polled': 1,
      'github replayed': 1,
      'github forged': 1,
      'github other-event': 1,
      'github unknown-repository': 1,
      'unknown refused-405': 1,
    });
  });

  it('says once a minute what it ignores, and nothing of bodies and secrets', async () => {
    for (let number = 0; number < 10; number++) await push('guess', { after: `canary ${number}` });
    const line = {
      level: 40,
      service: 'github',
      repository: 'tenant-red/apps',
      outcome: 'forged',
      msg: 'a webhook is ignored',
    };
    expect(logged.map((text) => JSON.parse(text))).toEqual([line]);
    clock.advance(60_000);
    await push('guess');
    expect(logged).toHaveLength(2);
    expect(logged.join('')).not.toMatch(/canary|hush|guess|sha256/);
  });

  it('is not stopped by a poll that cannot be asked for', async () => {
    leads = false;
    controlPlane.script.failOn('apply Repository', { kind: 'unavailable', message: 'no answer' }, 1);
    await push('hush');
    expect(logged.map((text) => JSON.parse(text).msg)).toEqual([
      'cannot ask for a poll after a webhook',
      'a webhook has a repository polled',
    ]);
    clock.advance(1000);
    await push('hush', { after: '2' });
    expect(controlPlane.views.Repository.list()[0]?.metadata.annotations).toHaveProperty([
      'nabe.dev/poll-requested-at',
    ]);
  });
});
