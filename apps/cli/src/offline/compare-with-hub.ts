import type { JsonObject } from '#core/model/json.ts';
import { type ApplicationsDiff, diffApplications } from '#core/offline/diff-applications.ts';
import type { WantedApplication } from '#core/targeting/judge-application.ts';
import { judgeTargets } from '#core/targeting/judge-targets.ts';
import type { ApiClient } from '../api/client.ts';
import { CliFailure } from '../cli-failure.ts';
import { textAt } from '../output/collections.ts';
import type { ExpandedFile } from './expand-file.ts';

/**
 * What the hub would do to the Applications of the file's sets. The hub shows where an Application goes and what it is made
 * of; those fields are compared.
 */
export async function compareWithHub(
  client: ApiClient,
  file: ExpandedFile,
  tenant: string | undefined,
): Promise<ApplicationsDiff> {
  const names = new Set(file.sets.map(({ set }) => set.name));
  const { items, unreadable } = await client.list('applications', { tenant });
  if (unreadable.length > 0) throw new CliFailure('the hub cannot read all of its Applications: nothing is compared');
  const running = items.filter((item) => names.has(textAt(item, 'applicationSet')));
  const owner = tenant ?? ownerOf(running);
  return diffApplications(
    new Map(running.map((item) => [textAt(item, 'name'), runningFields(item)])),
    new Map(wantedBy(file, owner).map((wanted) => [wanted.name, wantedFields(wanted)])),
  );
}

function ownerOf(running: readonly JsonObject[]): string {
  const [tenant, ...others] = new Set(running.map((item) => textAt(item, 'tenant')));
  if (tenant !== undefined && others.length === 0) return tenant;
  const reason = tenant === undefined ? 'no tenant has Applications of this set' : 'several tenants have such a set';
  throw new CliFailure(`${reason}: say whose it is with --tenant NAME`, 2);
}

function wantedBy({ sets, facts }: ExpandedFile, tenant: string): WantedApplication[] {
  const clusters = facts.clusters.complete ? facts.clusters.value : undefined;
  return sets.flatMap(({ set, expanded }) => {
    const judged = judgeTargets({ tenant, spec: set.spec, expanded, clusters });
    const refusals = judged.ok ? judged.value.refused : judged.failure;
    if (!judged.ok || refusals.length > 0) {
      const details = refusals.map(({ message }) => message);
      throw new CliFailure(`the hub would refuse ApplicationSet ${set.name}: correct what is listed above`, 1, details);
    }
    return [...judged.value.wanted];
  });
}

function wantedFields({ spec: { destination, source } }: WantedApplication): JsonObject {
  return comparedFields({
    cluster: destination.name || destination.server || '',
    namespace: destination.namespace,
    repoURL: source?.repoURL ?? '',
    path: source?.path ?? '',
    targetRevision: source?.targetRevision ?? '',
  });
}

function runningFields(item: JsonObject): JsonObject {
  return comparedFields({
    cluster: textAt(item, 'cluster'),
    namespace: textAt(item, 'destinationNamespace'),
    repoURL: textAt(item, 'repository'),
    path: textAt(item, 'path'),
    targetRevision: textAt(item, 'revision'),
  });
}

interface ComparedFields {
  readonly cluster: string;
  readonly namespace: string;
  readonly repoURL: string;
  readonly path: string;
  readonly targetRevision: string;
}

/** Named as in the file; the cluster stands for both ways of naming a destination. */
function comparedFields({ cluster, namespace, ...source }: ComparedFields): JsonObject {
  return { spec: { destination: { cluster, namespace }, source } };
}
