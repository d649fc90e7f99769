import { describe, expect, it } from 'vitest';
import type { Condition } from '../model/conditions.ts';
import { viewApplicationSet } from './application-set-view.ts';

const since = '2026-02-01T10:00:00Z';
const metadata = {
  namespace: 'tenant-red',
  name: 'carts',
  uid: 'u1',
  resourceVersion: '1',
  generation: 1,
  labels: {},
  annotations: {},
  finalizers: [],
};
const spec = {
  goTemplate: true,
  goTemplateOptions: [],
  generators: [],
  template: { metadata: { name: 'x' }, spec: {} },
  syncPolicy: {},
};

const expanded: Condition = {
  type: 'Ready',
  status: 'True',
  reason: 'Expanded',
  message: '2 Applications.',
  lastTransitionTime: since,
};
const refused: Condition = { ...expanded, status: 'False', reason: 'Refused', message: 'A foreign project.' };
const sound: Condition = {
  type: 'SourceValid',
  status: 'True',
  reason: 'Valid',
  message: 'The file is sound.',
  lastTransitionTime: since,
};
const malformed: Condition = {
  ...sound,
  status: 'False',
  reason: 'Invalid',
  message: 'carts.yaml:6:3: unknown field.',
};

describe('viewApplicationSet', () => {
  it.each([
    { name: 'is unknown before anybody has looked', conditions: [], ready: ['Unknown', ''] },
    {
      name: 'is ready when it expands and its file is sound',
      conditions: [expanded, sound],
      ready: ['True', 'Expanded'],
    },
    {
      name: 'is not ready while its file in git is malformed',
      conditions: [expanded, malformed],
      ready: ['False', 'Invalid'],
    },
    { name: 'says first why it cannot be expanded', conditions: [refused, malformed], ready: ['False', 'Refused'] },
  ])('$name', ({ conditions, ready }) => {
    const view = viewApplicationSet({ metadata, spec, status: { conditions } });

    expect([view.ready, view.reason]).toEqual(ready);
  });
});
