import { noAnswers } from '#core/generators/facts/answers.ts';
import { array, assert, boolean, constantFrom, integer, property, record } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { questionKey } from '#core/generators/facts/question.ts';
import type { ClusterFact } from '#core/generators/facts.ts';
import { ApplicationSetSpec } from '#core/resources/application-set.ts';
import { fakeTemplateEnvironment } from '#core/templating/testing/fake-template-environment.ts';
import { templateEngines } from '../template-engines.ts';
import { type ExpansionRequest, expandSet, SetMemory } from './expand-set.ts';

const repoURL = 'https://git.example/apps.git';
const engines = templateEngines(fakeTemplateEnvironment());
const specs = [true, false].map((goTemplate) => {
  const [name, region, path, basename] = goTemplate
    ? ['{{.name}}', '{{.values.region}}', '{{.path.path}}', '{{.path.basename}}']
    : ['{{name}}', '{{values.region}}', '{{path}}', '{{path.basename}}'];
  const label = goTemplate ? '{{.metadata.labels.region}}' : '{{metadata.labels.region}}';
  const clusters = { clusters: { selector: { matchLabels: { env: 'prod' } }, values: { region: label } } };
  const directories = { git: { repoURL, revision: 'main', directories: [{ path: `apps/*` }] } };
  const ofRegion = { list: { elements: [{ tier: `${region}-tier` }] } };
  return ApplicationSetSpec.parse({
    goTemplate,
    generators: [
      { matrix: { generators: [clusters, directories, ofRegion] } },
      { ...clusters, clusters: { ...clusters.clusters, template: { metadata: { name: `only-${name}` }, spec: {} } } },
    ],
    template: {
      metadata: { name: `${basename}-${name}` },
      spec: {
        source: { repoURL, path: `${path}/${region}`, targetRevision: 'main' },
        destination: { server: goTemplate ? '{{.server}}' : '{{server}}', namespace: 'shop' },
      },
    },
  });
});

const clusters = array(
  record({ id: integer({ min: 0, max: 3 }), isProd: boolean(), region: constantFrom('eu', 'us'), isMoved: boolean() }),
  { maxLength: 4 },
);
const directories = array(constantFrom('apps/a', 'apps/b', 'apps/c', 'docs'), { maxLength: 4 });
const worlds = array(record({ clusters, directories }), { minLength: 1, maxLength: 5 });

type World = Parameters<Parameters<typeof worlds.map>[0]>[0][number];

function clusterFacts(world: World): ClusterFact[] {
  const facts = world.clusters.map(({ id, isProd, region, isMoved }) => ({
    name: `c${id}`,
    server: `https://c${id}${isMoved ? '-new' : ''}.example`,
    labels: { ...(isProd && { env: 'prod' }), region },
    annotations: {},
  }));
  return [...new Map(facts.map((fact) => [fact.name, fact])).values()];
}

function requestOf(world: World, spec: ApplicationSetSpec): ExpansionRequest {
  const question = questionKey({ kind: 'directories', repoURL, revision: 'main' });
  return {
    tenant: 'red',
    namespace: 'tenant-red',
    spec,
    clusters: { complete: true, value: clusterFacts(world) },
    answers: {
      ...noAnswers(),
      directories: new Map([[question, { complete: true, value: [...new Set(world.directories)] }]]),
    },
  };
}

describe('expandSet with the memory of the times before', () => {
  it.each(specs)('gives what it gives without (goTemplate $goTemplate)', (spec) => {
    assert(
      property(worlds, (all) => {
        const memory = new SetMemory();
        for (const world of all) {
          const request = requestOf(world, spec);
          expect(expandSet(request, engines, memory)).toEqual(expandSet(request, engines));
        }
      }),
    );
  });

  it('gives the same object for an Application that did not change', () => {
    const [spec] = specs;
    if (spec === undefined) throw new Error('there are specs');
    const memory = new SetMemory();
    const world = (region: 'eu' | 'us'): World => ({
      clusters: [
        { id: 1, isProd: true, region, isMoved: false },
        { id: 2, isProd: true, region: 'eu', isMoved: false },
      ],
      directories: ['apps/a', 'apps/b'],
    });
    const [first, second] = (['eu', 'us'] as const).map((region) => {
      const expansion = expandSet(requestOf(world(region), spec), engines, memory);
      return expansion.kind === 'judged' ? expansion.targets.wanted : [];
    });

    expect(second?.map((each) => [each.name, first?.includes(each)])).toEqual([
      ['a-c1', false],
      ['b-c1', false],
      ['a-c2', true],
      ['b-c2', true],
      ['only-c1', false],
      ['only-c2', true],
    ]);
  });
});
