import type { AppProject } from '#core/app-projects/app-project.ts';
import { isKnownClusterScoped } from '#core/app-projects/cluster-scoped-kinds.ts';
import { isDestinationPermitted, isResourcePermitted, isSourcePermitted } from '#core/app-projects/judge-project.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';

/** What `nabe project check` is asked: one of the three. */
export interface ProjectQuestion {
  readonly source?: string | undefined;
  /** `SERVER/NAMESPACE`; a cluster's name may stand for its address. */
  readonly destination?: string | undefined;
  /** `GROUP/KIND` or `GROUP/KIND/NAME`; the core group is ''. */
  readonly resource?: string | undefined;
  /** Of the resource: it lives outside namespaces. Known of itself for Kubernetes' own kinds. */
  readonly clusterScoped?: boolean | undefined;
}

export interface ProjectAnswer {
  readonly allowed: boolean;
  /** A sentence. */
  readonly message: string;
}

/** Judges one question by a project as Argo CD does. Fails with a sentence on how a question is put. */
export function askProject(project: AppProject, question: ProjectQuestion): Result<ProjectAnswer, string> {
  const { source, destination, resource } = question;
  const given = [source, destination, resource].filter((part) => part !== undefined);
  if (given.length !== 1) return fail('give one of --source, --destination and --resource');
  if (source !== undefined) return succeed(answer(project, isSourcePermitted(project, source), `source ${source}`));
  return destination === undefined ? askResource(project, question) : askDestination(project, destination);
}

function askDestination(project: AppProject, destination: string): Result<ProjectAnswer, string> {
  const slash = destination.lastIndexOf('/');
  const [place, namespace] = [destination.slice(0, Math.max(slash, 0)), destination.slice(slash + 1)];
  if (place === '' || place.endsWith(':/'))
    return fail(`--destination is SERVER/NAMESPACE, such as https://10.0.0.1:6443/shop, not ${destination}`);
  const cluster = place.includes('://') ? { server: place, name: '' } : { server: '', name: place };
  const allowed = isDestinationPermitted(project, cluster, namespace);
  return succeed(answer(project, allowed, `destination namespace ${JSON.stringify(namespace)} on ${place}`));
}

function askResource(
  project: AppProject,
  { resource = '', clusterScoped }: ProjectQuestion,
): Result<ProjectAnswer, string> {
  const [group = '', kind = '', ...rest] = resource.split('/');
  if (kind === '')
    return fail(`--resource is GROUP/KIND or GROUP/KIND/NAME, such as apps/Deployment or /ConfigMap, not ${resource}`);
  const name = rest.join('/');
  const namespaced = !(clusterScoped ?? isKnownClusterScoped({ group, kind }));
  const allowed = isResourcePermitted(project, { group, kind, name, namespaced });
  const scope = namespaced ? 'namespaced' : 'cluster-scoped';
  return succeed(answer(project, allowed, `${scope} resource ${resource}`));
}

function answer({ metadata }: AppProject, allowed: boolean, what: string): ProjectAnswer {
  return { allowed, message: `AppProject ${metadata.name} ${allowed ? 'allows' : 'denies'} ${what}` };
}
