import { type FieldType, fieldsOf, listOf, mapOf, mergedListOf, objectOf, text, whole } from './field-types.ts';
import { hydratorType, sourceType, syncPolicyType } from './source-type.ts';

const lines = listOf(text);

export const metadataFields = fieldsOf({
  always: { name: [text, 'Name of the Application; no two of a set may have the same.'] },
  'if-filled': {
    namespace: [text, 'Without meaning: an Application lives where its set does.'],
    labels: [mapOf(text), 'Labels of the Application.'],
    annotations: [mapOf(text), 'Annotations of the Application.'],
    finalizers: [
      mergedListOf(text),
      'What happens when the Application is deleted; its objects are deleted when absent.',
    ],
  },
});

const destination = objectOf({
  'if-filled': {
    server: [text, 'Address of the cluster; instead of name.'],
    namespace: [text, 'Namespace of objects that name none.'],
    name: [text, 'Name of the cluster; instead of server.'],
  },
});

const ignoredDifference = objectOf({
  always: { kind: [text, 'Kind of the objects.'] },
  'if-filled': {
    group: [text, 'API group of the objects; empty for the core group.'],
    name: [text, 'Name of one object; every one when absent.'],
    namespace: [text, 'Namespace of the objects; every one when absent.'],
    jsonPointers: [lines, 'Places as JSON pointers: /spec/replicas.'],
    jqPathExpressions: [lines, 'Places as jq paths: .spec.template.spec.containers[].image.'],
    managedFieldsManagers: [lines, 'Field managers: what they own is left as it is.'],
  },
});

const info = objectOf({ always: { name: [text, 'What is told.'], value: [text, 'A text or an address.'] } });

export const specFields = fieldsOf({
  always: {
    destination: [destination, 'Where the objects go.'],
    project: [text, "The tenant's name, or nothing."],
  },
  'if-given': {
    source: [sourceType, 'Where the manifests come from.'],
    sourceHydrator: [hydratorType, 'Manifests that are rendered into a branch before they are synced.'],
    syncPolicy: [syncPolicyType, 'When and how the Application is synced.'],
    revisionHistoryLimit: [whole, 'How many past syncs are remembered.'],
  },
  'if-filled': {
    sources: [listOf(sourceType), 'Several places that manifests come from; instead of source.'],
    ignoreDifferences: [listOf(ignoredDifference), 'Places in objects that may differ from git.'],
    info: [listOf(info), 'What people should know about the Application.'],
  },
});

/**
 * Argo CD 3.6's Application less kind, status and operation: one table says what fits a field, how a patch merges it and when it is
 * written. Finalizers are the only list that a patch merges; every other one it replaces.
 */
export const applicationType: FieldType = objectOf({
  always: {
    metadata: [{ kind: 'object', fields: metadataFields }, 'Name, labels, annotations and finalizers.'],
    spec: [{ kind: 'object', fields: specFields }, 'What goes where.'],
  },
});
