import { comparePrereleases, compareVersions, parseVersion, type Version } from './version.ts';

/** One comparison, such as `>=1.2`. What was left out or is `x` counts as zero and is marked. */
interface Comparison {
  readonly operator: string;
  readonly version: Version;
  readonly isAnyMinor: boolean;
  readonly isAnyPatch: boolean;
  /** Is any of the three numbers left open? */
  readonly isOpen: boolean;
}

/** Clauses joined by `||`; all comparisons of one must hold. */
export type Constraint = readonly (readonly Comparison[])[];

const identifiers = String.raw`[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*`;
const number = String.raw`[0-9xX*]+`;
const versionSource = String.raw`v?(${number})(?:\.(${number}))?(?:\.(${number}))?(-${identifiers})?(?:\+${identifiers})?`;
const comparisonPattern = new RegExp(String.raw`(!=|>=|=>|<=|=<|~>|=|>|<|~|\^|)\s*${versionSource}`, 'y');
const rangePattern = new RegExp(String.raw`\s*(${versionSource})\s+-\s+(${versionSource})\s*`, 'g');

/** Longest constraint that is looked at. Unit: characters. */
const longestConstraint = 1000;

/** Reads a constraint in the syntax of Masterminds/semver. Answers the clause that is none as a text. */
export function parseConstraint(text: string): Constraint | string {
  if (text.length > longestConstraint) return `${text.slice(0, 20)}...`;
  // Groups 1 and 6 are the two ends; each version has four groups of its own.
  const withoutRanges = text.replace(rangePattern, (_, ...groups: string[]) => `>= ${groups[0]}, <= ${groups[5]} `);
  const clauses: Comparison[][] = [];
  for (const clause of withoutRanges.split('||')) {
    const comparisons = parseClause(clause.trim());
    if (comparisons === undefined) return clause;
    clauses.push(comparisons);
  }
  return clauses;
}

function parseClause(clause: string): Comparison[] | undefined {
  const comparisons: Comparison[] = [];
  const separator = /\s*,\s*|\s+/y;
  for (let at = 0; ; ) {
    comparisonPattern.lastIndex = at;
    const comparison = parseComparison(comparisonPattern.exec(clause));
    if (comparison === undefined) return undefined;
    comparisons.push(comparison);
    if (comparisonPattern.lastIndex === clause.length) return comparisons;
    separator.lastIndex = comparisonPattern.lastIndex;
    if (separator.exec(clause) === null) return undefined;
    at = separator.lastIndex;
  }
}

function isAny(part: string | undefined): boolean {
  return part === undefined || /^[xX*]$/.test(part);
}

function parseComparison(match: RegExpExecArray | null): Comparison | undefined {
  if (match === null) return undefined;
  const [, operator = '', major, minor, patch, prerelease = ''] = match;
  const isAnyMajor = isAny(major);
  const isAnyMinor = !isAnyMajor && isAny(minor);
  const isAnyPatch = !isAnyMajor && !isAnyMinor && isAny(patch);
  const numbers = [
    isAnyMajor ? '0' : major,
    isAnyMajor || isAnyMinor ? '0' : minor,
    isAny(patch) || isAnyMajor || isAnyMinor ? '0' : patch,
  ];
  const version = parseVersion(numbers.join('.') + prerelease);
  if (version === undefined) return undefined;
  return { operator, version, isAnyMinor, isAnyPatch, isOpen: isAnyMajor || isAnyMinor || isAnyPatch };
}

/** Does the version meet the constraint? Prereleases only meet clauses that name a prerelease themselves. */
export function meetsConstraint(version: Version, constraint: Constraint): boolean {
  return constraint.some((clause) => {
    const allowsPrerelease = clause.some((comparison) => comparison.version.prerelease !== '');
    if (version.prerelease !== '' && !allowsPrerelease) return false;
    return clause.every((comparison) => checks[comparison.operator]?.(version, comparison) ?? false);
  });
}

type Check = (version: Version, comparison: Comparison) => boolean;

const checks: Readonly<Record<string, Check>> = {
  '': isMatching,
  '=': isMatching,
  '!=': isDifferent,
  '>': isGreater,
  '<': (version, { version: wanted }) => compareVersions(version, wanted) < 0,
  '>=': (version, { version: wanted }) => compareVersions(version, wanted) >= 0,
  '=>': (version, { version: wanted }) => compareVersions(version, wanted) >= 0,
  '<=': isAtMost,
  '=<': isAtMost,
  '~': isWithinMinor,
  '~>': isWithinMinor,
  '^': isCompatible,
};

function isMatching(version: Version, comparison: Comparison): boolean {
  return comparison.isOpen ? isWithinMinor(version, comparison) : compareVersions(version, comparison.version) === 0;
}

function isDifferent(version: Version, { version: wanted, isOpen, isAnyMinor, isAnyPatch }: Comparison): boolean {
  if (!isOpen) return compareVersions(version, wanted) !== 0;
  if (version.major !== wanted.major) return true;
  if (isAnyMinor) return false;
  if (version.minor !== wanted.minor) return true;
  if (isAnyPatch) return comparePrereleases(version.prerelease, wanted.prerelease) !== 0;
  return compareVersions(version, wanted) !== 0;
}

function isGreater(version: Version, { version: wanted, isOpen, isAnyMinor, isAnyPatch }: Comparison): boolean {
  if (!isOpen) return compareVersions(version, wanted) > 0;
  if (version.major !== wanted.major) return version.major > wanted.major;
  if (isAnyMinor) return false;
  return isAnyPatch ? version.minor > wanted.minor : compareVersions(version, wanted) > 0;
}

function isAtMost(version: Version, { version: wanted, isOpen, isAnyMinor }: Comparison): boolean {
  if (!isOpen) return compareVersions(version, wanted) <= 0;
  if (version.major !== wanted.major) return version.major < wanted.major;
  return isAnyMinor || version.minor <= wanted.minor;
}

function isWithinMinor(version: Version, { version: wanted, isAnyMinor, isAnyPatch }: Comparison): boolean {
  if (compareVersions(version, wanted) < 0) return false;
  const isZero = wanted.major === 0n && wanted.minor === 0n && wanted.patch === 0n;
  if (isZero && !isAnyMinor && !isAnyPatch) return true;
  return version.major === wanted.major && (isAnyMinor || version.minor === wanted.minor);
}

/** Same leftmost number that is not zero. */
function isCompatible(version: Version, { version: wanted, isAnyMinor, isAnyPatch }: Comparison): boolean {
  if (compareVersions(version, wanted) < 0 || version.major !== wanted.major) return false;
  if (wanted.major > 0n || isAnyMinor) return true;
  if (version.minor !== wanted.minor) return false;
  return wanted.minor > 0n || isAnyPatch || version.patch === wanted.patch;
}
