import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { mergeObjects } from './merge-three-ways.ts';
import { rulesOfKind } from './merge-rules.ts';

const merge = (kind: string, last: JsonObject, wanted: JsonObject, live: JsonObject) => {
  const slash = kind.lastIndexOf('/');
  return mergeObjects(
    last,
    wanted,
    live,
    rulesOfKind({ apiVersion: kind.slice(0, slash), kind: kind.slice(slash + 1) }),
  );
};
const pod = (spec: JsonObject): JsonObject => ({ spec });
const container = (env: readonly (readonly [string, string])[], more: JsonObject = {}): JsonObject => ({
  containers: [{ name: 'web', env: env.map(([name, value]) => ({ name, value })), ...more }],
});

interface Case {
  readonly name: string;
  readonly kind?: string;
  readonly last?: JsonObject;
  readonly wanted: JsonObject;
  readonly live: JsonObject;
  readonly merged: JsonObject;
}

const maps: Case[] = [
  {
    name: 'keeps what others have added',
    wanted: { data: { a: '1' } },
    live: { data: { a: '0', theirs: 'x' } },
    merged: { data: { a: '1', theirs: 'x' } },
  },
  {
    name: 'takes away what was applied last and is wanted no longer',
    last: { data: { a: '0', gone: 'x' }, immutable: true },
    wanted: { data: { a: '0' } },
    live: { data: { a: '0', gone: 'changed by others' }, immutable: true },
    merged: { data: { a: '0' } },
  },
  {
    name: 'takes away what is wanted as null, and keeps what was applied as null',
    last: { status: null },
    wanted: { data: { a: null } },
    live: { data: { a: '0' }, status: { phase: 'Bound' } },
    merged: { status: { phase: 'Bound' }, data: {} },
  },
  {
    name: 'creates nothing for a null',
    wanted: { data: { a: { b: null, c: '1' } } },
    live: {},
    merged: { data: { a: { c: '1' } } },
  },
  {
    name: 'overwrites another type',
    wanted: { spec: { port: 'http' } },
    live: { spec: { port: { number: 80 } } },
    merged: { spec: { port: 'http' } },
  },
];

const lists: Case[] = [
  {
    name: 'are merged by their key, elements of others and defaults stay in their place',
    kind: 'v1/Pod',
    last: pod(
      container([
        ['A', '1'],
        ['OLD', '1'],
      ]),
    ),
    wanted: pod(
      container([
        ['NEW', '2'],
        ['A', '2'],
      ]),
    ),
    live: pod(
      container(
        [
          ['THEIRS', 'x'],
          ['A', '1'],
          ['OLD', '1'],
          ['LAST', 'y'],
        ],
        { terminationMessagePath: '/log' },
      ),
    ),
    merged: pod({
      containers: [
        {
          terminationMessagePath: '/log',
          name: 'web',
          env: [
            { name: 'NEW', value: '2' },
            { name: 'THEIRS', value: 'x' },
            { name: 'A', value: '2' },
            { name: 'LAST', value: 'y' },
          ],
        },
      ],
    }),
  },
  {
    name: 'of another kind of application are merged at any depth',
    kind: 'batch/v1/CronJob',
    wanted: { spec: { jobTemplate: { spec: { template: { spec: { imagePullSecrets: [{ name: 'a' }] } } } } } },
    live: { spec: { jobTemplate: { spec: { template: { spec: { imagePullSecrets: [{ name: 'b' }] } } } } } },
    merged: {
      spec: { jobTemplate: { spec: { template: { spec: { imagePullSecrets: [{ name: 'a' }, { name: 'b' }] } } } } },
    },
  },
  {
    name: 'of plain values are united, less what was applied last',
    last: { metadata: { finalizers: ['ours/old'] } },
    wanted: { metadata: { finalizers: ['ours/new'] } },
    live: { metadata: { finalizers: ['ours/old', 'theirs/one'] } },
    merged: { metadata: { finalizers: ['ours/new', 'theirs/one'] } },
  },
  {
    name: 'without a rule count as a whole',
    wanted: { spec: { tolerations: [{ key: 'a' }] } },
    kind: 'v1/Pod',
    live: { spec: { tolerations: [{ key: 'b' }, { key: 'c' }] } },
    merged: { spec: { tolerations: [{ key: 'a' }] } },
  },
  {
    name: 'of custom resources count as a whole',
    kind: 'shop.example/v1/Till',
    wanted: { spec: { containers: [{ name: 'a' }] } },
    live: { spec: { containers: [{ name: 'b' }] } },
    merged: { spec: { containers: [{ name: 'a' }] } },
  },
  {
    name: 'whose keys are not unique count as a whole',
    kind: 'v1/Service',
    wanted: {
      spec: {
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 53, protocol: 'TCP' },
        ],
      },
    },
    live: { spec: { ports: [{ port: 53, protocol: 'UDP', nodePort: 30_053 }, { port: 80 }] } },
    merged: {
      spec: {
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 53, protocol: 'TCP' },
        ],
      },
    },
  },
  {
    name: 'whose elements lack the key count as a whole',
    kind: 'v1/Service',
    wanted: { spec: { ports: [{ name: 'http' }] } },
    live: { spec: { ports: [{ port: 80 }] } },
    merged: { spec: { ports: [{ name: 'http' }] } },
  },
];

const exclusive: Case[] = [
  {
    name: 'of the strategy of a Deployment go when they are not wanted, though nobody applied them',
    kind: 'apps/v1/Deployment',
    wanted: { spec: { strategy: { type: 'Recreate' } } },
    live: { spec: { replicas: 3, strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1 } } } },
    merged: { spec: { replicas: 3, strategy: { type: 'Recreate' } } },
  },
  {
    name: 'of a volume go, and what is wanted below keeps its defaults',
    kind: 'v1/Pod',
    wanted: { spec: { volumes: [{ name: 'v', secret: { secretName: 's' } }] } },
    live: { spec: { volumes: [{ name: 'v', emptyDir: {}, secret: { secretName: 'x', defaultMode: 420 } }] } },
    merged: { spec: { volumes: [{ name: 'v', secret: { defaultMode: 420, secretName: 's' } }] } },
  },
  {
    name: 'of a selector that counts as a whole go',
    kind: 'policy/v1/PodDisruptionBudget',
    wanted: { spec: { selector: { matchLabels: { app: 'web' } } } },
    live: { spec: { selector: { matchLabels: { app: 'old', tier: 'x' } } } },
    merged: { spec: { selector: { matchLabels: { app: 'web' } } } },
  },
];

describe('a three-way merge', () => {
  it.each(maps)('$name', ({ kind = 'v1/ConfigMap', last = {}, wanted, live, merged }) => {
    expect(merge(kind, last, wanted, live)).toEqual(merged);
  });
});

describe('lists', () => {
  it.each(lists)('$name', ({ kind = 'v1/ConfigMap', last = {}, wanted, live, merged }) => {
    expect(merge(kind, last, wanted, live)).toEqual(merged);
  });
});

describe('fields that exclude each other', () => {
  it.each(exclusive)('$name', ({ kind = 'v1/ConfigMap', last = {}, wanted, live, merged }) => {
    expect(merge(kind, last, wanted, live)).toEqual(merged);
  });
});
