import { z } from 'zod';
import { FreeJson, GeneratorTemplate, RequeueAfterSeconds, Selector, Values } from './generator-fields.ts';

export const ListGenerator = z.strictObject({
  elements: z.array(z.record(z.string(), FreeJson)).default([]).describe('Parameter sets as they are.'),
  elementsYaml: z
    .string()
    .optional()
    .describe('More of them, as YAML or JSON in a text; may be a template in a matrix.'),
  template: GeneratorTemplate.optional(),
});

export const ClustersGenerator = z.strictObject({
  selector: Selector.optional().describe('Labels of the clusters; every registered cluster when absent.'),
  values: Values.optional(),
  flatList: z.boolean().optional().describe('One parameter set with all clusters in the list `clusters`.'),
  template: GeneratorTemplate.optional(),
});

const PathPattern = z.strictObject({
  path: z.string().describe('Pattern for paths within the repository.'),
  exclude: z.boolean().optional().describe('Whether what matches is left out.'),
});

export const GitGenerator = z.strictObject({
  repoURL: z.string().min(1).describe('Address of a registered Repository.'),
  revision: z.string().default('HEAD').describe('Branch, tag or full commit.'),
  directories: z.array(PathPattern).optional().describe('One parameter set for each directory that matches.'),
  files: z.array(PathPattern).optional().describe('One parameter set for each object in the files that match.'),
  requeueAfterSeconds: RequeueAfterSeconds.optional(),
  pathParamPrefix: z.string().optional().describe('PREFIX.path instead of path, for a second git generator.'),
  values: Values.optional(),
  template: GeneratorTemplate.optional(),
});

export const ClusterDecisionResourceGenerator = z.strictObject({
  configMapRef: z.string().min(1).describe('ConfigMap that names the kind and where its status lists clusters.'),
  name: z.string().optional().describe('Name of the decision resource; instead of labelSelector.'),
  labelSelector: Selector.optional().describe('Labels of the decision resources; instead of name.'),
  requeueAfterSeconds: RequeueAfterSeconds.optional(),
  values: Values.optional(),
  template: GeneratorTemplate.optional(),
});

export const PluginGenerator = z.strictObject({
  configMapRef: z
    .strictObject({ name: z.string().min(1).describe('Name of the ConfigMap.') })
    .describe("ConfigMap that holds the plugin's address and names its token."),
  input: z
    .strictObject({ parameters: z.record(z.string(), FreeJson).optional().describe('What the plugin is asked.') })
    .optional()
    .describe('What is sent to the plugin.'),
  requeueAfterSeconds: RequeueAfterSeconds.optional(),
  values: Values.optional(),
  template: GeneratorTemplate.optional(),
});

export type ListGenerator = z.infer<typeof ListGenerator>;
export type ClustersGenerator = z.infer<typeof ClustersGenerator>;
export type GitGenerator = z.infer<typeof GitGenerator>;
export type ClusterDecisionResourceGenerator = z.infer<typeof ClusterDecisionResourceGenerator>;
export type PluginGenerator = z.infer<typeof PluginGenerator>;
