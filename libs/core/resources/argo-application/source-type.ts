import { type FieldType, anyJson, flag, listOf, mapOf, objectOf, text, whole, wholeOrText } from './field-types.ts';

const texts = mapOf(text);
const lines = listOf(text);

const helm = objectOf({
  'if-given': { valuesObject: anyJson },
  'if-filled': {
    valueFiles: lines,
    parameters: listOf(objectOf({ 'if-filled': { name: text, value: text, forceString: flag } })),
    releaseName: text,
    values: text,
    fileParameters: listOf(objectOf({ 'if-filled': { name: text, path: text } })),
    version: text,
    passCredentials: flag,
    ignoreMissingValueFiles: flag,
    skipCrds: flag,
    skipTests: flag,
    skipSchemaValidation: flag,
    namespace: text,
    kubeVersion: text,
    apiVersions: lines,
  },
});

const patchTarget = objectOf({
  'if-filled': {
    group: text,
    version: text,
    kind: text,
    name: text,
    namespace: text,
    annotationSelector: text,
    labelSelector: text,
  },
});

const kustomizePatch = objectOf({
  'if-given': { target: patchTarget },
  'if-filled': { path: text, patch: text, options: mapOf(flag) },
});

const kustomize = objectOf({
  'if-filled': {
    namePrefix: text,
    nameSuffix: text,
    images: lines,
    commonLabels: texts,
    commonAnnotations: texts,
    commonAnnotationsEnvsubst: flag,
    forceCommonLabels: flag,
    forceCommonAnnotations: flag,
    labelWithoutSelector: flag,
    labelIncludeTemplates: flag,
    version: text,
    namespace: text,
    replicas: listOf(objectOf({ always: { name: text, count: wholeOrText } })),
    patches: listOf(kustomizePatch),
    components: lines,
    ignoreMissingComponents: flag,
    kubeVersion: text,
    apiVersions: lines,
  },
});

const jsonnetVariable = objectOf({ always: { name: text, value: text }, 'if-filled': { code: flag } });

const directory = objectOf({
  always: {
    jsonnet: objectOf({
      'if-filled': { extVars: listOf(jsonnetVariable), tlas: listOf(jsonnetVariable), libs: lines },
    }),
  },
  'if-filled': { recurse: flag, include: text, exclude: text },
});

const plugin = objectOf({
  'if-filled': {
    name: text,
    env: listOf(objectOf({ always: { name: text, value: text } })),
    parameters: listOf(objectOf({ always: { name: text }, 'if-given': { string: text, map: texts, array: lines } })),
  },
});

const tools = { helm, kustomize, directory, plugin };

export const sourceType: FieldType = objectOf({
  always: { repoURL: text },
  'if-given': tools,
  'if-filled': { path: text, targetRevision: text, chart: text, ref: text, name: text, tagPrefix: text },
});

export const hydratorType: FieldType = objectOf({
  always: {
    drySource: objectOf({ always: { repoURL: text, targetRevision: text, path: text }, 'if-given': tools }),
    syncSource: objectOf({ always: { targetBranch: text, path: text }, 'if-filled': { repoURL: text } }),
  },
  'if-given': { hydrateTo: objectOf({ always: { targetBranch: text } }) },
});

/** Argo CD's syncPolicy of an Application. */
export const syncPolicyType: FieldType = objectOf({
  'if-given': {
    automated: objectOf({ 'if-given': { prune: flag, selfHeal: flag, allowEmpty: flag, enabled: flag } }),
    retry: objectOf({
      'if-given': {
        backoff: objectOf({ 'if-given': { factor: whole }, 'if-filled': { duration: text, maxDuration: text } }),
      },
      'if-filled': { limit: whole, refresh: flag },
    }),
    managedNamespaceMetadata: objectOf({ 'if-filled': { labels: texts, annotations: texts } }),
  },
  'if-filled': { syncOptions: lines },
});
