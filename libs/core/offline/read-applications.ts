import { describeIssue } from '#core/appset-files/describe-issue.ts';
import type { FileProblem } from '#core/appset-files/file-problem.ts';
import type { TextFile } from '#core/appset-files/parse-file.ts';
import { findRefusedFields, findRefusedSpec } from '#core/manifests/source/refused-fields.ts';
import { parseApiVersion } from '#core/model/objects/manifest.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { Application } from '#core/resources/application.ts';
import { NABE_GROUP, tenantOfNamespace } from '#core/resources/metadata.ts';
import { sourcesOf } from '#core/sources/application-sources.ts';
import { parseFieldText } from './locate-field.ts';
import { type InputObject, problemAt, readInputObjects } from './input-objects.ts';

/** An Application of a file, and where it stands. */
export interface ReadApplication {
  readonly application: Application;
  /** Its project, else the tenant whose namespace it names, else `default` as with Argo CD. */
  readonly tenant: string;
  /** A problem with one of its fields, such as `sources[1]`, below `spec`. */
  readonly problemWith: (field: string, message: string) => FileProblem;
}

/**
 * The Applications of a file, of Argo CD or of Nabe; other objects are left alone. Fails with every problem, fields that a worker
 * would not obey among them, and when there is no Application at all.
 */
export function readApplications(file: TextFile): Result<ReadApplication[], FileProblem[]> {
  const objects = readInputObjects(file);
  if (!objects.ok) return objects;
  const wanted = objects.value.filter(isApplication);
  if (wanted.length === 0)
    return fail([{ file: file.path, line: 1, column: 1, message: 'there is no Application in this file' }]);
  const outcomes = wanted.map(readOne);
  const problems = outcomes.flatMap((outcome) => (outcome.ok ? [] : outcome.failure));
  if (problems.length > 0) return fail(problems);
  return succeed(outcomes.flatMap((outcome) => (outcome.ok ? [outcome.value] : [])));
}

function isApplication({ value: { apiVersion, kind } }: InputObject): boolean {
  if (kind !== 'Application' || typeof apiVersion !== 'string') return false;
  return ['argoproj.io', NABE_GROUP].includes(parseApiVersion(apiVersion).group);
}

function readOne(object: InputObject): Result<ReadApplication, FileProblem[]> {
  const { status: _, ...written } = object.value;
  const parsed = Application.safeParse(written);
  if (!parsed.success) {
    const mistakes = parsed.error.issues.flatMap((issue) => describeIssue(issue, Application, written));
    return fail(mistakes.map(({ path, message }) => problemAt(object, path, message)));
  }
  const problemWith = (field: string, message: string) =>
    problemAt(object, ['spec', ...parseFieldText(field)], message);
  const { metadata, spec } = parsed.data;
  const refusedSpec = findRefusedSpec(spec);
  const refused = [
    ...(refusedSpec === undefined ? [] : [problemAt(object, ['spec'], refusedSpec)]),
    ...sourcesOf(spec).flatMap(({ source, field }) => {
      const message = findRefusedFields(source);
      return message === undefined ? [] : [problemWith(field, message)];
    }),
  ];
  if (refused.length > 0) return fail(refused);
  const tenant = spec.project || tenantOfNamespace(metadata.namespace) || 'default';
  return succeed({ application: parsed.data, tenant, problemWith });
}
