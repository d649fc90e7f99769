import 'reflect-metadata';
import { Readable } from 'node:stream';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Registry } from 'prom-client';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RateLimit } from '#core/webhooks/rate-limit.ts';
import type { ReadDelivery } from '#core/webhooks/read-delivery.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { FakePreviews } from '#testing/fake-previews.ts';
import { ApiModule } from '../api/api.module.ts';
import { createHttpAdapter } from '../api/http-adapter.ts';
import { addWebhookRoute } from './webhook-route.ts';

const MEGABYTE = 1024 * 1024;
const SIGNED = {
  'content-type': 'application/json',
  'x-github-event': 'push',
  'x-hub-signature-256': `sha256=${'0'.repeat(64)}`,
};
const PUSH = JSON.stringify({ repository: { clone_url: 'https://git.example/red/apps.git' } });

const clock = new FakeClock();
const limit = new RateLimit({ windowMs: 60_000, perKey: 200, total: 1000 });
let delivered: ReadDelivery[] = [];
let refused: number[] = [];
let app: NestFastifyApplication;

beforeAll(async () => {
  const adapter = createHttpAdapter(['10.0.0.0/8']);
  addWebhookRoute(adapter, {
    clock,
    limit,
    onDelivery: (read) => delivered.push(read),
    onRefusal: (status) => refused.push(status),
  });
  const facts = { version: '1.2.3', missing: () => [], isQueued: () => false };
  const module = ApiModule.register({
    controlPlane: new FakeControlPlane(),
    registry: new Registry(),
    facts,
    clock,
    previews: new FakePreviews(),
  });
  app = await NestFactory.create<NestFastifyApplication>(module, adapter, { logger: false });
  await app.init();
  await app.getHttpAdapter().getInstance().ready();
});

afterAll(async () => app.close());

beforeEach(() => {
  delivered = [];
  refused = [];
  clock.nowMs += 60_000;
});

type Method = 'POST' | 'GET' | 'HEAD' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';

async function send(
  headers: Readonly<Record<string, string | string[]>>,
  body: string | Buffer = PUSH,
  { method = 'POST', remoteAddress = '192.0.2.1' }: { method?: Method; remoteAddress?: string } = {},
) {
  const answer = await app.inject({ method, url: '/api/webhook', headers: { ...headers }, body, remoteAddress });
  await new Promise((resolve) => setImmediate(resolve));
  return answer;
}

describe('POST /api/webhook', () => {
  it('answers 202 and hands the delivery on with the bytes as they came', async () => {
    const body = Buffer.from(`  ${PUSH}\n`);
    const answer = await send(SIGNED, body);

    expect([answer.statusCode, answer.json(), answer.headers['x-content-type-options']]).toEqual([
      202,
      { status: 'accepted' },
      'nosniff',
    ]);
    expect(delivered).toEqual([
      {
        kind: 'push',
        delivery: {
          service: 'github',
          proof: { kind: 'body-signature', signature: '0'.repeat(64) },
          addresses: ['https://git.example/red/apps.git'],
          body,
        },
      },
    ]);
  });

  it.each([
    {
      name: 'a body that is not JSON',
      headers: SIGNED,
      body: PUSH.slice(0, -3),
      status: 400,
      detail: 'This cannot be read as a webhook delivery: its body is not a JSON object.',
    },
    {
      name: 'a header twice',
      headers: { ...SIGNED, 'x-hub-signature-256': [`sha256=${'0'.repeat(64)}`, `sha256=${'1'.repeat(64)}`] },
      body: PUSH,
      status: 400,
      detail: 'This cannot be read as a webhook delivery: the header x-hub-signature-256 occurs more than once.',
    },
    {
      name: 'a form',
      headers: { ...SIGNED, 'content-type': 'application/x-www-form-urlencoded' },
      body: 'payload=%7B%7D',
      status: 415,
      detail:
        'Webhooks are delivered as application/json, not compressed: choose this content type where the webhook is set up.',
    },
    {
      name: 'a compressed body',
      headers: { ...SIGNED, 'content-encoding': 'gzip' },
      body: PUSH,
      status: 415,
      detail:
        'Webhooks are delivered as application/json, not compressed: choose this content type where the webhook is set up.',
    },
    {
      name: 'no content type',
      headers: { 'x-github-event': 'push' },
      body: Buffer.from(PUSH),
      status: 415,
      detail:
        'Webhooks are delivered as application/json, not compressed: choose this content type where the webhook is set up.',
    },
    {
      name: 'a body that is announced as too large',
      headers: { ...SIGNED, 'content-length': String(5 * MEGABYTE + 1) },
      body: '',
      status: 413,
      detail: 'A webhook delivery has at most 5242880 bytes; the push is found when the repository is polled next.',
    },
  ])('refuses $name', async ({ headers, body, status, detail }) => {
    const answer = await send(headers, body);
    expect([answer.statusCode, answer.headers['content-type'], answer.json().detail]).toEqual([
      status,
      'application/problem+json; charset=utf-8',
      detail,
    ]);
    expect([delivered, refused]).toEqual([[], [status]]);
  });

  it('takes a body of the largest size', async () => {
    expect((await send(SIGNED, PUSH.padEnd(5 * MEGABYTE))).statusCode).toBe(202);
  });

  it('closes the connection on which a large body is left unread', async () => {
    const headers = { ...SIGNED, 'content-length': String(6 * MEGABYTE) };
    expect((await send(headers, '')).headers['connection']).toBe('close');
  });

  it('stops reading an unannounced body at the largest size', async () => {
    const body = Readable.from(Array.from({ length: 6 }, () => Buffer.alloc(MEGABYTE, ' ')));
    const answer = await app.inject({ method: 'POST', url: '/api/webhook', headers: SIGNED, body });
    expect([answer.statusCode, refused]).toEqual([413, [413]]);
  });
});

describe('any other method', () => {
  it.each(['GET', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const)(
    '%s is refused with the one allowed',
    async (method) => {
      const answer = await send({}, '', { method });
      expect([answer.statusCode, answer.headers['allow'], answer.json().detail]).toEqual([
        405,
        'POST',
        'Webhooks are delivered with POST.',
      ]);
    },
  );

  it('HEAD is refused, too', async () => {
    expect((await send({}, '', { method: 'HEAD' })).statusCode).toBe(405);
  });
});

describe('a flood', () => {
  it('is refused by the address it comes from, and only that', async () => {
    const statuses = new Map<number, number>();
    for (let count = 0; count < 300; count++) {
      const { statusCode } = await send(SIGNED);
      statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
    }
    expect([...statuses]).toEqual([
      [202, 200],
      [429, 100],
    ]);
    expect((await send(SIGNED, PUSH, { remoteAddress: '192.0.2.2' })).statusCode).toBe(202);
    const answer = await send(SIGNED);
    expect([answer.statusCode, answer.headers['retry-after'], answer.json().title]).toEqual([
      429,
      '60',
      'Too many deliveries',
    ]);
    clock.nowMs += 60_000;
    expect((await send(SIGNED)).statusCode).toBe(202);
  });

  it('of large bodies is refused earlier: each counts as many', async () => {
    const large = PUSH.padEnd(5 * MEGABYTE);
    const statuses = [];
    for (let count = 0; count < 4; count++) statuses.push((await send(SIGNED, large)).statusCode);
    expect(statuses).toEqual([202, 202, 429, 429]);
  });

  it('behind a trusted proxy counts for the address it names', async () => {
    const proxied = { remoteAddress: '10.1.2.3' };
    for (let count = 0; count < 200; count++)
      await send({ ...SIGNED, 'x-forwarded-for': '198.51.100.1' }, PUSH, proxied);
    const again = await send({ ...SIGNED, 'x-forwarded-for': '198.51.100.1' }, PUSH, proxied);
    const other = await send({ ...SIGNED, 'x-forwarded-for': '198.51.100.2' }, PUSH, proxied);
    expect([again.statusCode, other.statusCode]).toEqual([429, 202]);
  });

  it('cannot hide behind a header of its own', async () => {
    for (let count = 0; count < 200; count++) await send({ ...SIGNED, 'x-forwarded-for': `198.51.100.${count}` });
    expect((await send({ ...SIGNED, 'x-forwarded-for': '203.0.113.9' })).statusCode).toBe(429);
  });
});
