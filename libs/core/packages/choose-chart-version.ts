import { findHighest } from '../versions/highest-version.ts';

/**
 * The version that a chart's `version` means among those there are; undefined when none fits. One that is written exactly so wins;
 * otherwise the highest of the range, prereleases only where the range names one; '' is any. Rule: Helm's index.
 */
export function chooseChartVersion(wanted: string, versions: readonly string[]): string | undefined {
  if (versions.includes(wanted)) return wanted;
  return findHighest(wanted === '' ? '*' : wanted, versions)[0];
}
