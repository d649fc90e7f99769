import type { Clock } from '#flows/ports/clock.port.ts';
import { backoffMs } from '../pace/backoff.ts';
import type { ConnectionSettings } from '../transport/connection-settings.ts';
import type { RequestFailure } from '../transport/kube-request.ts';
import { WatchSession } from './watch-session.ts';

export interface ReachabilityListener {
  up(): void;
  down(failure: RequestFailure): void;
}

/**
 * Keeps at least one {@link WatchSession} to an API server alive until closed, and more when its watches need them.
 * A lost session is replaced at once; when that fails the server counts as down and is tried again with backoff, so that
 * one attempt is made for all its watches together.
 */
export class WatchConnection {
  readonly #settings: () => ConnectionSettings;
  readonly #clock: Clock;
  readonly #sessions = new Set<WatchSession>();
  readonly #listeners = new Set<ReachabilityListener>();
  readonly #closing = new AbortController();
  #waiters: (() => void)[] = [];
  #down: RequestFailure | undefined;
  #wasUp = false;
  #connecting: Promise<RequestFailure | undefined> | undefined;

  /** `settings` is asked before each connect, so that renewed credentials are used. */
  constructor(settings: () => ConnectionSettings, clock: Clock) {
    this.#settings = settings;
    this.#clock = clock;
    void this.#keepConnected();
  }

  get settings(): ConnectionSettings {
    return this.#settings();
  }

  /** Follows up and down until the answered function is called; the present state is told at once when it is known. */
  onReachability(listener: ReachabilityListener): () => void {
    this.#listeners.add(listener);
    if (this.#down !== undefined) listener.down(this.#down);
    else if (this.#wasUp) listener.up();
    return () => this.#listeners.delete(listener);
  }

  /** A session with room for one more stream; waits as long as the server is down. Undefined once the signal aborted or all is closed. */
  async session(signal: AbortSignal): Promise<WatchSession | undefined> {
    while (!signal.aborted && !this.#closing.signal.aborted) {
      for (const session of this.#sessions) if (session.hasRoom) return session;
      if (this.#sessions.size === 0) await this.#untilConnected(signal);
      else if ((await this.#connect()) !== undefined) await this.#clock.sleep(ROOM_RETRY_MS, signal);
    }
    return undefined;
  }

  /** Drops every session and connects anew: the server's address or our credentials changed. */
  reconnect(): void {
    for (const session of this.#sessions) session.destroy();
  }

  close(): void {
    this.#closing.abort();
    this.reconnect();
    this.#wake();
    this.#listeners.clear();
  }

  async #keepConnected(): Promise<void> {
    let failures = 0;
    while (!this.#closing.signal.aborted) {
      const [session] = this.#sessions;
      if (session !== undefined) {
        failures = 0;
        await session.ended;
        continue;
      }
      const failure = await this.#connect();
      if (failure === undefined || this.#closing.signal.aborted) continue;
      failures += 1;
      this.#tellDown(failure);
      await this.#clock.sleep(backoffMs(failures, RECONNECT_BACKOFF, this.#clock.random()), this.#closing.signal);
    }
  }

  /** One attempt for everybody who wants a session now. */
  #connect(): Promise<RequestFailure | undefined> {
    this.#connecting ??= this.#attempt().finally(() => {
      this.#connecting = undefined;
    });
    return this.#connecting;
  }

  async #attempt(): Promise<RequestFailure | undefined> {
    const connected = await WatchSession.connect(this.#settings(), CONNECT_DEADLINE_MS);
    if (!connected.ok) return connected.failure;
    const session = connected.value;
    if (this.#closing.signal.aborted) {
      session.destroy();
      return undefined;
    }
    this.#sessions.add(session);
    void session.ended.then(() => this.#sessions.delete(session));
    this.#tellUp();
    this.#wake();
    return undefined;
  }

  #untilConnected(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const wake = (): void => {
        signal.removeEventListener('abort', wake);
        resolve();
      };
      signal.addEventListener('abort', wake, { once: true });
      this.#waiters.push(wake);
    });
  }

  #wake(): void {
    const waiters = this.#waiters;
    this.#waiters = [];
    for (const wake of waiters) wake();
  }

  #tellUp(): void {
    if (this.#wasUp && this.#down === undefined) return;
    this.#wasUp = true;
    this.#down = undefined;
    for (const listener of this.#listeners) listener.up();
  }

  #tellDown(failure: RequestFailure): void {
    if (this.#down !== undefined) return;
    this.#down = failure;
    for (const listener of this.#listeners) listener.down(failure);
  }
}

/** With the session's 3 s between pings and 4 s for the answer, a silent death is known after ten seconds at the latest. */
const CONNECT_DEADLINE_MS = 3000;
/** All sessions are full and a further one could not be had. */
const ROOM_RETRY_MS = 1000;
/** Short at the longest: a spoke that comes back is to be seen quickly, and one attempt is a single TLS handshake. */
const RECONNECT_BACKOFF = { firstMs: 250, longestMs: 5000 };
