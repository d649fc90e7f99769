import { z } from 'zod';
import { fieldText } from '#core/model/field-text.ts';
import { isJsonObject } from '#core/model/json.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import { ApplicationSetSpec } from '#core/resources/application-set.ts';
import { DnsName } from '#core/resources/shared-fields.ts';
import type { FileProblem } from './file-problem.ts';
import { nearestName } from './nearest-name.ts';
import type { ParsedDocument } from './parse-file.ts';
import { fieldsAt } from './schema-fields.ts';

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

const texts = z.record(z.string(), z.string()).default({});

/** The name becomes a label value, which is why it is shorter than Kubernetes asks. */
const SetDocument = z.strictObject({
  apiVersion: z.string(),
  kind: z.literal('ApplicationSet'),
  metadata: z.looseObject({
    name: DnsName.max(63),
    namespace: z.string().optional(),
    labels: texts,
    annotations: texts,
  }),
  spec: ApplicationSetSpec,
  status: z.unknown().optional(),
});

/** Reads one document of kind ApplicationSet. Fails with every problem of it. */
export function readDocument(document: ParsedDocument, file: string): Result<ReadAppSet, DocumentFailure> {
  const parsed = SetDocument.safeParse(document.value);
  if (!parsed.success) {
    const problems = parsed.error.issues.flatMap((issue) => describeIssue(issue, document, file));
    return fail({ name: nameOf(document.value), problems });
  }
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

function describeIssue(issue: z.core.$ZodIssue, { value, locate }: ParsedDocument, file: string): FileProblem[] {
  const at = (path: readonly PropertyKey[], message: string) => ({
    file,
    ...locate(path),
    field: fieldText(path),
    message,
  });
  if (issue.code === 'unrecognized_keys') {
    const known = fieldsAt(SetDocument, issue.path);
    return issue.keys.map((key) => at([...issue.path, key], unknownField(key, known)));
  }
  if (issue.code === 'invalid_type' && valueAt(value, issue.path) === undefined) {
    return [at(issue.path, `required, ${issue.expected} expected`)];
  }
  return [at(issue.path, issue.message)];
}

function unknownField(key: string, known: readonly string[]): string {
  const meant = nearestName(key, known);
  if (meant !== undefined) return `unknown field; did you mean "${meant}"?`;
  return known.length === 0 ? 'unknown field' : `unknown field; this version reads ${known.join(', ')}`;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inner, part) => {
    if (Array.isArray(inner)) return typeof part === 'number' ? inner[part] : undefined;
    return isJsonObject(inner) && Object.hasOwn(inner, part) ? inner[String(part)] : undefined;
  }, value);
}
