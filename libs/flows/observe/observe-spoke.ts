import { isDeepEqual } from '#core/model/deep-equal.ts';
import { formatTime } from '#core/model/format-time.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import { judgeIdentity, statusOfCluster, type ClusterNews } from '#core/observe/cluster-status.ts';
import type { SpokeFailure } from '../ports/cluster-access.port.ts';
import type { ClusterWatches, SpokeObservation } from '../ports/cluster-watches.port.ts';
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

async function holdObservation(cluster: string, observation: SpokeObservation, ports: SpokePorts, signal: AbortSignal): Promise<void> {
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
    const failure = state.kind === 'down' ? state.failure : await greet(cluster, hold, ports, signal);
    if (signal.aborted) return;
    if (failure === undefined) continue;
    await lose(cluster, failure, observer, ports);
    // Connected, and yet it did not answer: nobody will tell when it does.
    if (state.kind === 'up') retryUnlessNews(reachability, ports, signal);
  }
}

/** Asks who answers, and takes the observation up again when it is the cluster that was registered. */
async function greet(cluster: string, { observation, observer }: Hold, ports: SpokePorts, signal: AbortSignal): Promise<SpokeFailure | undefined> {
  const facts = await observation.readFacts(signal);
  if (!facts.ok) return facts.failure;
  const resource = ports.controlPlane.view('Cluster').get({ namespace: SYSTEM_NAMESPACE, name: cluster });
  if (resource === undefined) return undefined;
  const identity = judgeIdentity(resource, facts.value.uid);
  if (identity.phase === 'Ready') observer.regained();
  else observer.lost({ kind: 'precondition', message: identity.message });
  await reportPhase(cluster, { ...identity, ...facts.value }, ports);
  return undefined;
}

async function lose(cluster: string, failure: SpokeFailure, observer: ClusterObserver, ports: SpokePorts): Promise<void> {
  observer.lost(failure);
  await reportPhase(cluster, newsOfFailure(failure), ports);
}

function retryUnlessNews(reachability: LatestState<Reachability>, { clock }: SpokePorts, signal: AbortSignal): void {
  void clock.sleep(LONGEST_PAUSE_MS / 2, signal).then(() => reachability.setUnlessNews({ kind: 'up' }));
}

function newsOfFailure({ kind, message }: SpokeFailure): Omit<ClusterNews, 'observer'> {
  return { phase: kind === 'unauthorized' ? 'Unauthorized' : 'Unreachable', message };
}

/** Writes the phase when it is news; a failed write is told and comes again with the next news. */
async function reportPhase(cluster: string, news: Omit<ClusterNews, 'observer'>, ports: SpokePorts): Promise<void> {
  const { controlPlane, clock, identity, onError } = ports;
  const name = { namespace: SYSTEM_NAMESPACE, name: cluster };
  const resource = controlPlane.view('Cluster').get(name);
  if (resource === undefined) return;
  const status = statusOfCluster(resource, { ...news, observer: identity }, formatTime(clock.now()));
  const { conditions: _, ...before } = resource.status;
  if (isDeepEqual(status, before)) return;
  const written = await controlPlane.applyStatus('Cluster', name, 'nabe-observe', status);
  if (!written.ok) onError(new Error(`cannot write the status of Cluster ${cluster}: ${written.failure.message}`), { cluster });
}
