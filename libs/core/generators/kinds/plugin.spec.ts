import { describe, expect, it } from 'vitest';
import type { PluginRequest } from '../facts/object-facts.ts';
import { known, runGenerators } from '../testing/run-generators.ts';

const configMap = (name: string) => known(name === 'tenants' ? { baseUrl: 'https://plugin.example.com' } : undefined);
const plugin = (more: object = {}) => ({ plugin: { configMapRef: { name: 'tenants' }, ...more } });
const answering = (...parameters: object[]) => ({
  configMap,
  pluginParameters: () => known(parameters.map((object) => ({ ...object }))),
});

describe('generateFromPlugin', () => {
  it('flattens the answer to texts, with what was asked and with values over the answer', () => {
    const generator = plugin({ input: { parameters: { tier: 'gold' } }, values: { host: '{{id}}.example.com' } });
    const answer = { id: 'red', spec: { size: 2, tags: [] }, generator: 'lost', values: { host: 'lost' } };
    expect(runGenerators([generator], answering(answer))).toEqual([
      {
        id: 'red',
        'spec.size': '2',
        generator: { input: { parameters: { tier: 'gold' } } },
        'values.host': 'red.example.com',
      },
    ]);
  });

  it('keeps data nested with goTemplate, in the order of the answer', () => {
    expect(runGenerators([plugin()], answering({ id: 'b', spec: { size: 2 } }, { id: 'a' }), true)).toEqual([
      { id: 'b', spec: { size: 2 }, generator: { input: { parameters: {} } } },
      { id: 'a', generator: { input: { parameters: {} } } },
    ]);
  });

  it('asks with placeholders filled in, in keys too', () => {
    const asked: PluginRequest[] = [];
    const facts = {
      configMap,
      pluginParameters: (request: PluginRequest) => {
        asked.push(request);
        return known([]);
      },
    };
    const child = plugin({ input: { parameters: { 'env-{{env}}': ['{{env}}', 1] } } });
    runGenerators([{ matrix: { generators: [{ list: { elements: [{ env: 'prod' }] } }, child] } }], facts);
    expect(asked).toEqual([{ configMap: 'tenants', parameters: { 'env-prod': ['prod', 1] } }]);
  });

  it('refuses an answer that nests so deeply that nothing could walk it', () => {
    const deep: unknown = JSON.parse(`${'['.repeat(50_000)}${']'.repeat(50_000)}`);
    expect(runGenerators([plugin()], answering({ deep }))).toEqual([
      {
        kind: 'invalid-generator',
        field: 'generators[0].plugin',
        message: 'the plugin answers with data of more than 100 levels of lists and maps; make it flatter',
      },
    ]);
  });

  it('refuses a ConfigMap that is not there', () => {
    expect(runGenerators([{ plugin: { configMapRef: { name: 'gone' } } }], answering())).toEqual([
      {
        kind: 'invalid-generator',
        field: 'generators[0].plugin.configMapRef',
        message: 'there is no ConfigMap gone',
      },
    ]);
  });
});
