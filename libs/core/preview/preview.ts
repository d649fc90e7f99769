import { z } from 'zod';

/** One field, its values as short JSON; those of Secrets have names in their place. A side without the field is absent. */
const FieldPreview = z.object({
  path: z.string(),
  live: z.string().optional(),
  wanted: z.string().optional(),
  /** Who wants it so: the manifest in git, or defaults and admission of the cluster. */
  by: z.enum(['git', 'cluster']),
});
export type FieldPreview = z.infer<typeof FieldPreview>;

const StepPreview = z.object({
  group: z.string(),
  version: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  /** What a sync does; `keep` leaves the object although git says otherwise. */
  action: z.enum(['create', 'change', 'prune', 'hook', 'keep']),
  /** In one word, as the plan has it: new, changed, drifted, gone-from-git, self-heal-off… */
  reason: z.string(),
  phase: z.string().optional(),
  wave: z.number().int().optional(),
  fields: z.array(FieldPreview),
  /** Why the cluster would refuse it; known after a dry run there. */
  refusal: z.string().optional(),
});
export type StepPreview = z.infer<typeof StepPreview>;

/** What a sync would do now, in its order, and then what it would leave. Objects that need nothing are only counted in the summary. */
export const Preview = z.object({
  commit: z.string(),
  cluster: z.string(),
  summary: z.string(),
  steps: z.array(StepPreview),
  holds: z.array(z.string()),
});
export type Preview = z.infer<typeof Preview>;

/** What comes of the question; `blocked` with the sentence why nobody can tell, or why nothing would be done. */
export const PreviewAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('preview'), preview: Preview }),
  z.object({ kind: z.literal('blocked'), message: z.string() }),
]);
export type PreviewAnswer = z.infer<typeof PreviewAnswer>;
