/** A semantic version. Numbers are 64 bits wide in Go, so bigint here. */
export interface Version {
  readonly major: bigint;
  readonly minor: bigint;
  readonly patch: bigint;
  readonly prerelease: string;
  readonly metadata: string;
  /** As it was written. */
  readonly original: string;
}

const identifiers = String.raw`[0-9A-Za-z-]+(?:\.[0-9A-Za-z-]+)*`;
const versionPattern = new RegExp(
  String.raw`^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?(?:-(${identifiers}))?(?:\+(${identifiers}))?$`,
);
/** Longer texts are no versions. Unit: characters. */
const longestText = 1000;
const largestNumber = 2n ** 64n - 1n;

/** Reads a version leniently: a leading `v`, missing numbers and leading zeros are fine. Undefined when it is none. */
export function parseVersion(text: string): Version | undefined {
  if (text.length > longestText) return undefined;
  const match = versionPattern.exec(text);
  if (match === null) return undefined;
  const [, major = '0', minor = '0', patch = '0', prerelease = '', metadata = ''] = match;
  const numbers = { major: BigInt(major), minor: BigInt(minor), patch: BigInt(patch) };
  const isTooLarge = Object.values(numbers).some((number) => number > largestNumber);
  const hasLeadingZero = prerelease.split('.').some((part) => /^0\d+$/.test(part));
  return isTooLarge || hasLeadingZero ? undefined : { ...numbers, prerelease, metadata, original: text };
}

/** The version without a leading `v`, all three numbers given. */
export function versionText({ major, minor, patch, prerelease, metadata }: Omit<Version, 'original'>): string {
  const tail = (prerelease === '' ? '' : `-${prerelease}`) + (metadata === '' ? '' : `+${metadata}`);
  return `${major}.${minor}.${patch}${tail}`;
}

/** Order of precedence (semver.org, item 11); metadata does not count. */
export function compareVersions(a: Version, b: Version): number {
  const byNumbers =
    compareNumbers(a.major, b.major) || compareNumbers(a.minor, b.minor) || compareNumbers(a.patch, b.patch);
  return byNumbers || comparePrereleases(a.prerelease, b.prerelease);
}

function compareNumbers(a: bigint, b: bigint): number {
  return a === b ? 0 : a < b ? -1 : 1;
}

/** A prerelease comes before its release. */
export function comparePrereleases(a: string, b: string): number {
  if (a === b) return 0;
  if (a === '' || b === '') return a === '' ? 1 : -1;
  const left = a.split('.');
  const right = b.split('.');
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const order = compareIdentifiers(left[at], right[at]);
    if (order !== 0) return order;
  }
  return 0;
}

/** Numbers before words, a missing identifier before any. */
function compareIdentifiers(a: string | undefined, b: string | undefined): number {
  if (a === b) return 0;
  if (a === undefined || b === undefined) return a === undefined ? -1 : 1;
  const isNumberA = /^\d+$/.test(a);
  const isNumberB = /^\d+$/.test(b);
  if (isNumberA && isNumberB) return compareNumbers(BigInt(a), BigInt(b));
  if (isNumberA || isNumberB) return isNumberA ? -1 : 1;
  return a < b ? -1 : 1;
}
