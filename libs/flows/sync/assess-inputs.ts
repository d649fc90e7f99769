import { fail, succeed, type Result } from '#core/model/result.ts';
import type { Application } from '#core/resources/application.ts';
import type { Repository } from '#core/resources/repository.ts';
import { isUnreadable } from '#core/revisions/repository-status.ts';
import { tenantOfNamespace } from '#core/resources/metadata.ts';
import { asksCluster, planIdentity } from '#core/sources/plan/plan-identity.ts';
import { readHold } from '#core/operations/read-hold.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { asSentence, endSentence } from '#core/status/end-sentence.ts';
import { blockedText, inputsText, type SourcesRead } from '#core/sync-target/inputs-text.ts';
import { locateTarget, type SyncTarget } from '#core/sync-target/locate-target.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { GitFailure, GitSource } from '../ports/git-source.port.ts';
import type { RenderFailure, RenderSource } from '../ports/renderer.port.ts';
import type { RepositoryCredentials } from '../repositories/repository-credentials.ts';
import { commitOf, findRepository, repositoryKey, whyUnresolved } from '../repositories/repository-lookup.ts';
import { planSources } from '../sources/plan-sources.ts';
import { readSourceTree } from '../sources/source-trees.ts';

export interface InputPorts {
  readonly controlPlane: Pick<ControlPlane, 'view'>;
  readonly git: GitSource;
  readonly credentials: RepositoryCredentials;
  readonly digest: (text: string) => string;
}

/** A Repository that an Application is synced from, and the revision that it follows there. */
interface FollowedRevision {
  readonly repository: Repository;
  readonly revision: string;
  /** Where a person holds the Application at an earlier commit. */
  readonly held?: string | undefined;
}

/** The newest truth about what an Application is to be synced from. */
export type Inputs = SyncableInputs | BlockedInputs;

export interface SyncableInputs {
  readonly kind: 'syncable';
  /** Equal as long as nothing the Application wants can have changed. */
  readonly digest: string;
  readonly target: SyncTarget;
  readonly sources: readonly RenderSource[];
  /** Whether rendering has to know what the cluster serves. */
  readonly asksCluster: boolean;
  /** One for each source. */
  readonly followed: readonly FollowedRevision[];
  /** Of the first source: what the status names. */
  readonly commit: string;
  /** Of each source. */
  readonly commits: readonly string[];
}

interface BlockedInputs {
  readonly kind: 'blocked';
  readonly digest: string;
  readonly blocker: Blocker;
  /** From where it would be read, as far as that is known. */
  readonly followed: readonly FollowedRevision[];
  /** What it would be synced to, when that is known and only cannot be read. */
  readonly commit?: string | undefined;
}

/**
 * Settles what an Application is to be synced from: target, repositories, commits and what its sources read of them. The hub compares
 * the digest with the last sync to see who needs one; the worker decides with the very same answer. `fresh` are Repositories that
 * were read past the view, for callers that must not act on an older commit.
 */
export async function assessInputs(
  application: Application,
  ports: InputPorts,
  signal: AbortSignal,
  fresh: readonly Repository[] = [],
): Promise<Inputs> {
  const blocked = (blocker: Blocker, followed: readonly FollowedRevision[] = [], commit?: string): BlockedInputs => {
    const digest = ports.digest(blockedText(application.spec, blocker));
    return { kind: 'blocked', digest, blocker, followed, ...(commit === undefined ? {} : { commit }) };
  };
  const located = locate(application, ports.controlPlane);
  if (!located.ok) return blocked(located.failure);
  const target = located.value;
  const found = followedBy(target, ports.controlPlane, fresh);
  if (!found.ok) return blocked({ reason: 'RepositoryMissing', message: found.failure, retry: 'on-change' });
  const hold = readHold(application, found.value.length);
  if (hold.kind === 'impossible') return blocked(hold.blocker, found.value);
  const held = hold.kind === 'held' ? hold.commits : undefined;
  const followed = found.value.map((one, index) => ({ ...one, held: held?.[index] }));
  const unresolved = followed.find((one) => syncedCommit(one) === undefined);
  if (unresolved !== undefined) {
    const message = whyUnresolved(unresolved.repository, unresolved.revision);
    return blocked({ reason: 'RevisionUnresolved', message, retry: 'on-change' }, followed);
  }
  const fetched = await fetchSources(target, followed, ports, signal);
  const [first] = followed;
  const commit = first && syncedCommit(first);
  if (commit === undefined) throw new Error('an Application without sources was not refused');
  if (!fetched.ok) return blocked(fetched.failure, followed, commit);
  const sources = fetched.value;
  const read = await readSources(application, target, sources, ports, signal);
  if (!read.ok) return blocked(read.failure, followed, commit);
  const digest = ports.digest(inputsText(application, target, { ...read.value, held }));
  const commits = sources.map((source) => source.commit);
  return { kind: 'syncable', digest, target, sources, asksCluster: read.value.asksCluster, followed, commit, commits };
}

/** The Repositories an Application is synced from, as far as the views know. */
export function findSourceRepositories(
  application: Application,
  controlPlane: Pick<ControlPlane, 'view'>,
): Repository[] {
  const located = locate(application, controlPlane);
  if (!located.ok) return [];
  const found = followedBy(located.value, controlPlane, []);
  const repositories = found.ok ? found.value.map(({ repository }) => repository) : [];
  return [...new Map(repositories.map((repository) => [repositoryKey(repository), repository])).values()];
}

function locate(application: Application, controlPlane: Pick<ControlPlane, 'view'>): Result<SyncTarget, Blocker> {
  const tenant = controlPlane
    .view('Tenant')
    .get({ namespace: '', name: tenantOfNamespace(application.metadata.namespace) ?? '' });
  return locateTarget(application, { tenant, clusters: controlPlane.view('Cluster').list() });
}

function followedBy(
  { tenant, sources }: SyncTarget,
  controlPlane: Pick<ControlPlane, 'view'>,
  fresh: readonly Repository[],
): Result<FollowedRevision[], string> {
  const followed: FollowedRevision[] = [];
  const known = controlPlane.view('Repository').list();
  for (const { source } of sources) {
    const found = findRepository(known, tenant.metadata.name, source.repoURL);
    if (!found.ok) return found;
    const newer = fresh.find((repository) => repositoryKey(repository) === repositoryKey(found.value));
    followed.push({ repository: newer ?? found.value, revision: source.targetRevision });
  }
  return succeed(followed);
}

/** The commit that is synced, newest or held. */
function syncedCommit({ repository, revision, held }: FollowedRevision): string | undefined {
  return held ?? commitOf(repository, revision);
}

/** Makes sure that every commit is in its mirror. */
async function fetchSources(
  { sources }: SyncTarget,
  followed: readonly FollowedRevision[],
  ports: InputPorts,
  signal: AbortSignal,
): Promise<Result<RenderSource[], Blocker>> {
  const fetched: RenderSource[] = [];
  for (const [index, one] of followed.entries()) {
    const { repository } = one;
    const listed = sources[index];
    const commit = syncedCommit(one);
    if (listed === undefined || commit === undefined) throw new Error('a revision without a commit was not refused');
    const address = await ports.credentials.addressOf(repository);
    if (!address.ok) return fail({ reason: 'CredentialsMissing', message: address.failure, retry: 'slowly' });
    const ensured = await ports.git.ensureCommit(address.value, commit, signal);
    if (!ensured.ok) {
      ports.credentials.forgetAfter(repository, ensured.failure);
      return fail(gitBlocker(ensured.failure));
    }
    fetched.push({ ...listed, repository: address.value, commit });
  }
  return succeed(fetched);
}

/**
 * What the sources depend on. Where they cannot be planned, the worker will say so: then any change of the repositories may be the
 * remedy, and all of their trees count.
 */
async function readSources(
  application: Application,
  { tenant, namespace, cluster }: SyncTarget,
  sources: readonly RenderSource[],
  { git }: InputPorts,
  signal: AbortSignal,
): Promise<Result<SourcesRead & { readonly asksCluster: boolean }, Blocker>> {
  const request = { sources, application: application.metadata.name, namespace, tenant: tenant.metadata.name };
  const planned = await planSources(request, git, signal);
  if (!planned.ok && planned.failure.kind === 'invalid') {
    const trees: string[] = [planned.failure.message];
    for (const { repository, commit } of sources) {
      const tree = await readSourceTree(git, repository, commit, signal);
      if (!tree.ok) return fail(gitBlocker(tree.failure));
      trees.push(tree.value.entry('')?.id ?? '');
    }
    return succeed({ plans: trees, asksCluster: false });
  }
  if (!planned.ok) return fail(renderBlocker(planned.failure));
  const { plans } = planned.value;
  const asks = plans.some(asksCluster);
  const kubeVersion = asks ? cluster.status.version : undefined;
  return succeed({ plans: plans.map(planIdentity), kubeVersion, asksCluster: asks });
}

/**
 * True while git cannot be read for a synced Application, so that nobody can tell whether it should be elsewhere: it stays as it is, and
 * so does what its status says. Either the commit is the one it was synced to, or its Repository says since when and why.
 */
export function staysAsItIs({ metadata, status }: Application, inputs: Inputs): boolean {
  if (metadata.deletionTimestamp !== undefined || status.sync?.status !== 'Synced') return false;
  if (inputs.kind !== 'blocked' || inputs.blocker.retry === 'on-change' || inputs.commit === undefined) return false;
  return status.sync.commit === inputs.commit || inputs.followed.some(({ repository }) => isUnreadable(repository));
}

/** What a repository's failure means for an Application that has to be rendered from it. */
function gitBlocker({ kind, message: text }: GitFailure): Blocker {
  const message = asSentence(text);
  switch (kind) {
    case 'unreachable':
      return { reason: 'RepositoryUnreachable', message, retry: 'soon' };
    case 'unauthorized':
      return { reason: 'RepositoryUnauthorized', message, retry: 'slowly' };
    case 'untrusted':
      return { reason: 'RepositoryUntrusted', message, retry: 'slowly' };
    case 'refused':
      return { reason: 'RepositoryRefused', message, retry: 'slowly' };
    case 'not-found':
      return { reason: 'CommitMissing', message, retry: 'slowly' };
  }
}

/** What a failed rendering means for the Application: whose move it is and what happens next. */
export function renderBlocker(failure: RenderFailure): Blocker {
  if (failure.kind === 'unavailable')
    return { reason: 'RenderingUnavailable', message: asSentence(failure.message), retry: 'slowly' };
  if (failure.kind !== 'invalid') return gitBlocker({ kind: failure.kind, message: failure.message });
  return {
    reason: 'InvalidManifests',
    message: `Not synced: ${endSentence(failure.message)} Correct it in git.`,
    retry: 'on-change',
  };
}
