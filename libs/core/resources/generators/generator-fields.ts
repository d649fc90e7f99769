import { z } from 'zod';
import type { JsonValue } from '../../model/json.ts';
import { TemplateSpec } from '../argo-application/template-spec.ts';
import { LabelSelector } from '../shared-fields.ts';

/** Fields that several generators share. Objects are strict: a field nobody reads would be a promise nobody keeps. */

export const FreeJson: z.ZodType<JsonValue> = z.json();

/** Texts that a generator adds to each of its parameter sets. */
export const Values = z.record(z.string(), z.string());

/** When to look at the outside world again. Unit: seconds. */
export const RequeueAfterSeconds = z.number().int();

/** As the shared LabelSelector, but strict: a misspelt `matchLabel` would otherwise select everything. */
export const Selector = z.strictObject({
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

/** A Secret of the tenant and the key in it that holds a token or password. */
export const SecretKeyRef = z.strictObject({ secretName: z.string().min(1), key: z.string().min(1) });
export type SecretKeyRef = z.infer<typeof SecretKeyRef>;

/** A ConfigMap and the key in it that holds certificates of authorities, as PEM. */
export const ConfigMapKeyRef = z.strictObject({ configMapName: z.string().min(1), key: z.string().min(1) });
export type ConfigMapKeyRef = z.infer<typeof ConfigMapKeyRef>;

export const BasicAuth = z.strictObject({ username: z.string().min(1), passwordRef: SecretKeyRef });

export const BearerToken = z.strictObject({ tokenRef: SecretKeyRef });

export const TemplateMetadata = z.strictObject({
  name: z.string().optional(),
  namespace: z.string().optional(),
  labels: z.record(z.string(), z.string()).optional(),
  annotations: z.record(z.string(), z.string()).optional(),
  finalizers: z.array(z.string()).optional(),
});

/** What a generator changes in the template of the set. Counts at the top only: on children it is ignored, as in Argo CD. */
export const GeneratorTemplate = z.strictObject({
  metadata: TemplateMetadata.default({}),
  spec: TemplateSpec.default({}),
});
export type GeneratorTemplate = z.infer<typeof GeneratorTemplate>;
