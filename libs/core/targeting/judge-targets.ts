import type { ClusterFact } from '#core/generators/facts.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import type { ApplicationSetSpec } from '#core/resources/application-set.ts';
import type { Expanded } from './expand.ts';
import { JudgementMemory } from './expansion/judgement-memory.ts';
import {
  type RefusedApplication,
  type WantedApplication,
  clusterServers,
  judgeApplication,
} from './judge-application.ts';

/** Why the whole set is refused: nothing of it is created, updated or deleted until its author has acted. */
export interface SetRefusal {
  readonly kind: 'duplicate-name' | 'foreign-project' | 'templated-project';
  readonly message: string;
}

export interface JudgedTargets {
  /** In the order of expansion. */
  readonly wanted: readonly WantedApplication[];
  /** Those that are no valid Application. The others go on (law 9); an existing one of such a name is left as it is. */
  readonly refused: readonly RefusedApplication[];
}

export interface TargetsToJudge {
  readonly tenant: string;
  readonly spec: ApplicationSetSpec;
  readonly expanded: readonly Expanded[];
  /** The registered clusters; undefined while their list is not complete. */
  readonly clusters: readonly ClusterFact[] | undefined;
  /** Of the last time with the same tenant. */
  readonly memory?: JudgementMemory | undefined;
}

/**
 * The second step after the pure expansion: two Applications of one name or a project other than the tenant refuse the set
 * (Nabe's own rule, design §7); each remaining Application is brought to our own form.
 */
export function judgeTargets({
  tenant,
  spec,
  expanded,
  clusters,
  memory = new JudgementMemory(),
}: TargetsToJudge): Result<JudgedTargets, SetRefusal[]> {
  const ofTemplate = judgeProject(spec, tenant);
  const ofApplications = ofTemplate.length > 0 ? [] : findForeignProjects(expanded, tenant);
  const refusals = [...ofTemplate, ...ofApplications, ...findDuplicates(expanded)];
  if (refusals.length > 0) return fail(refusals);
  const servers = clusters && clusterServers(clusters);
  const wanted: WantedApplication[] = [];
  const refused: RefusedApplication[] = [];
  for (const target of expanded) {
    const known = memory.get(target.application, servers);
    const judged = known === undefined ? judgeApplication(target, tenant, servers) : succeed(known);
    if (judged.ok) {
      memory.set(target.application, judged.value, servers);
      wanted.push(judged.value);
    } else refused.push(judged.failure);
  }
  return succeed({ wanted, refused });
}

/** The project is read from the template, never from what it renders to: a parameter must not choose the tenant. */
function judgeProject({ template }: ApplicationSetSpec, tenant: string): SetRefusal[] {
  const project = template.spec.project ?? '';
  if (project === '' || project === tenant) return [];
  if (typeof project === 'string' && project.includes('{{')) {
    const message = `template.spec.project is templated (${project}); leave it out or write the tenant's name, ${tenant}`;
    return [{ kind: 'templated-project', message }];
  }
  const message = `template.spec.project is ${JSON.stringify(project)}, but this set belongs to tenant ${tenant}; leave it out or write ${tenant}`;
  return [{ kind: 'foreign-project', message }];
}

/** A generator's own template can name a project too; a patch cannot. */
function findForeignProjects(expanded: readonly Expanded[], tenant: string): SetRefusal[] {
  const foreign = expanded.filter(
    ({ application: { spec } }) => ![undefined, '', tenant].some((own) => own === spec.project),
  );
  if (foreign.length === 0) return [];
  const names = foreign.map(({ application, origin }) => `${application.metadata.name} (${origin})`);
  const message = `Application ${listBriefly(names, ', ')}: spec.project is not tenant ${tenant}; leave it out of the generator's template or write ${tenant}`;
  return [{ kind: 'foreign-project', message }];
}

export function findDuplicates(expanded: readonly Expanded[]): SetRefusal[] {
  const names = expanded.map(({ application }) => application.metadata.name);
  if (new Set(names).size === names.length) return [];
  const byName = Map.groupBy(expanded, ({ application }) => application.metadata.name);
  return [...byName]
    .filter(([, targets]) => targets.length > 1)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, targets]) => {
      const [first, second, ...more] = targets.map(({ origin }) => origin);
      const others = more.length > 0 ? ` and ${more.length} more` : '';
      const message = `Application ${name} is generated ${targets.length} times: from ${first}, from ${second}${others}; make template.metadata.name unique`;
      return { kind: 'duplicate-name' as const, message };
    });
}
