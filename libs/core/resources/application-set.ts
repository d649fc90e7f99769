import { z } from 'zod';
import { TemplateSpec } from './argo-application/template-spec.ts';
import { GeneratorTemplate, Selector, TemplateMetadata } from './generators/generator-fields.ts';
import {
  ClusterDecisionResourceGenerator,
  ClustersGenerator,
  GitGenerator,
  ListGenerator,
  PluginGenerator,
} from './generators/leaf-generators.ts';
import { PullRequestGenerator } from './generators/pull-request-generator.ts';
import { ScmProviderGenerator } from './generators/scm-provider-generator.ts';
import { IgnoredDifferences, PreservedFields } from './schema/kept-fields.ts';
import { NABE_API_VERSION, ObjectMeta } from './metadata.ts';
import { Conditions, ObservedGeneration } from './schema/shared-fields.ts';

/**
 * Argo CD's ApplicationSet as far as Nabe expands it. Objects are strict: a field nobody reads would be a promise nobody
 * keeps, so it is an error with its place in the file.
 */
export const Generator = z.strictObject({
  list: ListGenerator.optional().describe('One parameter set for each element written here.'),
  clusters: ClustersGenerator.optional().describe('One for each registered cluster that a selector matches.'),
  git: GitGenerator.optional().describe('One for each directory of a repository, or each object in its files.'),
  scmProvider: ScmProviderGenerator.optional().describe('One for each repository, or branch, on a code host.'),
  clusterDecisionResource: ClusterDecisionResourceGenerator.optional().describe(
    'One for each cluster that another controller has chosen in the status of a resource.',
  ),
  pullRequest: PullRequestGenerator.optional().describe('One for each open pull request of a repository.'),
  plugin: PluginGenerator.optional().describe('One for each object that an HTTP service of yours answers.'),
  get matrix() {
    return MatrixGenerator.optional().describe('One for each combination of the parameter sets of its children.');
  },
  get merge() {
    return MergeGenerator.optional().describe('One for each of its first child, overlaid by those of the others.');
  },
  selector: Selector.optional().describe(
    'Which parameter sets are kept, by their parameters: values.env, path.basename.',
  ),
});
z.globalRegistry.add(Generator, { id: 'Generator' });

const MatrixGenerator = z.strictObject({
  get generators(): z.ZodArray<typeof Generator> {
    return z
      .array(Generator)
      .min(1)
      .describe('Each names one generator; later ones may use parameters of earlier ones.');
  },
  template: GeneratorTemplate.optional(),
});

const MergeGenerator = z.strictObject({
  get generators(): z.ZodArray<typeof Generator> {
    return z.array(Generator).describe('At least two, each naming one generator; a later one wins.');
  },
  mergeKeys: z.array(z.string()).default([]).describe('Parameters by which sets belong together.'),
  template: GeneratorTemplate.optional(),
});

/**
 * Argo CD's Application template: every string in it, keys included, is a template of its own. The name may be left to the
 * templates of generators or to the patch.
 */
export const ApplicationTemplate = z.strictObject({
  metadata: TemplateMetadata.extend({
    name: z.string().default('').describe('Name of the Application; no two of a set may have the same.'),
  }).describe('Name, labels, annotations and finalizers.'),
  spec: TemplateSpec.describe('What goes where.'),
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
    templatePatch: z
      .string()
      .optional()
      .describe('One template that renders to YAML, laid over each filled Application by strategic merge.'),
    strictParameters: z
      .boolean()
      .optional()
      .describe('Without goTemplate: an unknown {{name}} fails the set instead of staying as written.'),
    applyNestedSelectors: z
      .boolean()
      .optional()
      .describe('Accepted and without meaning: selectors of nested generators always count.'),
    preservedFields: PreservedFields.optional(),
    ignoreApplicationDifferences: z
      .array(IgnoredDifferences)
      .optional()
      .describe('Places in existing Applications that the set leaves as they are.'),
    syncPolicy: SetSyncPolicy.default({}).describe('What the set may do to its Applications.'),
  })
  .superRefine(({ template, templatePatch, generators }, context) => {
    if (template.metadata.name !== '' || templatePatch !== undefined || generators.every(namesApplications)) return;
    const message = 'required: not every generator has a template that gives the name';
    context.addIssue({ code: 'custom', path: ['template', 'metadata', 'name'], message });
  })
  .describe("Argo CD's ApplicationSet, as far as this version expands it.");

function namesApplications({ selector: _selector, ...kinds }: Generator): boolean {
  return Object.values(kinds).every((options) => (options?.template?.metadata.name ?? '') !== '');
}

/** API versions that an ApplicationSet may be written with; they mean the same. */
export const APPLICATION_SET_API_VERSIONS = ['argoproj.io/v1alpha1', NABE_API_VERSION] as const;

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
export type MatrixGenerator = z.infer<typeof MatrixGenerator>;
export type MergeGenerator = z.infer<typeof MergeGenerator>;
