import type { Result } from '#core/model/result.ts';
import type { Application } from '#core/resources/application.ts';
import type { Repository } from '#core/resources/repository.ts';
import { tenantOfNamespace } from '#core/resources/metadata.ts';
import type { Blocker } from '#core/status/blocker.ts';
import { asSentence } from '#core/status/end-sentence.ts';
import { blockedText, inputsText } from '#core/sync-target/inputs-text.ts';
import { locateTarget, type SyncTarget } from '#core/sync-target/locate-target.ts';
import { sourceTreeId } from '#core/sync-target/source-tree-id.ts';
import type { ControlPlane } from '../ports/control-plane.port.ts';
import type { GitFailure, GitSource, RepositoryAddress } from '../ports/git-source.port.ts';
import type { RepositoryCredentials } from '../repositories/repository-credentials.ts';
import { commitOf, findRepository, repositoryKey, whyUnresolved } from '../repositories/repository-lookup.ts';

export interface InputPorts {
  readonly controlPlane: Pick<ControlPlane, 'view'>;
  readonly git: GitSource;
  readonly credentials: RepositoryCredentials;
  readonly digest: (text: string) => string;
}

/** The newest truth about what an Application is to be synced from. */
export type Inputs = SyncableInputs | BlockedInputs;

export interface SyncableInputs {
  readonly kind: 'syncable';
  /** Equal as long as nothing the Application wants can have changed. */
  readonly digest: string;
  readonly target: SyncTarget;
  readonly repository: Repository;
  readonly address: RepositoryAddress;
  readonly commit: string;
}

interface BlockedInputs {
  readonly kind: 'blocked';
  readonly digest: string;
  readonly blocker: Blocker;
  /** Where it would be read from, when that much is known. */
  readonly repository?: Repository | undefined;
  /** What it would be synced to, when that is known and only cannot be read. */
  readonly commit?: string | undefined;
}

/**
 * Settles what an Application is to be synced from: target, repository, commit and the tree of its path. The hub compares the
 * digest with the last sync to see who needs one; the worker decides with the very same answer. `fresh` is a Repository that
 * was read past the view, for callers that must not act on an older commit.
 */
export async function assessInputs(
  application: Application,
  ports: InputPorts,
  signal: AbortSignal,
  fresh?: Repository,
): Promise<Inputs> {
  const { controlPlane } = ports;
  const blocked = (blocker: Blocker, repository?: Repository): BlockedInputs => {
    const digest = ports.digest(blockedText(application.spec, blocker));
    return { kind: 'blocked', digest, blocker, repository };
  };
  const located = locate(application, controlPlane);
  if (!located.ok) return blocked(located.failure);
  const target = located.value;
  const found = repositoryOf(target, controlPlane);
  if (!found.ok) return blocked({ reason: 'RepositoryMissing', message: found.failure, retry: 'on-change' });
  const repository = fresh !== undefined && repositoryKey(fresh) === repositoryKey(found.value) ? fresh : found.value;
  const commit = commitOf(repository, target.source.targetRevision);
  if (commit === undefined) {
    return blocked(
      {
        reason: 'RevisionUnresolved',
        message: whyUnresolved(repository, target.source.targetRevision),
        retry: 'on-change',
      },
      repository,
    );
  }
  const read = await readTreeId(repository, commit, target.source.path, ports, signal);
  if ('blocker' in read) return { ...blocked(read.blocker, repository), commit };
  const digest = ports.digest(inputsText(application.spec, target, read.treeId));
  return { kind: 'syncable', digest, target, repository, commit, address: read.address };
}

/** The Repository an Application is synced from, as far as the views know. */
export function findSourceRepository(
  application: Application,
  controlPlane: Pick<ControlPlane, 'view'>,
): Repository | undefined {
  const located = locate(application, controlPlane);
  if (!located.ok) return undefined;
  const found = repositoryOf(located.value, controlPlane);
  return found.ok ? found.value : undefined;
}

function locate(application: Application, controlPlane: Pick<ControlPlane, 'view'>): Result<SyncTarget, Blocker> {
  const tenant = controlPlane
    .view('Tenant')
    .get({ namespace: '', name: tenantOfNamespace(application.metadata.namespace) ?? '' });
  return locateTarget(application, { tenant, clusters: controlPlane.view('Cluster').list() });
}

function repositoryOf(
  { tenant, source }: SyncTarget,
  controlPlane: Pick<ControlPlane, 'view'>,
): Result<Repository, string> {
  return findRepository(controlPlane.view('Repository').list(), tenant.metadata.name, source.repoURL);
}

type TreeRead = { readonly treeId: string; readonly address: RepositoryAddress } | { readonly blocker: Blocker };

async function readTreeId(
  repository: Repository,
  commit: string,
  path: string,
  ports: InputPorts,
  signal: AbortSignal,
): Promise<TreeRead> {
  const address = await ports.credentials.addressOf(repository);
  if (!address.ok) return { blocker: { reason: 'CredentialsMissing', message: address.failure, retry: 'slowly' } };
  const fetched = await ports.git.ensureCommit(address.value, commit, signal);
  if (!fetched.ok) ports.credentials.forgetAfter(repository, fetched.failure);
  const tree = fetched.ok ? await ports.git.listTree(address.value, commit, signal) : fetched;
  if (!tree.ok) return { blocker: gitBlocker(tree.failure) };
  return { treeId: sourceTreeId(tree.value, path), address: address.value };
}

/**
 * True while git cannot be read for a synced Application, so that nobody can tell whether it should be elsewhere: it stays as it is, and
 * so does what its status says. Either the commit is the one it was synced to, or its Repository says since when and why.
 */
export function staysAsItIs({ metadata, status }: Application, inputs: Inputs): boolean {
  if (metadata.deletionTimestamp !== undefined || status.sync?.status !== 'Synced') return false;
  if (inputs.kind !== 'blocked' || inputs.blocker.retry === 'on-change' || inputs.commit === undefined) return false;
  const readiness = inputs.repository?.status.conditions?.find(({ type }) => type === 'Ready');
  return status.sync.commit === inputs.commit || readiness?.status === 'False';
}

/** What a repository's failure means for an Application that has to be rendered from it. */
export function gitBlocker({ kind, message: text }: GitFailure): Blocker {
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
