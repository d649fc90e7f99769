import { afterEach, beforeEach, vi } from 'vitest';
import { ClusterObserver } from '#flows/observe/cluster-observer.ts';
import { syncApplication } from '#flows/sync/sync-application.ts';
import { FakeSpokeObservation } from '../spoke/fake-spoke-observation.ts';
import { type Manifests, SyncWorld, WEB } from './sync-world.ts';

/** The world around the Application `web` with an observer of its cluster, in fake time. */
export class ObservedWorld {
  readonly world = new SyncWorld();
  readonly observation = new FakeSpokeObservation(this.world.spoke);
  readonly errors: unknown[] = [];
  private observer: ClusterObserver | undefined;

  /** Begins to observe; no watch has shown anything yet. */
  async begin(): Promise<void> {
    const { controlPlane, queue, health, clock, places } = this.world;
    const onError = (error: unknown) => void this.errors.push(error);
    const ports = { controlPlane, queue, health, clock, places, onError };
    this.observer = new ClusterObserver('prod-eu', this.observation, ports);
    await this.settle();
  }

  /** Syncs these objects and observes until all watches have shown all there is; what was sent and written until then does not count. */
  async observe(manifests: Manifests): Promise<void> {
    this.world.push(manifests);
    await this.sync();
    await this.begin();
    this.observation.stream();
    await this.settle();
    this.world.spoke.takeRequests();
    this.world.controlPlane.takeWrites();
  }

  sync(): ReturnType<typeof syncApplication> {
    return syncApplication(WEB, this.world.ports, new AbortController().signal);
  }

  /** Long enough for news to be gathered, settled and written. */
  async settle(): Promise<void> {
    await vi.advanceTimersByTimeAsync(1000);
  }

  get running(): ClusterObserver {
    if (this.observer === undefined) throw new Error('nothing is observed yet');
    return this.observer;
  }

  stop(): void {
    this.observer?.stop();
  }
}

/** A new one for each test of a file. Answers the one of the test that runs. */
export function observedWorld(): () => ObservedWorld {
  let room: ObservedWorld;
  beforeEach(() => {
    vi.useFakeTimers();
    room = new ObservedWorld();
  });
  afterEach(() => {
    room.stop();
    vi.useRealTimers();
  });
  return () => room;
}
