import { describeIssue } from '#core/appset-files/describe-issue.ts';
import type { FileProblem } from '#core/appset-files/file-problem.ts';
import type { TextFile } from '#core/appset-files/parse-file.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { NABE_API_VERSION } from '#core/resources/metadata.ts';
import { Tenant } from '#core/resources/tenant.ts';
import { problemAt, readInputObjects } from './input-objects.ts';

/** The one Tenant of a file, beside whatever else is in it. Fails with every problem, and when there is none or more than one. */
export function readTenant(file: TextFile): Result<Tenant, FileProblem[]> {
  const objects = readInputObjects(file);
  if (!objects.ok) return objects;
  const tenants = objects.value.filter(
    ({ value }) => value['apiVersion'] === NABE_API_VERSION && value['kind'] === 'Tenant',
  );
  const [tenant, second] = tenants;
  if (tenant === undefined)
    return fail([{ file: file.path, line: 1, column: 1, message: 'there is no Tenant in this file' }]);
  if (second !== undefined) return fail([problemAt(second, ['metadata', 'name'], 'a second Tenant: give one')]);
  const parsed = Tenant.safeParse(tenant.value);
  if (parsed.success) return succeed(parsed.data);
  const mistakes = parsed.error.issues.flatMap((issue) => describeIssue(issue, Tenant, tenant.value));
  return fail(mistakes.map(({ path, message }) => problemAt(tenant, path, message)));
}
