import { z } from 'zod';
import type { JsonObject } from '#core/model/json.ts';
import { type Health, type HealthCheck, health } from './health.ts';

export interface CheckDefinition<S extends z.ZodType> {
  /** API versions whose fields the schema describes. Absent: those of all versions. */
  readonly apiVersions?: readonly string[];
  /** The fields that the judgement looks at; all others are free. */
  readonly fields: S;
  readonly judge: (object: z.output<S>) => Health | undefined;
}

/** Makes the check of one kind. An object that cannot be read is Unknown and the message says which field is wrong. */
export function defineCheck<S extends z.ZodType>({ apiVersions, fields, judge }: CheckDefinition<S>): HealthCheck {
  return (object: JsonObject) => {
    if (apiVersions && !apiVersions.some((version) => version === object['apiVersion'])) {
      return health('Unknown', `there is a health check for ${apiVersions.join(', ')} only`);
    }
    const read = fields.safeParse(object);
    return read.success ? judge(read.data) : health('Unknown', `cannot read the object: ${describeIssue(read.error)}`);
  };
}

function describeIssue({ issues }: z.ZodError): string {
  const [issue] = issues;
  return issue ? `${issue.path.join('.')}: ${issue.message}` : 'not an object';
}

/** An object that may be left out or null, which then counts as empty. */
export function section<S extends z.ZodRawShape>(shape: S) {
  return z.preprocess((value) => value ?? {}, z.object(shape));
}

/** A list that may be left out or null, which then counts as empty. */
export function listOf<S extends z.ZodType>(item: S) {
  return z.preprocess((value) => value ?? [], z.array(item));
}

/** A whole number, 0 when left out: the API server leaves zeros out. */
export const count = z.preprocess((value) => value ?? 0, z.int());

/** A text, '' when left out. */
export const text = z.preprocess((value) => value ?? '', z.string());

/** The conditions of a status, in the order given. */
export const conditions = listOf(z.object({ type: text, status: text, reason: text, message: text }));
