import { z } from 'zod';
import { fieldText } from '#core/model/text/field-text.ts';
import { isJsonObject } from '#core/model/json.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import { APPLICATION_SET_API_VERSIONS, ApplicationSetSpec } from '#core/resources/application-set.ts';
import { writtenMetadata } from '#core/resources/metadata.ts';
import { type FieldMistake, describeIssue } from './describe-issue.ts';
import type { FileProblem } from './file-problem.ts';
import type { ParsedDocument } from './parse-file.ts';
import { findTemplateMistakes } from './templates/find-template-mistakes.ts';

/** A sound ApplicationSet, and where it stands. */
export interface ReadAppSet {
  readonly name: string;
  /** As written. Only offline commands look at it: on the hub the tenant's namespace counts. */
  readonly namespace?: string | undefined;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly spec: ApplicationSetSpec;
  readonly file: string;
  /** Line of the document's first field. */
  readonly line: number;
}

export interface DocumentFailure {
  /** Undefined when the document does not tell which set it is. */
  readonly name?: string | undefined;
  readonly problems: readonly FileProblem[];
}

/** The name becomes a label value, which is why it is shorter than Kubernetes asks. */
export const SetDocument = z.strictObject({
  apiVersion: z.enum(APPLICATION_SET_API_VERSIONS).describe("Argo CD's or our own; they mean the same."),
  kind: z.literal('ApplicationSet').describe('ApplicationSet'),
  metadata: writtenMetadata(63),
  spec: ApplicationSetSpec,
  status: z.unknown().optional().describe('Written by the hub; leave it out.'),
});

/** Reads one document of kind ApplicationSet. Fails with every problem of it. */
export function readDocument(document: ParsedDocument, file: string): Result<ReadAppSet, DocumentFailure> {
  const parsed = SetDocument.safeParse(document.value);
  const issues = parsed.error?.issues ?? [];
  const mistakes = [
    ...issues.flatMap((issue) => describeIssue(issue, SetDocument, document.value)),
    ...findMistakesBeyondSchema(document.value),
  ];
  const problems = mistakes.map(({ path, message }) => ({
    file,
    ...document.locate(path),
    field: fieldText(path),
    message,
  }));
  if (!parsed.success || problems.length > 0) return fail({ name: nameOf(document.value), problems });
  const { metadata, spec } = parsed.data;
  const { name, namespace, labels, annotations } = metadata;
  return succeed({ name, namespace, labels, annotations, spec, file, line: document.locate([]).line });
}

/** The name a document gives itself, whatever else is wrong with it. */
export function nameOf(value: unknown): string | undefined {
  const metadata = isJsonObject(value) ? value.metadata : undefined;
  const name = isJsonObject(metadata) ? metadata.name : undefined;
  return typeof name === 'string' && name !== '' ? name : undefined;
}

function findMistakesBeyondSchema(value: unknown): FieldMistake[] {
  const spec = isJsonObject(value) ? value.spec : undefined;
  const mistakes = findTemplateMistakes(isJsonObject(spec) ? spec : {});
  return mistakes.map(({ path, message }) => ({ path: ['spec', ...path], message }));
}
