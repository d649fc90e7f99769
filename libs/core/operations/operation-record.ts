import type { Application, ApplicationStatus } from '../resources/application.ts';
import type { OperationTrigger } from '../resources/application.ts';

type HistoryItem = NonNullable<ApplicationStatus['history']>[number];

/** What set an operation going, and who, where it was a person. */
export interface OperationOrigin {
  readonly trigger: OperationTrigger;
  readonly username?: string | undefined;
  /** The request it is for, as `requestId` names it. */
  readonly request?: string | undefined;
}

/**
 * Who or what an operation is for: the person whose request it does, the one who rolled back, drift when git says nothing new, else a change.
 */
export function originOf(
  { operation, hold, status }: Application,
  request: string | undefined,
  isDrift: boolean,
): OperationOrigin {
  if (operation !== undefined) return { trigger: 'person', username: operation.username, request };
  if (isDrift) return { trigger: 'drift' };
  if (hold !== undefined && status.sync?.commit !== hold.commits[0])
    return { trigger: 'rollback', username: hold.username };
  return { trigger: 'change' };
}

/** The commits of one operation of the history, one for each source. */
export function commitsOf({ commit, commits }: HistoryItem): readonly string[] {
  return commits ?? [commit];
}
