import { healthChecks } from './health-checks.ts';

/** Kinds whose status decides about health, so that they have to be watched in full; sorted by group and kind. */
export const kindsWithHealth: readonly { readonly group: string; readonly kind: string }[] = [...healthChecks.keys()]
  .toSorted()
  .map((id) => {
    const slash = id.indexOf('/');
    return { group: id.slice(0, slash), kind: id.slice(slash + 1) };
  });
