import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { statedFields } from './stated-fields.ts';
import { valuesAt } from './values-at.ts';

const ports: JsonObject = {
  'f:spec': { 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:port': {}, 'f:name': {} } } },
};

describe('statedFields', () => {
  it.each([
    {
      name: 'are those that both have, without the identity',
      wanted: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'a', labels: { app: 'a' } },
        data: { a: '1', new: '2' },
      },
      live: {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'a', labels: { app: 'a', b: 'c' } },
        data: { a: '0' },
      },
      known: {},
      stated: { 'f:metadata': { 'f:labels': { 'f:app': {} } }, 'f:data': { 'f:a': {} } },
    },
    {
      name: 'name elements as the API server does, keys that were left to their defaults included',
      wanted: { spec: { ports: [{ port: 80 }, { port: 90 }] } },
      live: { spec: { ports: [{ port: 80, protocol: 'TCP', name: 'x' }] } },
      known: ports,
      stated: { 'f:spec': { 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { '.': {}, 'f:port': {} } } } },
    },
    {
      name: 'have whole what the API server takes for one value',
      wanted: { spec: { selector: { app: 'a' }, set: ['a', 'b'] } },
      live: { spec: { selector: { app: 'a' }, set: ['a'] } },
      known: { 'f:spec': { 'f:selector': {}, 'f:set': { '.': {}, 'v:"a"': {}, 'v:"c"': {} } } },
      stated: { 'f:spec': { 'f:selector': {}, 'f:set': { 'v:"a"': {} } } },
    },
    { name: 'have no list that nobody owns', wanted: { a: [1] }, live: { a: [1] }, known: {}, stated: undefined },
  ])('$name', ({ wanted, live, known, stated }) => {
    expect(statedFields(wanted, live, known)).toEqual(stated);
  });
});

describe('valuesAt', () => {
  it.each([
    {
      name: 'has what is owned, and the keys of elements',
      live: { spec: { ports: [{ port: 80, protocol: 'TCP', name: 'x', nodePort: 3 }, { port: 90 }], replicas: 2 } },
      owned: ports,
      values: { spec: { ports: [{ port: 80, protocol: 'TCP', name: 'x' }] } },
    },
    { name: 'has a leaf as a whole', live: { a: { b: [1] }, c: 2 }, owned: { 'f:a': {} }, values: { a: { b: [1] } } },
    { name: 'has nothing that is gone', live: { a: 1 }, owned: { 'f:b': {} }, values: {} },
  ])('$name', ({ live, owned, values }) => {
    expect(valuesAt(live, owned)).toEqual(values);
  });
});
