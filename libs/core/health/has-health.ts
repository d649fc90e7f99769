import { familyChecks } from './family-checks.ts';
import { healthChecks } from './health-checks.ts';

/** Whether the status of a kind decides about health, so that its objects have to be seen in full. */
export function hasHealth({ group, kind }: { readonly group: string; readonly kind: string }): boolean {
  return healthChecks.has(`${group}/${kind}`) || familyChecks.find({ group, kind }) !== undefined;
}
