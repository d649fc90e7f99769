import type { Application, ApplicationStatus, HealthStatus, SyncStatus } from '../../resources/application.ts';
import type { Hold, RequestedOperation } from '../../resources/application-operation.ts';
import { APPLICATION_SET_LABEL } from '../../resources/metadata.ts';
import { sourcesOf } from '../../sources/application-sources.ts';
import { type ObjectView, viewObjects } from './application-objects.ts';
import { summarizeApplication } from './application-summary.ts';
import { clusterNameOf, type ReadFacts } from './read-facts.ts';
import { type ConditionView, viewConditions } from '../readiness.ts';
import { tenantOf } from '../tenant-of.ts';

/** What a list can be filtered by. */
export interface ApplicationFacets {
  readonly tenant: string;
  readonly cluster: string;
  readonly sync: SyncStatus;
  readonly health: HealthStatus;
}

/** One Application in a list. Times are RFC 3339; '' stands for "none" or "not known yet". */
export interface ApplicationListItem extends ApplicationFacets {
  readonly namespace: string;
  readonly name: string;
  readonly applicationSet: string;
  /** Namespace on the cluster for objects that name none. */
  readonly destinationNamespace: string;
  readonly repository: string;
  readonly path: string;
  readonly revision: string;
  /** The commit of the last complete sync. */
  readonly commit: string;
  readonly summary: string;
  readonly createdAt: string;
}

type Operation = NonNullable<ApplicationStatus['operation']>;

/** The last or running operation. */
interface OperationView {
  readonly phase: Operation['phase'];
  readonly reason: string;
  readonly message: string;
  readonly commit: string;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Attempts without success so far. */
  readonly attempts: number;
  /** Not tried again before this time. */
  readonly retryAt: string;
  /** What set it going; '' for operations of older versions. */
  readonly trigger: string;
  /** The person who did, as they call themselves. */
  readonly username: string;
  /** Names the request that it is for. */
  readonly request: string;
}

/** What a person asks for and has not been done. */
interface RequestView {
  readonly kind: 'sync' | 'cancel';
  readonly username: string;
  readonly requestedAt: string;
}

/** A person keeps the Application at earlier commits. */
interface HoldView {
  readonly commits: readonly string[];
  readonly username: string;
  readonly since: string;
}

type History = NonNullable<ApplicationStatus['history']>[number];

/** One sync that changed something, and how many objects. */
interface HistoryView extends Pick<History, 'commit' | 'finishedAt' | 'created' | 'configured' | 'pruned'> {
  readonly startedAt: string;
  readonly trigger: string;
  readonly username: string;
  readonly planDigest: string;
  readonly isPartial: boolean;
}

/** One Application with all that is known of it. */
export interface ApplicationView extends ApplicationListItem {
  readonly healthMessage: string;
  readonly operation?: OperationView;
  readonly requested?: RequestView;
  readonly hold?: HoldView;
  readonly objects: readonly ObjectView[];
  /** As the Application keeps it: the sync order of its status. */
  readonly history: readonly HistoryView[];
  readonly conditions: readonly ConditionView[];
}

export function applicationFacets(application: Application, facts: ReadFacts): ApplicationFacets {
  const { metadata, status } = application;
  return {
    tenant: tenantOf(metadata),
    cluster: clusterNameOf(application, facts),
    sync: status.sync?.status ?? 'Unknown',
    health: status.health?.status ?? 'Unknown',
  };
}

export function viewApplicationListItem(application: Application, facts: ReadFacts): ApplicationListItem {
  const { metadata, spec, status } = application;
  const source = sourcesOf(spec)[0]?.source;
  return {
    namespace: metadata.namespace,
    name: metadata.name,
    ...applicationFacets(application, facts),
    applicationSet: metadata.labels[APPLICATION_SET_LABEL] ?? '',
    destinationNamespace: spec.destination.namespace,
    repository: source?.repoURL ?? '',
    path: source?.path ?? '',
    revision: source?.targetRevision ?? '',
    commit: status.sync?.commit ?? '',
    summary: summarizeApplication(application, facts),
    createdAt: metadata.creationTimestamp ?? '',
  };
}

export function viewApplication(application: Application, facts: ReadFacts): ApplicationView {
  const { status, operation, hold } = application;
  return {
    ...viewApplicationListItem(application, facts),
    healthMessage: status.health?.message ?? '',
    ...(status.operation === undefined ? {} : { operation: viewOperation(status.operation) }),
    ...(operation === undefined ? {} : { requested: viewRequest(operation) }),
    ...(hold === undefined ? {} : { hold: viewHold(hold) }),
    objects: viewObjects(status),
    history: (status.history ?? []).map(viewHistory),
    conditions: viewConditions(status.conditions),
  };
}

function viewOperation(operation: Operation): OperationView {
  const {
    phase,
    reason = '',
    message = '',
    commit = '',
    startedAt = '',
    finishedAt = '',
    attempts = 0,
    retryAt = '',
    trigger = '',
    username = '',
    request = '',
  } = operation;
  const who = { trigger, username, request };
  return { phase, reason, message, commit, startedAt, finishedAt, attempts, retryAt, ...who };
}

function viewRequest({ cancel, username = '', requestedAt = '' }: RequestedOperation): RequestView {
  return { kind: cancel === undefined ? 'sync' : 'cancel', username, requestedAt };
}

function viewHold({ commits, username = '', since = '' }: Hold): HoldView {
  return { commits, username, since };
}

function viewHistory(item: History): HistoryView {
  const { commit, startedAt = '', finishedAt, trigger = '', username = '', planDigest = '', isPartial = false } = item;
  const { created, configured, pruned } = item;
  return { commit, startedAt, finishedAt, trigger, username, planDigest, isPartial, created, configured, pruned };
}
