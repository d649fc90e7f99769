import { describe, expect, it } from 'vitest';
import { Application } from '#core/resources/application.ts';
import type { WantedApplication } from '../judge-application.ts';
import { keepLiveState } from './keep-live-state.ts';
import { type KeepOptions, keptPlaces } from './kept-places.ts';

const source = { repoURL: 'https://git.example.com/a', path: 'web', targetRevision: 'main' };
const wanted: WantedApplication = {
  name: 'web',
  labels: { team: 'red', tier: 'one' },
  annotations: { note: 'template', 'argocd.argoproj.io/refresh': 'normal', 'nabe.dev/hint': 'template' },
  finalizers: [],
  spec: { project: 'red', source, destination: { name: 'prod', namespace: 'web' } },
};
const existing = Application.parse({
  metadata: {
    name: 'web',
    labels: { team: 'blue', extra: 'by hand', 'nabe.dev/tenant': 'red' },
    annotations: {
      note: 'by hand',
      'argocd.argoproj.io/refresh': 'hard',
      'argocd.argoproj.io/hydrate': 'normal',
      'nabe.dev/hint': 'by hand',
    },
  },
  spec: {
    project: 'blue',
    source: { ...source, targetRevision: 'fix' },
    destination: { name: 'prod', namespace: 'web' },
    syncPolicy: { automated: { prune: true } },
  },
});
/** A request that others put on an Application is theirs to change, whatever the options are. */
const annotations = { ...wanted.annotations, 'argocd.argoproj.io/refresh': 'hard' };

const cases: { name: string; options: KeepOptions; kept: Partial<WantedApplication> }[] = [
  { name: 'keeps only requests without options', options: {}, kept: { annotations } },
  {
    name: 'keeps preserved labels, also those the template does not state',
    options: { preservedFields: { labels: ['team', 'extra', 'absent', 'nabe.dev/tenant'] } },
    kept: { annotations, labels: { team: 'blue', extra: 'by hand', tier: 'one' } },
  },
  {
    name: 'keeps preserved annotations, but none of the hub',
    options: { preservedFields: { annotations: ['note', 'nabe.dev/hint'] } },
    kept: { annotations: { ...annotations, note: 'by hand' } },
  },
  {
    name: 'keeps ignored places',
    options: {
      ignoreApplicationDifferences: [
        { jsonPointers: ['/spec/source/targetRevision', '/metadata/labels/team'] },
        { name: 'web', jqPathExpressions: ['.spec.syncPolicy.automated'] },
        { name: 'other', jsonPointers: ['/spec/source'] },
      ],
    },
    kept: {
      annotations,
      labels: { team: 'blue', tier: 'one' },
      spec: {
        ...wanted.spec,
        source: { ...source, targetRevision: 'fix' },
        syncPolicy: { automated: { prune: true } },
      },
    },
  },
  {
    name: 'never keeps the project',
    options: { ignoreApplicationDifferences: [{ jsonPointers: ['/spec/project'] }] },
    kept: { annotations },
  },
  {
    name: 'keeps all labels but those of the hub',
    options: { ignoreApplicationDifferences: [{ jsonPointers: ['/metadata/labels'] }] },
    kept: { annotations, labels: { team: 'blue', extra: 'by hand' } },
  },
];

describe('keepLiveState', () => {
  it.each(cases)('$name', ({ options, kept }) => {
    expect(keepLiveState(wanted, existing, keptPlaces(options))).toEqual({ ...wanted, ...kept });
  });

  it('gives up a mixture that is no valid spec', () => {
    const { source: _, ...withoutSource } = wanted.spec;
    const places = keptPlaces({ ignoreApplicationDifferences: [{ jsonPointers: ['/spec/source/targetRevision'] }] });
    expect(keepLiveState({ ...wanted, spec: withoutSource }, existing, places).spec).toEqual(withoutSource);
  });
});
