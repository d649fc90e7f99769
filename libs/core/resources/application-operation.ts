import { z } from 'zod';

/** What people ask of one Application, beside what git says. Top-level fields, since the spec belongs to the ApplicationSet (ADR 14). */

const Person = z.string().max(253).optional().describe('Who asked, as they call themselves; nobody has checked it.');

export const ChosenObject = z.object({
  group: z.string().max(253).optional().describe('API group; absent or empty for the core group.'),
  kind: z.string().min(1).max(63).describe('Kind of the object.'),
  namespace: z.string().max(63).optional().describe('Its namespace; any, when absent.'),
  name: z.string().min(1).max(253).describe('Name of the object.'),
});
export type ChosenObject = z.infer<typeof ChosenObject>;

const RequestedSync = z
  .object({
    prune: z.boolean().optional().describe('Delete what is gone from git, whatever the sync policy says.'),
    resources: z
      .array(ChosenObject)
      .min(1)
      .max(100)
      .optional()
      .describe('Only these objects; hooks do not run. All when absent.'),
  })
  .describe('Sync once, whether or not automatic sync is on.');

export const RequestedOperation = z
  .object({
    sync: RequestedSync.optional(),
    cancel: z.object({}).optional().describe('End the operation that runs or is tried again.'),
    username: Person,
    requestedAt: z.string().max(40).optional().describe('When it was asked for, RFC 3339.'),
  })
  .meta({
    description: 'What a person asks for; Nabe takes it away when it has been done.',
    'x-kubernetes-validations': [{ rule: 'has(self.sync) != has(self.cancel)', message: 'give either sync or cancel' }],
  });
export type RequestedOperation = z.infer<typeof RequestedOperation>;

export const Hold = z
  .object({
    commits: z
      .array(z.string().regex(/^[0-9a-f]{40,64}$/))
      .min(1)
      .max(20)
      .describe('Of each source, in their order: a full SHA of an earlier sync of this Application.'),
    username: Person,
    since: z.string().max(40).optional().describe('When it began, RFC 3339.'),
  })
  .describe('While present, these commits are synced, and newer ones are not.');
export type Hold = z.infer<typeof Hold>;
