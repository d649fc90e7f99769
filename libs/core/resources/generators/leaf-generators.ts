import { z } from 'zod';
import { FreeJson, GeneratorTemplate, RequeueAfterSeconds, Selector, Values } from './generator-fields.ts';

export const ListGenerator = z.strictObject({
  elements: z.array(z.record(z.string(), FreeJson)).default([]),
  elementsYaml: z.string().optional(),
  template: GeneratorTemplate.optional(),
});

export const ClustersGenerator = z.strictObject({
  selector: Selector.optional(),
  values: Values.optional(),
  flatList: z.boolean().optional(),
  template: GeneratorTemplate.optional(),
});

const PathPattern = z.strictObject({ path: z.string(), exclude: z.boolean().optional() });

export const GitGenerator = z.strictObject({
  repoURL: z.string().min(1),
  revision: z.string().default('HEAD'),
  directories: z.array(PathPattern).optional(),
  files: z.array(PathPattern).optional(),
  requeueAfterSeconds: RequeueAfterSeconds.optional(),
  pathParamPrefix: z.string().optional(),
  values: Values.optional(),
  template: GeneratorTemplate.optional(),
});

export const ClusterDecisionResourceGenerator = z.strictObject({
  configMapRef: z.string().min(1),
  name: z.string().optional(),
  labelSelector: Selector.optional(),
  requeueAfterSeconds: RequeueAfterSeconds.optional(),
  values: Values.optional(),
  template: GeneratorTemplate.optional(),
});

export const PluginGenerator = z.strictObject({
  configMapRef: z.strictObject({ name: z.string().min(1) }),
  input: z.strictObject({ parameters: z.record(z.string(), FreeJson).optional() }).optional(),
  requeueAfterSeconds: RequeueAfterSeconds.optional(),
  values: Values.optional(),
  template: GeneratorTemplate.optional(),
});

export type ListGenerator = z.infer<typeof ListGenerator>;
export type ClustersGenerator = z.infer<typeof ClustersGenerator>;
export type GitGenerator = z.infer<typeof GitGenerator>;
export type ClusterDecisionResourceGenerator = z.infer<typeof ClusterDecisionResourceGenerator>;
export type PluginGenerator = z.infer<typeof PluginGenerator>;
