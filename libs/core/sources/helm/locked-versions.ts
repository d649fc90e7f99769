import { isJsonObject, type JsonValue } from '../../model/json.ts';
import { fail, type Result, succeed } from '../../model/result.ts';
import { findHighest } from '../../versions/highest-version.ts';

/** A dependency as Chart.yaml has it. */
interface RangedDependency {
  readonly name: string;
  readonly version: string;
  readonly repository: string;
}

/**
 * The version that a chart's lock file holds a dependency to, else the range itself. Fails with a sentence when the lock file does not
 * fit, as `helm dependency build` does: somebody has changed one file and not the other. `locked`: the `dependencies` of the lock file,
 * undefined without one.
 */
export function lockedVersion(
  { name, version, repository }: RangedDependency,
  locked: readonly JsonValue[] | undefined,
): Result<string, string> {
  if (locked === undefined) return succeed(version);
  const entry = locked.find(
    (one) => isJsonObject(one) && one['name'] === name && withoutSlash(one['repository']) === withoutSlash(repository),
  );
  const held = isJsonObject(entry) && typeof entry['version'] === 'string' ? entry['version'] : undefined;
  const fits = held !== undefined && (held === version || version === '' || findHighest(version, [held]).length > 0);
  if (fits) return succeed(held);
  return fail(
    `the lock file has no version of ${name} that fits ${version || 'any'}: run helm dependency update, and commit it`,
  );
}

function withoutSlash(address: JsonValue | undefined): string {
  return typeof address === 'string' ? address.replace(/\/+$/, '') : '';
}
