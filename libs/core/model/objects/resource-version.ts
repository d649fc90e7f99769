/** Stands for the version after a write that nobody knows: nothing is known to be as new. */
export const UNKNOWN_VERSION = 'unknown';

/**
 * Whether a version of an object is as new as another one of the same kind. Versions are whole numbers that grow, a promise of Kubernetes
 * since 1.35 (KEP-5504); of any other text nobody can tell, and then it is not.
 */
export function isAtLeast(version: string, other: string): boolean {
  if (!isComparable(version) || !isComparable(other)) return false;
  return version.length === other.length ? version >= other : version.length > other.length;
}

/** Whether others can be compared with it. Without leading zeros, so that more digits are a larger number. */
export function isComparable(version: string): boolean {
  return /^(0|[1-9][0-9]*)$/.test(version);
}
