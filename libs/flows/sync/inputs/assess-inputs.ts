import { fail, succeed, type Result } from '#core/model/result.ts';
import type { Application } from '#core/resources/application.ts';
import type { Repository } from '#core/resources/repository.ts';
import { isUnreadable } from '#core/revisions/repository-status.ts';
import { tenantOfNamespace } from '#core/resources/metadata.ts';
import { asksCluster, planIdentity } from '#core/sources/plan/plan-identity.ts';
import type { RenderPlan } from '#core/sources/plan/render-plan.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { blockedText, inputsText, type SourcesRead } from '#core/sync-target/inputs-text.ts';
import { locateTarget, type SyncTarget } from '#core/sync-target/locate-target.ts';
import type { ControlPlane } from '../../ports/control-plane.port.ts';
import type { GitRevisions, GitSource, RepositoryAddress } from '../../ports/sources/git-source.port.ts';
import type { RenderSource } from '../../ports/sources/renderer.port.ts';
import type { RepositoryCredentials } from '../../repositories/repository-credentials.ts';
import { repositoryKey } from '../../repositories/repository-lookup.ts';
import { findNeededCharts } from '../../sources/chart-dependencies.ts';
import type { DecryptionKeyring } from '../../sources/decryption-keyring.ts';
import { lfsRepositories } from '../../sources/lfs/lfs-repositories.ts';
import { planSources } from '../../sources/plan-sources.ts';
import { addressesOf } from '../../sources/source-blobs.ts';
import { readSourceTree } from '../../sources/source-trees.ts';
import { fetchNeededCharts } from './fetch-followed.ts';
import {
  type FollowedRevision,
  findUnresolved,
  followSources,
  holdSources,
  shownCommit,
  withFresh,
} from './follow-sources.ts';
import { openSources } from './open-sources.ts';
import { gitBlocker, invalidBlocker, renderBlocker } from './source-blockers.ts';

export interface InputPorts {
  readonly controlPlane: Pick<ControlPlane, 'view'>;
  readonly git: GitSource & Pick<GitRevisions, 'verifySignature'>;
  readonly credentials: RepositoryCredentials;
  readonly keyring: DecryptionKeyring;
  readonly digest: (text: string) => string;
}

/** The newest truth about what an Application is to be synced from. */
export type Inputs = SyncableInputs | BlockedInputs;

export interface SyncableInputs {
  readonly kind: 'syncable';
  /** Equal as long as nothing the Application wants can have changed. */
  readonly digest: string;
  readonly target: SyncTarget;
  readonly sources: readonly RenderSource[];
  /** What charts of the sources depend on beyond them, see {@link RenderRequest}. */
  readonly charts: ReadonlyMap<string, RepositoryAddress>;
  /** Whether rendering has to know what the cluster serves. */
  readonly asksCluster: boolean;
  /** One for each source, and one for each chart. */
  readonly followed: readonly FollowedRevision[];
  /** Of the first source: what the status names, of a chart its version. */
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
  const repositories = ports.controlPlane.view('Repository').list();
  const found = followSources(target, withFresh(repositories, fresh));
  if (!found.ok) return blocked(found.failure);
  const held = holdSources(application, found.value);
  if (!held.ok) return blocked(held.failure, found.value);
  const followed = held.value;
  const unresolved = findUnresolved(followed);
  if (unresolved !== undefined) return blocked(unresolved, followed);
  const commit = shownCommit(followed);
  const opened = await openSources(target, followed, ports, signal);
  if (!opened.ok) return blocked(opened.failure, followed, commit);
  const sources = opened.value;
  const read = await readSources(application, target, sources, ports, signal);
  if (!read.ok) return blocked(read.failure, followed, commit);
  const needed = findNeededCharts(read.value.renderPlans, target.tenant, withFresh(repositories, fresh));
  if (!needed.ok) return blocked(invalidBlocker(needed.failure), followed, commit);
  const all = [...followed, ...needed.value];
  const charts = await fetchNeededCharts(needed.value, ports, signal);
  if (!charts.ok) return blocked(charts.failure, all, commit);
  const { asksCluster: asks, plans, kubeVersion, keys } = read.value;
  const digests = [...charts.value.values()].map(({ package: chart }) => chart?.digest ?? '');
  const lfs = lfsRepositories(sources);
  const commits = sources.map((source) => source.commit);
  const inputs = {
    plans,
    kubeVersion,
    keys,
    ...(lfs.length > 0 && { lfs }),
    ...(digests.length > 0 && { charts: digests }),
    ...(followed.some((one) => one.held !== undefined) && { held: commits }),
  };
  const digest = ports.digest(inputsText(application, target, inputs));
  const settled = { target, sources, charts: charts.value, asksCluster: asks };
  return { kind: 'syncable', digest, ...settled, followed: all, commit, commits };
}

/** The Repositories an Application is synced from, as far as the views know. */
export function findSourceRepositories(
  application: Application,
  controlPlane: Pick<ControlPlane, 'view'>,
): Repository[] {
  const located = locate(application, controlPlane);
  if (!located.ok) return [];
  const found = followSources(located.value, controlPlane.view('Repository').list());
  const repositories = found.ok ? found.value.map(({ repository }) => repository) : [];
  return [...new Map(repositories.map((repository) => [repositoryKey(repository), repository])).values()];
}

function locate(application: Application, controlPlane: Pick<ControlPlane, 'view'>): Result<SyncTarget, Blocker> {
  const tenant = controlPlane
    .view('Tenant')
    .get({ namespace: '', name: tenantOfNamespace(application.metadata.namespace) ?? '' });
  return locateTarget(application, { tenant, clusters: controlPlane.view('Cluster').list() });
}

interface PlannedInputs extends SourcesRead {
  readonly asksCluster: boolean;
  /** None where they cannot be planned. */
  readonly renderPlans: readonly RenderPlan[];
}

/**
 * What the sources depend on. Where they cannot be planned, the worker will say so: then any change of the repositories may be the
 * remedy, and all of their trees count.
 */
async function readSources(
  application: Application,
  { tenant, namespace, cluster }: SyncTarget,
  sources: readonly RenderSource[],
  { git, credentials }: InputPorts,
  signal: AbortSignal,
): Promise<Result<PlannedInputs, Blocker>> {
  const request = { sources, application: application.metadata.name, namespace, tenant: tenant.metadata.name };
  const planned = await planSources(request, git, signal);
  if (!planned.ok && planned.failure.kind === 'invalid') {
    const trees: string[] = [planned.failure.message];
    for (const source of sources) {
      const tree = await readSourceTree(git, source, signal);
      if (!tree.ok) return fail(gitBlocker(tree.failure));
      trees.push(tree.value.entry('')?.id ?? '');
    }
    return succeed({ plans: trees, keys: keyDigests(sources), asksCluster: false, renderPlans: [] });
  }
  if (!planned.ok) {
    credentials.forgetAddresses(addressesOf(sources), planned.failure);
    return fail(renderBlocker(planned.failure));
  }
  const { plans } = planned.value;
  const asks = plans.some(asksCluster);
  const kubeVersion = asks ? cluster.status.version : undefined;
  const keys = keyDigests(sources);
  return succeed({ plans: plans.map(planIdentity), keys, kubeVersion, asksCluster: asks, renderPlans: plans });
}

/** Undefined where nothing is encrypted: then nothing about keys is among the inputs. */
function keyDigests(sources: readonly RenderSource[]): string[] | undefined {
  const digests = sources.map(({ decryption }) => decryption?.digest ?? '');
  return digests.every((digest) => digest === '') ? undefined : digests;
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
