import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../model/json.ts';
import { compareFields, type FieldChange } from './compare-fields.ts';
import type { OwnedFields } from './owned-fields.ts';

interface Case {
  readonly name: string;
  readonly live: JsonObject;
  readonly wanted: JsonObject;
  readonly owned?: OwnedFields;
  readonly changes: FieldChange[];
}

const container = (name: string, image: string, more: JsonObject = {}): JsonObject => ({ name, image, ...more });

describe('compareFields', () => {
  it.each<Case>([
    {
      name: 'says nothing of fields that only the live object has',
      live: { spec: { replicas: 3, paused: true } },
      wanted: { spec: { replicas: 3 } },
      owned: { 'f:spec': { 'f:replicas': {} } },
      changes: [],
    },
    {
      name: 'names a value that differs and a field that is missing',
      live: { data: { A: '1' } },
      wanted: { data: { A: '2', B: '3' } },
      changes: [
        { path: 'data.A', live: '1', wanted: '2' },
        { path: 'data.B', wanted: '3' },
      ],
    },
    {
      name: 'names a field of ours that git has no longer',
      live: { data: { A: '1', B: '2', C: '3' } },
      wanted: { data: { A: '1' } },
      owned: { 'f:data': { 'f:A': {}, 'f:B': {} } },
      changes: [{ path: 'data.B', live: '2' }],
    },
    {
      name: 'takes along only what is ours of an object that git has no longer',
      live: { data: { A: '1', B: '2' } },
      wanted: {},
      owned: { 'f:data': { '.': {}, 'f:A': {} } },
      changes: [{ path: 'data.A', live: '1' }],
    },
    {
      name: 'compares the items of a list with keys one by one, whatever their order',
      live: { containers: [container('sidecar', 'proxy:1'), container('web', 'web:1', { tty: true })] },
      wanted: { containers: [container('web', 'web:2')] },
      owned: { 'f:containers': { 'k:{"name":"web"}': { '.': {}, 'f:image': {} } } },
      changes: [{ path: 'containers[name=web].image', live: 'web:1', wanted: 'web:2' }],
    },
    {
      name: 'finds an item although git leaves one of its keys to its default',
      live: { ports: [{ port: 80, protocol: 'TCP', name: 'a' }] },
      wanted: { ports: [{ port: 80, name: 'b' }] },
      owned: { 'f:ports': { 'k:{"port":80,"protocol":"TCP"}': { 'f:name': {} } } },
      changes: [{ path: 'ports[port=80].name', live: 'a', wanted: 'b' }],
    },
    {
      name: 'names an item of ours that git has no longer',
      live: { containers: [container('web', 'web:1'), container('old', 'old:1'), container('theirs', 'x:1')] },
      wanted: { containers: [container('web', 'web:1')] },
      owned: { 'f:containers': { 'k:{"name":"web"}': {}, 'k:{"name":"old"}': { '.': {} } } },
      changes: [{ path: 'containers[name=old]', live: container('old', 'old:1') }],
    },
    {
      name: 'compares a list without keys as one value',
      live: { args: ['a', 'b'] },
      wanted: { args: ['b', 'a'] },
      owned: { 'f:args': {} },
      changes: [{ path: 'args', live: ['a', 'b'], wanted: ['b', 'a'] }],
    },
    {
      name: 'takes a list that is ours as a whole for one value, even when its items have names',
      live: { rules: [{ name: 'a' }, { name: 'b' }] },
      wanted: { rules: [{ name: 'a' }] },
      owned: { 'f:rules': {} },
      changes: [{ path: 'rules', live: [{ name: 'a' }, { name: 'b' }], wanted: [{ name: 'a' }] }],
    },
    {
      name: 'compares a set by its members',
      live: { finalizers: ['theirs', 'ours'] },
      wanted: { finalizers: ['new'] },
      owned: { 'f:finalizers': { 'v:"ours"': {} } },
      changes: [
        { path: 'finalizers', wanted: 'new' },
        { path: 'finalizers', live: 'ours' },
      ],
    },
    {
      name: 'names everything that is not in a complete object',
      live: { spec: { replicas: 1, paused: true } },
      wanted: { spec: { replicas: 1 } },
      owned: 'everything',
      changes: [{ path: 'spec.paused', live: true }],
    },
    {
      name: 'quotes keys that are no words',
      live: { labels: {} },
      wanted: { labels: { 'app.kubernetes.io/name': 'web' } },
      changes: [{ path: 'labels["app.kubernetes.io/name"]', wanted: 'web' }],
    },
  ])('$name', ({ live, wanted, owned = 'nothing', changes }) => {
    expect(compareFields(live, wanted, owned)).toEqual(changes);
  });
});
