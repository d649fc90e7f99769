import type { ContentionRecord } from '../../contention/contention-record.ts';
import type { InventoryEntry } from '../../model/objects/inventory.ts';
import type { OperationOrigin } from '../../operations/operation-record.ts';
import type { HookRecord } from '../../plan/hooks/hook-record.ts';
import type { ApplicationStatus } from '../../resources/application.ts';
import type { Blocker } from '../blocker.ts';
import type { StepResult } from './step-result.ts';

/** What one operation came to. Times are RFC 3339. */
export interface OperationReport {
  readonly inputsDigest: string;
  /** The commit that was rendered; undefined when it did not come to that. */
  readonly commit?: string | undefined;
  readonly startedAt: string;
  readonly finishedAt: string;
  /** Where the inventory's objects are; undefined when it did not come to that. */
  readonly cluster?: string | undefined;
  /** After the operation. */
  readonly inventory: readonly InventoryEntry[];
  readonly results: readonly StepResult[];
  /** Undefined when the operation did not come to know them. */
  readonly hooks?: HookReport | undefined;
  /** Objects that are fought for; undefined when the operation did not come to know. */
  readonly contention?: readonly ContentionRecord[] | undefined;
  /** Why a part is left undone on purpose. */
  readonly holds: readonly string[];
  /** What is written and has no effect. */
  readonly warnings?: readonly string[] | undefined;
  /** Whether something waits for a person to approve its deletion. */
  readonly awaitsApproval?: boolean | undefined;
  /** Why the operation as a whole could not go on. */
  readonly blocker?: Blocker | undefined;
  /** Of the commit's sources, where there are several. */
  readonly commits?: readonly string[] | undefined;
  readonly origin?: OperationOrigin | undefined;
  readonly planDigest?: string | undefined;
  /** Only chosen objects were synced. */
  readonly isPartial?: boolean | undefined;
  /** When the operation is given up unless it has ended, RFC 3339. */
  readonly deadlineAt?: string | undefined;
  /** Why newer commits are not synced. */
  readonly holdNote?: string | undefined;
  /** When to try again after this many attempts for the same inputs; undefined for never. */
  readonly retryAt: (attempts: number, retry: 'soon' | 'slowly') => string | undefined;
  /** When the rest follows, where only chosen objects were synced; undefined for not by itself. */
  readonly restAt?: string | undefined;
  /** What happens next where nothing is tried again by itself; a sentence. */
  readonly afterwards?: string | undefined;
}

/** The hooks of an operation. */
export interface HookReport {
  /** Absent when the operation had nothing to do with them. */
  readonly records?: readonly HookRecord[] | undefined;
  /** The run that goes on when the operation is not through; undefined when no hook runs. */
  readonly run?: string | undefined;
  /** Of the manifests for which the hooks have run when the operation succeeds. */
  readonly digest?: string | undefined;
  /** Whether there are hooks for the Application's deletion. */
  readonly hasDeletionHooks: boolean;
}

/** The fields of the status that the sync role owns (design §4). */
export type SyncFields = Pick<
  ApplicationStatus,
  | 'sync'
  | 'operation'
  | 'summary'
  | 'cluster'
  | 'inventory'
  | 'hooks'
  | 'contention'
  | 'deletionHooks'
  | 'results'
  | 'history'
  | 'conditions'
>;
