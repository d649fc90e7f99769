import { describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { KubeAnswer, RequestFailure } from '../transport/kube-request.ts';
import { ResourceWatch } from './resource-watch.ts';
import type { WatchStream } from './watch-stream.ts';

type Opened = Result<WatchStream, RequestFailure>;

const object = (name: string, resourceVersion: string): JsonObject => ({
  metadata: { name, namespace: 'shop', uid: `uid-${name}`, resourceVersion },
});
const line = (type: string, value: JsonObject): string => `${JSON.stringify({ type, object: value })}\n`;
const added = (name: string, version: string): string => line('ADDED', object(name, version));
const deleted = (name: string, version: string): string => line('DELETED', object(name, version));
const initialEnd = (resourceVersion: string): string =>
  line('BOOKMARK', { metadata: { resourceVersion, annotations: { 'k8s.io/initial-events-end': 'true' } } });
const bookmark = (resourceVersion: string): string => line('BOOKMARK', { metadata: { resourceVersion } });
const gone = line('ERROR', { code: 410, reason: 'Expired', message: 'too old resource version' });
const refused = (status: number) => fail({ status, reason: 'Reason', message: `refused with ${status}`, causes: [] });

function streamOf(...lines: string[]): Opened {
  async function* bytes(): AsyncGenerator<Buffer> {
    for (const text of lines) yield Buffer.from(text);
  }
  return succeed(Object.assign(bytes(), { destroy: () => undefined }));
}

interface Scene {
  readonly streams: readonly Opened[];
  readonly pages?: readonly Result<KubeAnswer, RequestFailure>[];
}

/** Plays the streams one after the other; the watch is stopped when it asks for one more. */
async function play({ streams, pages = [] }: Scene): Promise<{ told: string[]; asked: string[] }> {
  const told: string[] = [];
  const asked: string[] = [];
  const held = new Set<string>();
  const end = Promise.withResolvers<void>();
  const next = streams.values();
  const nextPage = pages.values();
  let time = 0;
  const watch = new ResourceWatch({
    openStream: async ({ path }) => {
      const opened = next.next();
      if (opened.done === true) end.resolve();
      else asked.push(new URL(path, 'https://host').searchParams.get('resourceVersion') ?? 'initial');
      return opened.value ?? (await new Promise<Opened>(() => undefined));
    },
    send: async ({ path }) => {
      asked.push(`page ${new URL(path, 'https://host').searchParams.get('continue') ?? ''}`.trim());
      return nextPage.next().value ?? fail({ status: 500, reason: 'x', message: 'no page', causes: [] });
    },
    clock: {
      now: () => time,
      sleep: async (ms) => {
        time += ms;
      },
      random: () => 0.5,
    },
    path: '/api/v1/configmaps',
    labelSelector: 'nabe.dev/application',
    metadataOnly: true,
    handler: {
      seen: (_object, { namespace, name }) => {
        held.add(`${namespace}/${name}`);
        told.push(`seen ${name}`);
      },
      gone: ({ namespace, name }) => {
        held.delete(`${namespace}/${name}`);
        told.push(`gone ${name}`);
      },
      held: () => held,
      relisting: () => void told.push('relisting'),
      allSeen: (all) => void told.push(`all: ${[...all].map((id) => id.split('/')[1]).join(' ')}`),
      interrupted: ({ message }) => void told.push(`interrupted: ${message}`),
    },
  });
  await end.promise;
  watch.stop();
  return { told, asked };
}

const page = (items: JsonObject[], metadata: JsonObject): Result<KubeAnswer, RequestFailure> =>
  succeed({ status: 200, body: { items, metadata } });

describe('ResourceWatch', () => {
  it.each([
    {
      name: 'is complete with the bookmark that ends the initial state, and goes on from the last bookmark',
      scene: { streams: [streamOf(added('a', '3'), added('b', '1'), initialEnd('5'), bookmark('9')), streamOf()] },
      told: ['seen a', 'seen b', 'all: a b'],
      asked: ['initial', '9'],
    },
    {
      name: 'begins the initial state again when it was cut before its end',
      scene: { streams: [streamOf(added('a', '3')), streamOf(added('a', '3'), initialEnd('5'))] },
      told: ['seen a', 'seen a', 'all: a'],
      asked: ['initial', 'initial'],
    },
    {
      name: 'goes on from the last event after a cut in the middle of a line',
      scene: { streams: [streamOf(initialEnd('5'), added('a', '6'), '{"type":"ADD'), streamOf(deleted('a', '7'))] },
      told: ['all: ', 'seen a', 'interrupted: the connection to the API server is closed', 'gone a'],
      asked: ['initial', '6'],
    },
    {
      name: 'reads everything anew after 410 as an event and tells what is gone',
      scene: {
        streams: [
          streamOf(added('a', '1'), added('b', '2'), initialEnd('5'), gone),
          streamOf(added('b', '2'), initialEnd('8')),
          streamOf(),
        ],
      },
      told: ['seen a', 'seen b', 'all: a b', 'relisting', 'seen b', 'gone a', 'all: b'],
      asked: ['initial', 'initial', '8'],
    },
    {
      name: 'reads everything anew after 410 as an answer',
      scene: { streams: [streamOf(added('a', '1'), initialEnd('5')), refused(410), streamOf(initialEnd('8'))] },
      told: ['seen a', 'all: a', 'relisting', 'gone a', 'all: '],
      asked: ['initial', '5', 'initial'],
    },
    {
      name: 'reads pages where the server does not stream the initial state, all of them or none',
      scene: {
        streams: [refused(422), streamOf(added('c', '12'))],
        pages: [
          page([object('a', '1')], { continue: 'next', resourceVersion: '9' }),
          refused(500),
          page([object('a', '1')], { continue: 'next', resourceVersion: '10' }),
          page([object('b', '2')], { resourceVersion: '10' }),
        ],
      },
      told: ['seen a', 'interrupted: refused with 500', 'seen a', 'seen b', 'all: a b', 'seen c'],
      asked: ['initial', 'page', 'page next', 'page', 'page next', '10'],
    },
    {
      name: 'tells a refusal and tries again',
      scene: { streams: [refused(403), streamOf(initialEnd('5'))] },
      told: ['interrupted: refused with 403', 'all: '],
      asked: ['initial', 'initial'],
    },
    {
      name: 'trusts nothing after an event that is none',
      scene: { streams: [streamOf(added('a', '1'), initialEnd('5'), line('WEIRD', {})), streamOf(initialEnd('8'))] },
      told: [
        'seen a',
        'all: a',
        'relisting',
        'interrupted: the watch broke: unknown type of watch event: "WEIRD"',
        'gone a',
        'all: ',
      ],
      asked: ['initial', 'initial'],
    },
  ])('$name', async ({ scene, told, asked }) => {
    expect(await play(scene)).toEqual({ told, asked });
  });
});
