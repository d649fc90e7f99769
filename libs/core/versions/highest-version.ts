import { meetsConstraint, parseConstraint } from './constraint.ts';
import { compareVersions, parseVersion } from './version.ts';

/**
 * True for what means any of several versions, such as `1.2.*`, `^1` or `>=1.0.0 <2`. A single version, also an incomplete one such
 * as `1.2`, is a name like any other. Rule: Argo CD, which asks Masterminds/semver in this order.
 */
export function isVersionRange(text: string): boolean {
  return parseVersion(text) === undefined && typeof parseConstraint(text) !== 'string';
}

/**
 * The names that are the highest version within the range, sorted; several where they differ only in how they are written (`v1.0.0`
 * and `1.0.0`). Names that are no versions do not count, nor do prereleases unless the range names one. Empty when none fits.
 */
export function findHighest(range: string, names: readonly string[]): string[] {
  const constraint = parseConstraint(range);
  if (typeof constraint === 'string') return [];
  const versions = names
    .flatMap((name) => parseVersion(name) ?? [])
    .filter((version) => meetsConstraint(version, constraint))
    .toSorted(compareVersions);
  const highest = versions.at(-1);
  if (highest === undefined) return [];
  return versions
    .filter((version) => compareVersions(version, highest) === 0)
    .map(({ original }) => original)
    .toSorted();
}
