import { z } from 'zod';
import { type PageKey, parseCursor } from '#core/reads/page.ts';
import { HealthStatus, SyncStatus } from '#core/resources/application.ts';
import { badRequest } from './problem.ts';

const DEFAULT_LIMIT = 500;
const MAXIMUM_LIMIT = 1000;

const Limit = z
  .string()
  .regex(/^[0-9]{1,4}$/, 'has to be a whole number')
  .transform(Number)
  .refine((limit) => limit >= 1 && limit <= MAXIMUM_LIMIT, `has to be from 1 to ${MAXIMUM_LIMIT}`)
  .default(DEFAULT_LIMIT);

const Cursor = z.string().transform((text, context): PageKey => {
  const key = parseCursor(text);
  if (key !== undefined) return key;
  context.addIssue('has to be the `next` of an earlier answer');
  return z.NEVER;
});

/** Parameters of every list. `name` filters by a part of the name. */
export const ListQuery = z.strictObject({ limit: Limit, cursor: Cursor.optional(), name: z.string().optional() });
export type ListQuery = z.infer<typeof ListQuery>;

/** Lists of what tenants own. */
export const TenantListQuery = ListQuery.extend({ tenant: z.string().optional() });

export const ApplicationListQuery = TenantListQuery.extend({
  cluster: z.string().optional(),
  sync: SyncStatus.optional(),
  health: HealthStatus.optional(),
});
export type ApplicationListQuery = z.infer<typeof ApplicationListQuery>;

/** Parses the query of a request; every wrong parameter is named at once, and so is one that does not exist. */
export function parseQuery<T extends z.ZodObject>(schema: T, query: unknown): z.infer<T> {
  const parsed = schema.safeParse(query);
  if (parsed.success) return parsed.data;
  throw badRequest(
    `Wrong query parameters: ${parsed.error.issues.map((issue) => describeIssue(issue, schema)).join('; ')}.`,
  );
}

function describeIssue(issue: z.core.$ZodIssue, schema: z.ZodObject): string {
  if (issue.code !== 'unrecognized_keys') return `${issue.path.join('.')}: ${issue.message}`;
  const known = Object.keys(schema.shape).toSorted().join(', ');
  return `${[...issue.keys].toSorted().join(', ')}: no such parameter (there are ${known})`;
}
