import { z } from 'zod';
import type { JsonValue } from '../../model/json.ts';
import { metadataFields } from '../argo-application/application-type.ts';
import { TemplateSpec } from '../argo-application/template-spec.ts';

/** Fields that several generators share. Objects are strict: a field nobody reads would be a promise nobody keeps. */

export const FreeJson: z.ZodType<JsonValue> = z.json();

/** Texts that a generator adds to each of its parameter sets. */
export const Values = z.record(z.string(), z.string()).describe('More parameters, as values.NAME. Each is a template.');

/** When to look at the outside world again. Unit: seconds. */
export const RequeueAfterSeconds = z.number().int().describe('When to ask the outside world again. Unit: seconds.');

/** As the shared LabelSelector, but strict: a misspelt `matchLabel` would otherwise select everything. */
export const Selector = z
  .strictObject({
    matchLabels: z.record(z.string(), z.string()).optional().describe('Names and the values they must have.'),
    matchExpressions: z
      .array(
        z.strictObject({
          key: z.string().describe('The name to look at.'),
          operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']).describe('How it relates to the values.'),
          values: z.array(z.string()).optional().describe('For In and NotIn only.'),
        }),
      )
      .optional()
      .describe('Further requirements; all must hold.'),
  })
  .register(z.globalRegistry, { id: 'Selector' });

/** A Secret of the tenant and the key in it that holds a token or password. */
export const SecretKeyRef = z
  .strictObject({
    secretName: z.string().min(1).describe("Name of a Secret in the tenant's namespace."),
    key: z.string().min(1).describe('Key in the Secret.'),
  })
  .register(z.globalRegistry, { id: 'SecretKeyRef' });
export type SecretKeyRef = z.infer<typeof SecretKeyRef>;

/** A ConfigMap and the key in it that holds certificates of authorities, as PEM. */
export const ConfigMapKeyRef = z
  .strictObject({
    configMapName: z.string().min(1).describe('Name of the ConfigMap.'),
    key: z.string().min(1).describe('Key in the ConfigMap.'),
  })
  .register(z.globalRegistry, { id: 'ConfigMapKeyRef' });
export type ConfigMapKeyRef = z.infer<typeof ConfigMapKeyRef>;

export const BasicAuth = z
  .strictObject({
    username: z.string().min(1).describe('Name of the user.'),
    passwordRef: SecretKeyRef.describe('The password, or a token in its place.'),
  })
  .describe('Asks as a user with a password.');

export const BearerToken = z
  .strictObject({ tokenRef: SecretKeyRef.describe('The token.') })
  .describe('Asks with a token.');

function describeMetadata(field: string): string {
  return metadataFields.get(field)?.description ?? '';
}

export const TemplateMetadata = z.strictObject({
  name: z.string().optional().describe(describeMetadata('name')),
  namespace: z.string().optional().describe(describeMetadata('namespace')),
  labels: z.record(z.string(), z.string()).optional().describe(describeMetadata('labels')),
  annotations: z.record(z.string(), z.string()).optional().describe(describeMetadata('annotations')),
  finalizers: z.array(z.string()).optional().describe(describeMetadata('finalizers')),
});

/** What a generator changes in the template of the set. Counts at the top only: on children it is ignored, as in Argo CD. */
export const GeneratorTemplate = z
  .strictObject({
    metadata: TemplateMetadata.default({}).describe('Name, labels, annotations and finalizers.'),
    spec: TemplateSpec.default({}).describe('What goes where.'),
  })
  .register(z.globalRegistry, {
    id: 'GeneratorTemplate',
    description:
      'Laid over the template of the set for the parameter sets of this generator; on a child it is ignored.',
  });
export type GeneratorTemplate = z.infer<typeof GeneratorTemplate>;
