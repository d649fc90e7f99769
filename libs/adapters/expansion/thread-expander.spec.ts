import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from 'vitest';
import { noAnswers } from '#core/generators/facts/answers.ts';
import type { ClusterFact } from '#core/generators/facts.ts';
import { ApplicationSetSpec } from '#core/resources/application-set.ts';
import type { Expansion, ExpansionRequest } from '#core/targeting/expansion/expand-set.ts';
import { ThreadExpander } from './thread-expander.ts';

/** The hub's own thread, with all functions that templates have. */
const file = new URL('../../../apps/hub/src/expansion-thread.ts', import.meta.url);
const never = new AbortController().signal;
let expander = new ThreadExpander(file);

afterEach(async () => {
  await expander.close();
  expander = new ThreadExpander(file);
});

const clusterNamed = (name: string, labels = {}): ClusterFact => ({
  name,
  server: `https://${name}.example`,
  labels: { env: 'prod', ...labels },
  annotations: {},
});

function request(clusters: readonly ClusterFact[], name = '{{.name}}'): ExpansionRequest {
  const spec = ApplicationSetSpec.parse({
    goTemplate: true,
    generators: [{ clusters: {} }],
    template: {
      metadata: { name, labels: { note: '{{ index .metadata.labels "note" | default "none" }}' } },
      spec: {
        source: { repoURL: 'https://git.example/apps.git', path: 'apps', targetRevision: 'main' },
        destination: { name: '{{.name}}', namespace: 'shop' },
      },
    },
  });
  return {
    tenant: 'red',
    namespace: 'tenant-red',
    spec,
    clusters: { complete: true, value: clusters },
    answers: noAnswers(),
  };
}

async function expand(what: ExpansionRequest, key = 'tenant-red/shop'): Promise<Expansion> {
  const outcome = await expander.expand(key, what, never);
  if (!outcome.ok) throw new Error(outcome.failure);
  return outcome.value;
}

async function wantedOf(what: ExpansionRequest, key?: string) {
  const expansion = await expand(what, key);
  if (expansion.kind !== 'judged') throw new Error(`the set is ${expansion.kind}`);
  return expansion.targets.wanted;
}

describe('ThreadExpander', () => {
  it('expands more Applications than one portion holds, in their order', async () => {
    const clusters = Array.from({ length: 450 }, (_, index) => clusterNamed(`c${1000 + index}`));
    const wanted = await wantedOf(request(clusters));

    expect(wanted.map(({ name }) => name)).toEqual(clusters.map(({ name }) => name));
    expect(wanted[0]).toEqual({
      name: 'c1000',
      labels: { note: 'none' },
      annotations: {},
      finalizers: ['nabe.dev/resources'],
      spec: expect.objectContaining({ project: 'red', destination: { name: 'c1000', namespace: 'shop' } }),
    });
  });

  it('gives the same object again for what did not change, also when others came and went', async () => {
    const before = await wantedOf(request(['a', 'b', 'c'].map((name) => clusterNamed(name))));
    const after = await wantedOf(
      request([clusterNamed('a'), clusterNamed('b', { note: 'new' }), clusterNamed('bb'), clusterNamed('c')]),
    );

    expect(after.map(({ name, labels }) => [name, labels['note']])).toEqual([
      ['a', 'none'],
      ['b', 'new'],
      ['bb', 'none'],
      ['c', 'none'],
    ]);
    expect(after.map((each) => before.includes(each))).toEqual([true, false, false, true]);
  });

  it('forgets sets that nobody asked for in a while, and expands them anew', async () => {
    expander = new ThreadExpander(file, { forgetMs: 20 });
    const clusters = [clusterNamed('a'), clusterNamed('b')];
    const before = await wantedOf(request(clusters));
    await sleep(60);
    const after = await wantedOf(request(clusters));

    expect(after).toEqual(before);
    expect(after.map((each) => before.includes(each))).toEqual([false, false]);
  });

  it('begins anew with another spec', async () => {
    const clusters = [clusterNamed('a')];
    await wantedOf(request(clusters));

    expect((await wantedOf(request(clusters, 'new-{{.name}}'))).map(({ name }) => name)).toEqual(['new-a']);
  });

  it('asks what it has to know, and tells mistakes', async () => {
    const { spec } = request([]);
    const generators = [
      { git: { repoURL: 'https://git.example/a.git', revision: 'main', directories: [{ path: '*' }] } },
    ];
    const asking = { ...request([]), spec: ApplicationSetSpec.parse({ ...spec, generators }) };

    expect(await expand(asking)).toEqual({
      kind: 'open',
      questions: [{ kind: 'directories', repoURL: 'https://git.example/a.git', revision: 'main' }],
    });
    expect(await expand(request([clusterNamed('a')], '{{.name'))).toMatchObject({ kind: 'failed' });
    expect(await expand(request([clusterNamed('a'), clusterNamed('b')], 'same'))).toMatchObject({ kind: 'refused' });
  });

  it('expands sets at the same time, more than there are threads', async () => {
    const keys = ['a', 'b', 'c', 'd', 'e'];
    const all = await Promise.all(keys.map((key) => wantedOf(request([clusterNamed(key)]), `tenant-red/${key}`)));

    expect(all.map(([first]) => first?.name)).toEqual(keys);
  });
});

describe('ThreadExpander with a set that takes too much', () => {
  const many = Array.from({ length: 5000 }, (_, index) => clusterNamed(`c${index}`));
  const slow = request(many, '{{ $key := genPrivateKey "rsa" }}{{ .name }}');

  it('ends it after its time, says who must act, and goes on with the next', async () => {
    expander = new ThreadExpander(file, { deadlineMs: 5000 });

    expect(await expander.expand('tenant-red/shop', slow, never)).toEqual({
      ok: false,
      failure:
        'expanding it takes longer than 5 s: make its templates or its generators simpler, or split it into several sets',
    });
    expect((await wantedOf(request([clusterNamed('a')]))).map(({ name }) => name)).toEqual(['a']);
  }, 30_000);

  it('ends it beyond its memory', async () => {
    expander = new ThreadExpander(file, { heapMegabytes: 48 });
    const clusters = Array.from({ length: 200 }, (_, index) => clusterNamed(`c${index}`));
    const large = request(clusters, '{{ .name }}');
    const annotations = { big: '{{ repeat 200000 .name }}' };
    const template = { ...large.spec.template, metadata: { ...large.spec.template.metadata, annotations } };

    const outcome = await expander.expand('tenant-red/shop', { ...large, spec: { ...large.spec, template } }, never);
    expect(outcome).toMatchObject({ ok: false, failure: expect.stringContaining('takes more than 48 MB') });
  }, 30_000);

  it('stops at once when the hub stops', async () => {
    const stopping = new AbortController();
    const expanding = expander.expand('tenant-red/shop', slow, stopping.signal);
    setTimeout(() => stopping.abort(new Error('the hub stops')), 50);

    await expect(expanding).rejects.toThrow('The operation was aborted');
  });
});
