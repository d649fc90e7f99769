import { listBriefly } from '#core/model/text/list-briefly.ts';
import { findDuplicates, judgeTargets } from '#core/targeting/judge-targets.ts';
import type { ClusterFact } from '#core/generators/facts.ts';
import type { ExpandedSet } from './expand-sets.ts';

/** Whose set it is and the clusters there are, as far as the caller was told. */
export interface JudgementBasis {
  readonly tenant: string | undefined;
  readonly clusters: readonly ClusterFact[] | undefined;
}

/**
 * What the hub would refuse of a set: two Applications of one name, and projects that are not the tenant's. Without a tenant a
 * project is suspect when it is templated or when the Applications name several. With one, Applications that the hub would not
 * take are told as well.
 */
export function findWarnings({ set, expanded }: ExpandedSet, { tenant, clusters }: JudgementBasis): string[] {
  const prefix = (message: string) => `ApplicationSet ${set.name}: ${message}`;
  if (tenant === undefined) {
    const duplicates = findDuplicates(expanded).map(({ message }) => message);
    return [...duplicates, ...findForeignProjects({ set, expanded })].map(prefix);
  }
  const judged = judgeTargets({ tenant, spec: set.spec, expanded, clusters });
  const refusals = judged.ok ? judged.value.refused : judged.failure;
  return refusals.map(({ message }) => prefix(message));
}

function findForeignProjects({ set, expanded }: ExpandedSet): string[] {
  const { project } = set.spec.template.spec;
  if (typeof project === 'string' && project.includes('{{')) {
    return [
      `template.spec.project is templated (${project}), which the hub refuses; leave it out or write the tenant's name`,
    ];
  }
  const projects = new Set(
    expanded.flatMap(({ application }) => {
      const { project: own } = application.spec;
      return typeof own === 'string' && own !== '' ? [own] : [];
    }),
  );
  if (projects.size < 2) return [];
  const names = listBriefly([...projects].toSorted(), ', ');
  return [
    `its Applications name the projects ${names}; a set belongs to one tenant, and the hub refuses other projects`,
  ];
}
