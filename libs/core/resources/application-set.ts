import { z } from 'zod';
import type { JsonValue } from '../model/json.ts';
import { ObjectMeta } from './metadata.ts';
import { Conditions, LabelSelector, ObservedGeneration } from './shared-fields.ts';

/**
 * Argo CD's ApplicationSet as far as Nabe expands it. Objects are strict: a field nobody reads would be a promise nobody
 * keeps, so it is an error with its place in the file.
 */
const FreeJson: z.ZodType<JsonValue> = z.json();

const Values = z.record(z.string(), z.string());

/** As the shared LabelSelector, but strict: a misspelt `matchLabel` would otherwise select everything. */
const Selector = z.strictObject({
  matchLabels: LabelSelector.shape.matchLabels,
  matchExpressions: z
    .array(
      z.strictObject({
        key: z.string(),
        operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
        values: z.array(z.string()).optional(),
      }),
    )
    .optional(),
});

export const ListGenerator = z.strictObject({ elements: z.array(z.record(z.string(), FreeJson)).default([]) });

export const ClustersGenerator = z.strictObject({
  selector: Selector.optional(),
  values: Values.optional(),
  flatList: z.boolean().optional(),
});

const PathPattern = z.strictObject({ path: z.string(), exclude: z.boolean().optional() });

export const GitGenerator = z.strictObject({
  repoURL: z.string().min(1),
  revision: z.string().default('HEAD'),
  directories: z.array(PathPattern).optional(),
  files: z.array(PathPattern).optional(),
  requeueAfterSeconds: z.number().int().optional(),
  pathParamPrefix: z.string().optional(),
  values: Values.optional(),
});

export const Generator = z.strictObject({
  list: ListGenerator.optional(),
  clusters: ClustersGenerator.optional(),
  git: GitGenerator.optional(),
  get matrix() {
    return MatrixGenerator.optional();
  },
  selector: Selector.optional(),
});

const MatrixGenerator = z.strictObject({
  get generators(): z.ZodArray<typeof Generator> {
    return z.array(Generator).min(1);
  },
});

/** Argo CD's Application template: every string in it, keys included, is a template of its own. */
export const ApplicationTemplate = z.strictObject({
  metadata: z.strictObject({
    name: z.string().min(1),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
    finalizers: z.array(z.string()).optional(),
  }),
  spec: z.record(z.string(), FreeJson),
});

const ApplicationsSync = z.enum(['create-only', 'create-update', 'create-delete', 'sync']);

const SetSyncPolicy = z.strictObject({
  applicationsSync: ApplicationsSync.optional().describe(
    'What may be done to Applications: sync (create, update and delete; the default) or less.',
  ),
  preserveResourcesOnDeletion: z
    .boolean()
    .optional()
    .describe('Whether objects stay on the spokes when their Application is deleted.'),
});

export const ApplicationSetSpec = z
  .strictObject({
    goTemplate: z
      .boolean()
      .default(false)
      .describe('Go templates with sprig functions; {{name}} placeholders otherwise.'),
    goTemplateOptions: z
      .array(z.string())
      .default([])
      .describe('Such as missingkey=error: a parameter that is not there fails the set.'),
    generators: z
      .array(Generator)
      .meta({ 'x-nabe-opaque': true, description: 'Where the parameter sets come from. Checked by the hub.' }),
    template: ApplicationTemplate.meta({
      'x-nabe-opaque': true,
      description: 'One Application for each parameter set; every string in it is a template. Checked by the hub.',
    }),
    syncPolicy: SetSyncPolicy.default({}).describe('What the set may do to its Applications.'),
  })
  .describe("Argo CD's ApplicationSet, as far as this version expands it.");

export const ApplicationSetStatus = z
  .object({
    applications: z.number().int().optional().describe('How many Applications the set wants.'),
    observedGeneration: ObservedGeneration,
    conditions: Conditions.optional(),
  })
  .describe('Written by the hub.');

export const ApplicationSet = z.object({
  metadata: ObjectMeta,
  spec: ApplicationSetSpec,
  status: ApplicationSetStatus.default({}),
});
export type ApplicationSet = z.infer<typeof ApplicationSet>;
export type ApplicationSetSpec = z.infer<typeof ApplicationSetSpec>;
export type ApplicationSetStatus = z.infer<typeof ApplicationSetStatus>;
export type ApplicationTemplate = z.infer<typeof ApplicationTemplate>;
export type Generator = z.infer<typeof Generator>;
export type ListGenerator = z.infer<typeof ListGenerator>;
export type ClustersGenerator = z.infer<typeof ClustersGenerator>;
export type GitGenerator = z.infer<typeof GitGenerator>;
export type MatrixGenerator = z.infer<typeof MatrixGenerator>;
