import { type DifferenceRule, readDifferenceRules } from '../ignored-differences/ignored-places.ts';
import { type Result, succeed } from '../model/result.ts';
import type { ApplicationSpec } from '../resources/application.ts';
import { readApplicationOptions, type SyncOptions } from '../sync-options/read-options.ts';

/** What an Application says about how all its objects are applied. */
export interface ApplySettings {
  readonly options: SyncOptions;
  readonly differences: readonly DifferenceRule[];
}

/** The failure names the field that cannot be read. */
export function readApplySettings(spec: ApplicationSpec): Result<ApplySettings, string> {
  const differences = readDifferenceRules(spec);
  if (!differences.ok) return differences;
  return succeed({ options: readApplicationOptions(spec).options, differences: differences.value });
}
