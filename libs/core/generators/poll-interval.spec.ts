import { describe, expect, it } from 'vitest';
import { ApplicationSetSpec } from '../resources/application-set.ts';
import { pollIntervalMs } from './poll-interval.ts';

const plugin = (requeueAfterSeconds?: number) => ({ plugin: { configMapRef: { name: 'p' }, requeueAfterSeconds } });
const template = { metadata: { name: 'x' }, spec: {} };

describe('pollIntervalMs', () => {
  it.each([
    {
      name: 'is undefined for a set that only looks at clusters and git',
      generators: [{ clusters: {} }],
      ms: undefined,
    },
    { name: 'is the default of the generator', generators: [plugin()], ms: 1_800_000 },
    { name: 'is what the generator asks for', generators: [plugin(60)], ms: 60_000 },
    { name: 'is never shorter than ten seconds', generators: [plugin(1)], ms: 10_000 },
    {
      name: 'is the shortest at any depth',
      generators: [plugin(600), { matrix: { generators: [{ list: {} }, plugin(90)] } }],
      ms: 90_000,
    },
  ])('$name', ({ generators, ms }) => {
    expect(pollIntervalMs(ApplicationSetSpec.parse({ generators, template }))).toBe(ms);
  });
});
