import { describe, expect, it } from 'vitest';
import { findContender } from './find-contender.ts';

const manifest = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web', namespace: 'red', annotations: { 'nabe.dev/tracking': 'red/web:apps/Deployment:red/web' } },
  spec: {
    replicas: 2,
    template: { spec: { containers: [{ name: 'web', image: 'web:1' }] } },
  },
};

const own = {
  manager: 'nabe-1',
  operation: 'Apply',
  time: '2026-01-01T00:00:00Z',
  fieldsV1: {
    'f:metadata': { 'f:annotations': { 'f:nabe.dev/tracking': {} } },
    'f:spec': { 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"web"}': { '.': {}, 'f:name': {} } } } } },
  },
};

function foreign(manager: string, time: string, fieldsV1: object) {
  return { manager, operation: 'Update', time, fieldsV1 };
}

const image = { 'f:template': { 'f:spec': { 'f:containers': { 'k:{"name":"web"}': { 'f:image': {} } } } } };

describe('findContender', () => {
  it.each([
    {
      name: 'names a field and who took it',
      entries: [
        own,
        { ...foreign('scaler', '2026-01-01T00:00:01Z', { 'f:spec': { 'f:replicas': {} } }), subresource: 'scale' },
      ],
      expected: { field: 'spec.replicas', manager: 'scaler' },
    },
    {
      name: 'names a field of a list item by its keys',
      entries: [foreign('updater', '2026-01-01T00:00:01Z', { 'f:spec': image }), own],
      expected: { field: 'spec.template.spec.containers[name=web].image', manager: 'updater' },
    },
    {
      name: 'takes the newest of several',
      entries: [
        own,
        foreign('old', '2025-01-01T00:00:00Z', { 'f:spec': { 'f:replicas': {} } }),
        foreign('new', '2026-01-01T00:00:02Z', { 'f:spec': image }),
      ],
      expected: { field: 'spec.template.spec.containers[name=web].image', manager: 'new' },
    },
    {
      name: 'leaves out fields that git does not state, and those that are still ours too',
      entries: [
        own,
        foreign('status', '2026-01-01T00:00:03Z', { 'f:status': { 'f:replicas': {} }, 'f:spec': { 'f:paused': {} } }),
        foreign('copier', '2026-01-01T00:00:04Z', { 'f:metadata': { 'f:annotations': { 'f:nabe.dev/tracking': {} } } }),
      ],
      expected: undefined,
    },
    {
      name: 'is not misled by names that every JavaScript object has',
      entries: [own, foreign('odd', '2026-01-01T00:00:03Z', { 'f:constructor': {}, 'f:spec': { 'f:toString': {} } })],
      expected: undefined,
    },
    { name: 'knows nobody where the list was stripped', entries: undefined, expected: undefined },
  ])('$name', ({ entries, expected }) => {
    expect(findContender(manifest, entries)).toEqual(expected);
  });
});
