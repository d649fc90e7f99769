import type { ApplicationSource } from '../resources/application-source.ts';
import { isVersionRange } from '../versions/highest-version.ts';
import { parseVersion, versionText } from '../versions/version.ts';

/** What is asked of a repository of packages. */
export interface PackageRevision {
  /** Undefined: the repository's address is an artifact by itself. */
  readonly chart: string | undefined;
  /** A version, a range of versions, a tag or `sha256:…`. */
  readonly wanted: string;
}

/** Of a chart whose version nobody gives, and of an artifact whose tag nobody gives. */
const anyVersion = '*';
const usualTag = 'latest';
/** What a source says that has no targetRevision. */
const unsaid = new Set(['', 'HEAD']);

const digestPattern = /^sha256:[0-9a-f]{64}$/;
/** A path in a registry, or a name in an index. */
const chartPattern = /^[A-Za-z0-9][A-Za-z0-9._-]*(?:\/[A-Za-z0-9][A-Za-z0-9._-]*)*$/;

export function isChartName(text: string): boolean {
  return chartPattern.test(text);
}

export function isDigest(text: string): boolean {
  return digestPattern.test(text);
}

/**
 * Whether one has to look among all versions for what is meant. Only a whole version of a chart is a tag by itself: `1.2` is a range
 * there, and `v1.2.0` may be written without its `v`. A tag of an artifact is taken as it is written.
 */
export function meansSeveral({ chart, wanted }: PackageRevision): boolean {
  if (isDigest(wanted)) return false;
  if (chart === undefined) return isVersionRange(wanted);
  const version = parseVersion(wanted);
  return version === undefined || versionText(version) !== wanted;
}

/** `CHART@VERSION`, in which the status of a Repository and whoever follows a chart name it. */
export function chartRevision(chart: string, version: string): string {
  return `${chart}@${unsaid.has(version) ? anyVersion : version}`;
}

/** What a source follows in a repository of packages, as one text. */
export function packageRevision({
  chart,
  targetRevision,
}: Pick<ApplicationSource, 'chart' | 'targetRevision'>): string {
  if (chart) return chartRevision(chart, targetRevision);
  return unsaid.has(targetRevision) ? usualTag : targetRevision;
}

/** Takes apart what {@link packageRevision} put together: neither a tag nor a digest holds an `@`. */
export function readPackageRevision(revision: string): PackageRevision {
  const at = revision.indexOf('@');
  if (at < 0) return { chart: undefined, wanted: revision };
  return { chart: revision.slice(0, at), wanted: revision.slice(at + 1) };
}
