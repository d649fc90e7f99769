import { z } from 'zod';
import { HealthStatus } from '#core/resources/application.ts';

const Expression = z.string().min(1).max(4000);

const Judgement = z.strictObject({
  status: HealthStatus.describe('The health when this case holds.'),
  message: z.string().max(500).optional().describe('What to say; also said when messageExpression gives nothing.'),
  messageExpression: Expression.optional().describe('CEL that gives the message, a string.'),
});

/**
 * How to judge the objects of some kinds, as data: the first case whose `when` holds decides, else `otherwise`; without it the object
 * is not judged. An expression that fails, by reading a field that is not there for example, makes the object Unknown and says so.
 */
export const HealthRule = z.strictObject({
  kinds: z
    .array(z.string().regex(/^[^/]*\/[^/]+$/, 'is not of the form group/Kind'))
    .min(1)
    .max(50)
    .describe("group/Kind; '*' for a part of the group or for the whole kind. An exact entry goes before a pattern."),
  use: z
    .literal('kstatus')
    .optional()
    .describe(
      'Judge by the standard conditions (Reconciling, Stalled, Ready) and the observed generation, as kstatus reads them.',
    ),
  let: z
    .record(z.string().regex(/^[a-z][A-Za-z0-9]*$/, 'is no name'), Expression)
    .default({})
    .describe('CEL values by name, usable in those below and in the cases.'),
  cases: z
    .array(Judgement.extend({ when: Expression.describe('CEL that is true or false.') }))
    .max(50)
    .default([])
    .describe('The first whose when holds decides.'),
  otherwise: Judgement.optional().describe('The judgement when no case holds; without it there is none.'),
});
export type HealthRule = z.input<typeof HealthRule>;
export type Judgement = z.output<typeof Judgement>;

/** A rule that somebody brings: ours, or a Lua script as Argo CD's `resource.customizations.health` holds it. */
export const OwnHealthRule = HealthRule.extend({
  lua: z
    .string()
    .min(1)
    .max(20_000)
    .optional()
    .describe("Lua in Argo CD's form: reads the global obj, returns a table with status and message."),
});
export type OwnHealthRule = z.input<typeof OwnHealthRule>;
