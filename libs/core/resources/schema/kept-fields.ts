import { z } from 'zod';
import { parseJqPath } from '../../json-paths/parse-jq-path.ts';
import { parseJsonPointer } from '../../json-paths/parse-json-pointer.ts';
import type { Result } from '../../model/result.ts';

/** What a set leaves as people made it on its Applications: options of the comparison, not of the expansion. */

export const PreservedFields = z
  .strictObject({
    labels: z.array(z.string().min(1)).optional().describe('Names of labels.'),
    annotations: z.array(z.string().min(1)).optional().describe('Names of annotations.'),
  })
  .describe('Labels and annotations whose value on an existing Application wins over the template.');
export type PreservedFields = z.infer<typeof PreservedFields>;

/** A text that a parser takes; the issue is the parser's sentence. */
function parsedBy(parse: (text: string) => Result<unknown, string>) {
  return z.string().superRefine((text, context) => {
    const parsed = parse(text);
    if (!parsed.ok) context.addIssue({ code: 'custom', message: parsed.failure });
  });
}

export const IgnoredDifferences = z
  .strictObject({
    name: z.string().optional().describe('Name of one Application; every one of the set when absent.'),
    jsonPointers: z
      .array(parsedBy(parseJsonPointer))
      .optional()
      .describe('Places as JSON pointers: /spec/source/targetRevision.'),
    jqPathExpressions: z
      .array(parsedBy(parseJqPath))
      .optional()
      .describe('Places as jq has them: .spec.sources[] | select(.ref == "values") | .targetRevision.'),
  })
  .describe('Places in existing Applications that the set leaves as they are.');
export type IgnoredDifferences = z.infer<typeof IgnoredDifferences>;
