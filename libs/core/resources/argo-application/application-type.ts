import { type FieldType, fieldsOf, listOf, mapOf, mergedListOf, objectOf, text, whole } from './field-types.ts';
import { hydratorType, sourceType, syncPolicyType } from './source-type.ts';

const lines = listOf(text);

export const metadataFields = fieldsOf({
  always: { name: text },
  'if-filled': {
    namespace: text,
    labels: mapOf(text),
    annotations: mapOf(text),
    finalizers: mergedListOf(text),
  },
});

const ignoredDifference = objectOf({
  always: { kind: text },
  'if-filled': {
    group: text,
    name: text,
    namespace: text,
    jsonPointers: lines,
    jqPathExpressions: lines,
    managedFieldsManagers: lines,
  },
});

export const specFields = fieldsOf({
  always: {
    destination: objectOf({ 'if-filled': { server: text, namespace: text, name: text } }),
    project: text,
  },
  'if-given': {
    source: sourceType,
    sourceHydrator: hydratorType,
    syncPolicy: syncPolicyType,
    revisionHistoryLimit: whole,
  },
  'if-filled': {
    sources: listOf(sourceType),
    ignoreDifferences: listOf(ignoredDifference),
    info: listOf(objectOf({ always: { name: text, value: text } })),
  },
});

/**
 * Argo CD 3.6's Application less kind, status and operation: one table says what fits a field, how a patch merges it and when it is
 * written. Finalizers are the only list that a patch merges; every other one it replaces.
 */
export const applicationType: FieldType = objectOf({
  always: { metadata: { kind: 'object', fields: metadataFields }, spec: { kind: 'object', fields: specFields } },
});
