import { z } from 'zod';

/** Argo CD's `spec.ignoreDifferences`. Paths are read when the Application is synced, which says what is wrong with one. */
export const ObjectDifferences = z
  .object({
    group: z.string().optional().describe("Glob over API groups; '' or absent is the core group."),
    kind: z.string().describe('Glob over kinds.'),
    name: z.string().optional().describe('Name of one object; every one when absent.'),
    namespace: z.string().optional().describe('Namespace of the objects; every one when absent.'),
    jsonPointers: z.array(z.string()).optional().describe('Places as JSON pointers: /spec/replicas.'),
    jqPathExpressions: z
      .array(z.string())
      .optional()
      .describe('Places as jq paths: .spec.template.spec.containers[].image.'),
    managedFieldsManagers: z.array(z.string()).optional().describe('Field managers: what they own is left as it is.'),
  })
  .describe('Places in objects that may differ from git.');
export type ObjectDifferences = z.infer<typeof ObjectDifferences>;
