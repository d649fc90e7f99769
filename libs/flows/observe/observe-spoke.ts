import { isDeepEqual } from '#core/model/deep-equal.ts';
import { formatTime } from '#core/model/text/format-time.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import { judgeIdentity, statusOfCluster, type ClusterNews } from '#core/observe/cluster-status.ts';
import { asSentence } from '#core/status/end-sentence.ts';
import type { SpokeFailure } from '../ports/clusters/cluster-access.port.ts';
import type { ClusterWatches, SpokeObservation } from '../ports/clusters/cluster-watches.port.ts';
import type { Clock } from '../ports/clock.port.ts';
import { ClusterObserver, type ObserverPorts } from './cluster-observer.ts';
import { LatestState } from './latest-state.ts';

export interface SpokePorts extends ObserverPorts {
  readonly watches: ClusterWatches;
  readonly clock: Clock;
  /** Name of this worker, shown in the Cluster's status. */
  readonly identity: string;
}

type Reachability = { readonly kind: 'up' } | { readonly kind: 'down'; readonly failure: SpokeFailure };

const FIRST_PAUSE_MS = 1000;
const LONGEST_PAUSE_MS = 10_000;

/** Holds the observation of one registered cluster until the signal aborts: its phase, and everything owned on it. */
export async function observeSpoke(cluster: string, ports: SpokePorts, signal: AbortSignal): Promise<void> {
  for (let pauseMs = FIRST_PAUSE_MS; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    const opened = await ports.watches.open(cluster);
    if (opened.ok) return holdObservation(cluster, opened.value, ports, signal);
    await reportPhase(cluster, newsOfFailure(opened.failure), ports);
    await ports.clock.sleep(pauseMs, signal);
  }
}

async function holdObservation(
  cluster: string,
  observation: SpokeObservation,
  ports: SpokePorts,
  signal: AbortSignal,
): Promise<void> {
  const observer = new ClusterObserver(cluster, observation, ports);
  const reachability = new LatestState<Reachability>();
  const unsubscribe = observation.onConnection({
    up: () => reachability.set({ kind: 'up' }),
    down: (failure) => reachability.set({ kind: 'down', failure }),
  });
  try {
    await followReachability(cluster, { observation, observer, reachability }, ports, signal);
  } finally {
    unsubscribe();
    observer.stop();
    observation.close();
  }
}

interface Hold {
  readonly observation: SpokeObservation;
  readonly observer: ClusterObserver;
  readonly reachability: LatestState<Reachability>;
}

async function followReachability(cluster: string, hold: Hold, ports: SpokePorts, signal: AbortSignal): Promise<void> {
  const { observer, reachability } = hold;
  while (!signal.aborted) {
    const state = await reachability.next(signal);
    if (state === undefined) return;
    const news = state.kind === 'down' ? loss(state.failure) : await greet(cluster, hold, ports, signal);
    if (signal.aborted) return;
    if (news.lost === undefined) observer.regained();
    else observer.lost(news.lost);
    const isTold = await reportPhase(cluster, news, ports);
    // Connected and yet without an answer, or the news could not be written: nobody will tell when that changes.
    if (!isTold || news.isUnsure) await repeatUnlessNews(state, reachability, ports, signal);
  }
}

/** What is known of a cluster now. */
interface Standing extends Omit<ClusterNews, 'observer'> {
  /** Why nothing can be observed; undefined while everything can. */
  readonly lost?: SpokeFailure | undefined;
  /** The connection stands, so nobody will tell when the cluster answers again. */
  readonly isUnsure?: boolean | undefined;
}

/** Asks who answers: only the cluster that was registered is observed. */
async function greet(
  cluster: string,
  { observation }: Hold,
  ports: SpokePorts,
  signal: AbortSignal,
): Promise<Standing> {
  const facts = await observation.readFacts(signal);
  if (!facts.ok) return { ...loss(facts.failure), isUnsure: true };
  const resource = ports.controlPlane.view('Cluster').get({ namespace: SYSTEM_NAMESPACE, name: cluster });
  const identity =
    resource === undefined ? { phase: 'Ready' as const, message: '' } : judgeIdentity(resource, facts.value.uid);
  const lost = identity.phase === 'Ready' ? undefined : { kind: 'precondition' as const, message: identity.message };
  return { ...identity, ...facts.value, lost };
}

function loss(failure: SpokeFailure): Standing {
  return { ...newsOfFailure(failure), lost: failure };
}

/** Waits for news, or after a while takes the same state up again. */
async function repeatUnlessNews(
  state: Reachability,
  reachability: LatestState<Reachability>,
  { clock }: SpokePorts,
  signal: AbortSignal,
): Promise<void> {
  const pause = new AbortController();
  const ended = AbortSignal.any([signal, pause.signal]);
  await Promise.race([clock.sleep(LONGEST_PAUSE_MS / 2, ended), reachability.news(ended)]);
  pause.abort();
  reachability.setUnlessNews(state);
}

function newsOfFailure({ kind, message }: SpokeFailure): Omit<ClusterNews, 'observer'> {
  return { phase: kind === 'unauthorized' ? 'Unauthorized' : 'Unreachable', message: asSentence(message) };
}

/** Writes the phase when it is news. False when it could not be written. */
async function reportPhase(
  cluster: string,
  { phase, message, version, uid }: Omit<ClusterNews, 'observer'>,
  ports: SpokePorts,
): Promise<boolean> {
  const { controlPlane, clock, identity, onError } = ports;
  const name = { namespace: SYSTEM_NAMESPACE, name: cluster };
  const resource = controlPlane.view('Cluster').get(name);
  if (resource === undefined) return true;
  const status = statusOfCluster(
    resource,
    { phase, message, version, uid, observer: identity },
    formatTime(clock.now()),
  );
  const { conditions: _, ...before } = resource.status;
  if (isDeepEqual(status, before)) return true;
  const written = await controlPlane.applyStatus('Cluster', name, 'nabe-observe', status);
  if (!written.ok)
    onError(new Error(`cannot write the status of Cluster ${cluster}: ${written.failure.message}`), { cluster });
  return written.ok || written.failure.kind === 'not-found';
}
