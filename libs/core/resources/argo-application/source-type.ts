import { type FieldType, flag, listOf, mapOf, objectOf, text, whole } from './field-types.ts';
import { toolFields } from './tool-types.ts';

const texts = mapOf(text);

export const sourceType: FieldType = objectOf({
  always: { repoURL: [text, 'Address of the repository.'] },
  'if-given': toolFields,
  'if-filled': {
    path: [text, 'Directory within the repository.'],
    targetRevision: [text, 'Branch, tag or commit; the version where the source is a chart.'],
    chart: [text, 'Name of a chart in a Helm repository; instead of path.'],
    ref: [text, 'Name by which value files of other sources mean this one: $NAME/path.'],
    name: [text, 'Name of the source, for people.'],
    tagPrefix: [text, 'Only tags that begin so are looked at for targetRevision.'],
  },
});

const drySource = objectOf({
  always: {
    repoURL: [text, 'Address of the repository.'],
    targetRevision: [text, 'Branch, tag or commit.'],
    path: [text, 'Directory within the repository.'],
  },
  'if-given': toolFields,
});

const syncSource = objectOf({
  always: {
    targetBranch: [text, 'Branch that the Application is synced from.'],
    path: [text, 'Directory of the rendered manifests.'],
  },
  'if-filled': { repoURL: [text, 'Address of the repository; that of drySource when absent.'] },
});

export const hydratorType: FieldType = objectOf({
  always: {
    drySource: [drySource, 'What is rendered.'],
    syncSource: [syncSource, 'What is synced.'],
  },
  'if-given': {
    hydrateTo: [
      objectOf({ always: { targetBranch: [text, 'Branch that the rendered manifests are written to first.'] } }),
      'A branch in between, for a review.',
    ],
  },
});

const automated = objectOf({
  'if-given': {
    prune: [flag, 'Whether objects gone from git are deleted.'],
    selfHeal: [flag, 'Whether drift is undone.'],
    allowEmpty: [flag, 'Whether the last object may be pruned too.'],
    enabled: [flag, 'False turns automated syncing off.'],
  },
});

const backoff = objectOf({
  'if-given': { factor: [whole, 'By how much each pause is longer than the one before.'] },
  'if-filled': {
    duration: [text, 'Pause before the first retry, such as 5s.'],
    maxDuration: [text, 'Longest pause, such as 3m.'],
  },
});

const retry = objectOf({
  'if-given': { backoff: [backoff, 'Pauses between attempts.'] },
  'if-filled': {
    limit: [whole, 'Attempts for one state; negative is without end.'],
    refresh: [flag, 'Whether a retry takes the newest revision.'],
  },
});

const namespaceMetadata = objectOf({
  'if-filled': { labels: [texts, 'Labels of the namespace.'], annotations: [texts, 'Annotations of the namespace.'] },
});

/** Argo CD's syncPolicy of an Application. */
export const syncPolicyType: FieldType = objectOf({
  'if-given': {
    automated: [automated, 'Present: new commits are synced without being asked for.'],
    retry: [retry, 'What happens after a failed attempt.'],
    managedNamespaceMetadata: [namespaceMetadata, 'For the namespace that CreateNamespace=true makes.'],
  },
  'if-filled': { syncOptions: [listOf(text), 'Switches as Name=value, such as CreateNamespace=true.'] },
});
