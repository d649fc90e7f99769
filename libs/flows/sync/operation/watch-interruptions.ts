import { originOf } from '#core/operations/operation-record.ts';
import { requestId } from '#core/operations/request-id.ts';
import type { Application } from '#core/resources/application.ts';
import { commitOf, repositoryKey } from '../../repositories/repository-lookup.ts';
import { assessInputs, type SyncableInputs } from '../inputs/assess-inputs.ts';
import type { SyncPorts } from '../sync-ports.ts';
import type { Deadline } from './find-deadline.ts';
import { canceled, Interruption, overdue, SUPERSEDED } from './interruption.ts';

/** Made once: every sync ends, and each error notes where it was made. */
const ENDED = new Error('the sync has ended');

/** What ends a sync before its time. */
export interface Interruptions {
  /** Aborts when the worker stops, a person cancels or the time is up; its reason says which. Requests under way are called off. */
  readonly signal: AbortSignal;
  /** Aborts when something newer waits: then only waits end, and no request is called off. */
  readonly newer: AbortSignal;
  readonly stop: () => void;
}

/**
 * Watches, while one Application is synced, whether that is still what is wanted: the person may cancel, and git, the Application or its hold
 * may change. A changed commit is no reason by itself: only other inputs are.
 */
export function watchInterruptions(
  application: Application,
  inputs: SyncableInputs,
  deadline: Deadline | undefined,
  ports: SyncPorts,
  stopped: AbortSignal,
): Interruptions {
  const hard = new AbortController();
  const soft = new AbortController();
  const ended = new AbortController();
  const views = ports.controlPlane;
  const compare = oneAtATime(async () => {
    if (await isSuperseded(application, inputs, ports, ended.signal)) soft.abort(new Interruption(SUPERSEDED));
  });
  const { namespace, name, generation } = application.metadata;
  const look = (next: Application) => {
    if (next.operation?.cancel !== undefined)
      hard.abort(
        new Interruption(canceled(next.operation.username), originOf(next, requestId(next, ports.digest), false)),
      );
    else if (next.metadata.deletionTimestamp !== undefined) soft.abort(new Interruption(SUPERSEDED));
    else if (next.metadata.generation !== generation) compare();
  };
  const endApplication = views.view('Application').onChange((changed, next) => {
    if (changed.namespace === namespace && changed.name === name && next !== undefined) look(next);
  });
  // What came while the manifests were rendered.
  const seen = views.view('Application').get({ namespace, name });
  if (seen !== undefined && seen.metadata.generation > generation) look(seen);
  const endRepositories = views.view('Repository').onChange((_, repository) => {
    const moved = inputs.followed.find(
      (one) => repository !== undefined && repositoryKey(one.repository) === repositoryKey(repository),
    );
    if (
      repository !== undefined &&
      moved &&
      commitOf(repository, moved.revision) !== commitOf(moved.repository, moved.revision)
    )
      compare();
  });
  if (deadline !== undefined)
    void untilDeadline(deadline, ports, ended.signal).then(
      (isOver) => isOver && hard.abort(new Interruption(overdue(deadline.timeout))),
    );
  return {
    signal: AbortSignal.any([stopped, hard.signal]),
    newer: soft.signal,
    stop: () => {
      ended.abort(ENDED);
      endApplication();
      endRepositories();
    },
  };
}

/** Whether there are other inputs now; not while they cannot be read. */
async function isSuperseded(
  { metadata: { namespace, name } }: Application,
  { digest }: SyncableInputs,
  ports: SyncPorts,
  signal: AbortSignal,
): Promise<boolean> {
  const newest = ports.controlPlane.view('Application').get({ namespace, name });
  if (newest === undefined) return false;
  const inputs = await assessInputs(newest, ports, signal);
  return inputs.digest !== digest && (inputs.kind === 'syncable' || inputs.blocker.retry === 'on-change');
}

async function untilDeadline({ atMs }: Deadline, { clock }: SyncPorts, signal: AbortSignal): Promise<boolean> {
  await clock.sleep(Math.max(0, atMs - clock.now()), signal);
  return !signal.aborted;
}

/** Runs a check that is asked for while it runs once more afterwards. A check that fails says nothing: the sync goes on. */
function oneAtATime(check: () => Promise<void>): () => void {
  let [isRunning, isWanted] = [false, false];
  const run = async () => {
    isRunning = true;
    while (isWanted) {
      isWanted = false;
      await check().catch(() => undefined);
    }
    isRunning = false;
  };
  return () => {
    isWanted = true;
    if (!isRunning) void run();
  };
}
