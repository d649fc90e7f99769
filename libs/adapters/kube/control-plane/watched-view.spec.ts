import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '#core/model/json.ts';
import { metadataOf } from '../watch/watch-event.ts';
import { type ViewProblems, WatchedView } from './watched-view.ts';

const silent: ViewProblems = { onUnreadable: () => undefined, onInterrupted: () => undefined };

/** As the API server sends it. */
function application(name: string, version: number, status: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'nabe.dev/v1alpha1',
    kind: 'Application',
    metadata: { namespace: 'tenant-red', name, uid: `uid of ${name}`, resourceVersion: String(version) },
    spec: { destination: { name: 'prod-eu', namespace: 'shop' } },
    status,
  };
}

const identity = (name: string) => ({ namespace: 'tenant-red', name, uid: `uid of ${name}` });

describe.each(['Application', 'Repository'] as const)('WatchedView of every %s', (kind) => {
  let view: WatchedView<typeof kind>;
  let heard: string[];
  const see = (name: string, version = 1, spec: JsonObject = {}) => {
    const { metadata } = application(name, version);
    view.seen(
      { metadata: metadata ?? {}, spec: { destination: {}, url: 'https://git.example/a.git', ...spec } },
      identity(name),
    );
  };
  const versions = () => view.list().map(({ metadata }) => `${metadata.name} ${metadata.resourceVersion}`);

  beforeEach(() => {
    heard = [];
    view = new WatchedView(kind, { ...silent, onUnreadable: (_, { name }) => void heard.push(`unreadable ${name}`) });
    view.onChange(({ name }, resource) => void heard.push(`${name} ${resource?.metadata.resourceVersion ?? 'gone'}`));
  });

  it('answers what was seen last, sorted by name', () => {
    for (const name of ['b', 'a-1', 'a']) see(name);
    see('b', 2);
    expect({ versions: versions(), names: [...view.names()].map(({ name }) => name) }).toEqual({
      versions: ['a 1', 'a-1 1', 'b 2'],
      names: ['a', 'a-1', 'b'],
    });
    expect([...view.each()]).toEqual(view.list());
    expect(view.get(identity('b'))?.metadata).toMatchObject({ name: 'b', resourceVersion: '2', finalizers: [] });
  });

  it('tells of each change once, and of nothing that a relist only repeats', () => {
    see('a');
    see('b');
    view.relisting();
    see('a');
    see('b', 2);
    expect(heard).toEqual(['a 1', 'b 1', 'b 2']);
  });

  it('forgets what is gone', () => {
    see('a');
    see('b');
    view.gone(identity('a'));
    view.gone(identity('a'));
    expect({ versions: versions(), heard, left: view.get(identity('a')) }).toEqual({
      versions: ['b 1'],
      heard: ['a 1', 'b 1', 'a gone'],
      left: undefined,
    });
  });

  it('keeps out what it cannot read, and takes it in again', () => {
    see('a');
    see('a', 2, { destination: 1, url: 1 });
    const broken = { unreadable: [...view.unreadable], versions: versions() };
    see('a', 3);
    expect(broken).toEqual({ unreadable: ['tenant-red/a'], versions: [] });
    expect({ unreadable: [...view.unreadable], versions: versions(), heard }).toEqual({
      unreadable: [],
      versions: ['a 3'],
      heard: ['a 1', 'unreadable a', 'a gone', 'a 3'],
    });
  });

  it('is complete from the first list on, but not while it reads anew', () => {
    const states = [view.complete];
    view.allSeen();
    states.push(view.complete);
    view.relisting();
    expect([...states, view.complete]).toEqual([false, true, false]);
  });
});

describe('WatchedView of thousands of Applications', () => {
  const status = (index: number): JsonObject => ({ cluster: 'prod-eu', summary: `Number ${index}.` });

  it('answers each as it was seen', () => {
    const view = new WatchedView('Application', silent);
    for (let index = 0; index < 3000; index += 1)
      view.seen(application(`app-${index}`, index, status(index)), identity(`app-${index}`));
    const answers = [7, 2999, 7].map((index) => view.get(identity(`app-${index}`))?.status);
    expect(answers).toEqual([7, 2999, 7].map(status));
    const listed = view.list().map(({ metadata, status: { summary } }) => `${metadata.name}: ${summary}`);
    expect(listed.toSorted()).toEqual(
      Array.from({ length: 3000 }, (_, index) => `app-${index}: Number ${index}.`).toSorted(),
    );
  });

  it('knows the version of each, also of those it has not used for long', () => {
    const view = new WatchedView('Application', silent);
    const heard: string[] = [];
    const see = (index: number, version: number) =>
      view.seen(application(`app-${index}`, version, status(index)), identity(`app-${index}`));
    for (let index = 0; index < 2000; index += 1) see(index, 10);
    view.onChange(({ name }) => void heard.push(name));
    see(3, 10);
    see(4, 1);
    see(1999, 10);
    expect(heard).toEqual(['app-4']);
  });

  it('keeps texts of every script and keys that mean something to JavaScript', () => {
    const view = new WatchedView('Application', silent);
    const summary = 'Grüße 東京 \u{1f680} \ud800';
    const odd: JsonObject = JSON.parse('{"__proto__":{"polluted":"yes"},"constructor":"a text"}');
    for (let index = 0; index < 1100; index += 1) {
      const seen = application(`app-${index}`, index, { summary });
      view.seen({ ...seen, metadata: { ...metadataOf(seen), annotations: odd } }, identity(`app-${index}`));
    }
    const answer = view.get(identity('app-0'));
    expect([answer?.status.summary, Object.keys(answer?.metadata.annotations ?? {})]).toEqual([
      summary,
      Object.keys(view.get(identity('app-1099'))?.metadata.annotations ?? {}),
    ]);
  });
});
