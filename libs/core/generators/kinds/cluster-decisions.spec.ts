import { describe, expect, it } from 'vitest';
import type { Facts } from '../facts.ts';
import { known, runGenerators } from '../testing/run-generators.ts';

const settings = {
  apiVersion: 'placement.example.com/v1',
  kind: 'placements',
  matchKey: 'cluster',
  statusListKey: 'picks',
};

function placement(name: string, picks: unknown, labels: Record<string, string> = {}) {
  return { metadata: { name, labels }, status: JSON.parse(JSON.stringify({ picks })) };
}

const cluster = (name: string) => ({ name, server: `https://${name}`, labels: {}, annotations: {} });
const world = (...resources: ReturnType<typeof placement>[]): Partial<Facts> => ({
  clusters: known([cluster('east'), cluster('west')]),
  configMap: (name) => known(name === 'picks' ? settings : undefined),
  decisionResources: (request) =>
    known(request.apiVersion === settings.apiVersion && request.resource === 'placements' ? resources : []),
});
const decisions = (more: object) => ({ clusterDecisionResource: { configMapRef: 'picks', ...more } });

describe('generateFromDecisions', () => {
  it('gives registered clusters with every key of the decision as text, values as written', () => {
    const picks = [
      { cluster: 'west', weight: 1_000_000, share: 0.5, spot: true, zones: ['a', 'b'] },
      { cluster: 'nowhere' },
      { weight: 1 },
    ];
    const generator = decisions({ name: 'canary', values: { note: '{{name}}' } });
    expect(runGenerators([generator], world(placement('canary', picks), placement('other', [{}])))).toEqual([
      {
        name: 'west',
        server: 'https://west',
        cluster: 'west',
        weight: '1000000',
        share: '0.5',
        spot: 'true',
        zones: '[a b]',
        'values.note': '{{name}}',
      },
    ]);
  });

  it('picks resources by label, in the order of their names', () => {
    const one = placement('b', [{ cluster: 'east' }], { wave: '1' });
    const two = placement('a', [{ cluster: 'west' }], { wave: '1' });
    const generator = decisions({ labelSelector: { matchLabels: { wave: '1' } } });
    expect(runGenerators([generator], world(one, two, placement('c', [{ cluster: 'east' }])))).toEqual([
      { name: 'west', server: 'https://west', cluster: 'west' },
      { name: 'east', server: 'https://east', cluster: 'east' },
    ]);
  });

  it('can be named by parameters of an earlier child', () => {
    const generators = [{ list: { elements: [{ which: 'canary' }] } }, decisions({ name: '{{which}}' })];
    expect(runGenerators([{ matrix: { generators } }], world(placement('canary', [{ cluster: 'east' }])))).toEqual([
      { which: 'canary', name: 'east', server: 'https://east', cluster: 'east' },
    ]);
  });

  it('waits for a resource that has not decided yet', () => {
    const undecided = { metadata: { name: 'canary' } };
    const facts = { ...world(), decisionResources: () => known([undecided]) };
    expect(runGenerators([decisions({ name: 'canary' })], facts)).toEqual([]);
  });

  it.each([
    { name: 'neither name nor labels', generator: decisions({}), message: /either `name` or `labelSelector`/ },
    {
      name: 'both name and labels',
      generator: decisions({ name: 'a', labelSelector: { matchLabels: {} } }),
      message: /not both/,
    },
    { name: 'a resource that is not there', generator: decisions({ name: 'gone' }), message: /no placements of/ },
    {
      name: 'a status that nests without end',
      generator: decisions({ name: 'deep' }),
      message: /status.picks has more than 100 levels/,
    },
    {
      name: 'a status that holds no list',
      generator: decisions({ name: 'odd' }),
      message: /status.picks of odd is not a list/,
    },
  ])('refuses $name', ({ generator, message }) => {
    const deep: unknown = JSON.parse(`${'['.repeat(300)}${']'.repeat(300)}`);
    expect(runGenerators([generator], world(placement('odd', 'text'), placement('deep', deep)))).toEqual([
      {
        kind: 'invalid-generator',
        field: 'generators[0].clusterDecisionResource',
        message: expect.stringMatching(message),
      },
    ]);
  });

  it('refuses a ConfigMap that is not there', () => {
    const generator = { clusterDecisionResource: { configMapRef: 'gone', name: 'a' } };
    expect(runGenerators([generator], world())).toEqual([
      {
        kind: 'invalid-generator',
        field: 'generators[0].clusterDecisionResource.configMapRef',
        message: 'there is no ConfigMap gone',
      },
    ]);
  });
});
