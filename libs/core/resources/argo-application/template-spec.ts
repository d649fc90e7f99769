import { z } from 'zod';
import type { JsonValue } from '../../model/json.ts';
import { specFields } from './application-type.ts';
import { fieldsSchema } from './field-type-schema.ts';
import { findMisfits } from './find-misfits.ts';

const FreeJson: z.ZodType<JsonValue> = z.json();

/**
 * The spec of an Application's template: free JSON, of which each known field holds what Argo CD's type of it can. Text is templated;
 * a switch or a number cannot be, so a template in its place is told here and not on every cluster.
 */
export const TemplateSpec = z
  .record(z.string(), FreeJson)
  .superRefine((spec, context) => {
    for (const { path, message } of findMisfits(spec, { kind: 'object', fields: specFields })) {
      const advice = message.includes('{{') ? '; only text can be templated, use templatePatch for it' : '';
      context.addIssue({ code: 'custom', path: [...path], message: `${message}${advice}` });
    }
  })
  .register(z.globalRegistry, { id: 'TemplateSpec', type: 'object', ...fieldsSchema(specFields) });
