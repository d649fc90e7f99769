import http2, { type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { afterNews } from '#flows/loops/after-news.ts';
import type { ConnectionSettings } from '../transport/connection-settings.ts';
import type { RequestFailure } from '../transport/kube-request.ts';
import { wireCode, wireFailure } from '../transport/request-failure.ts';

/**
 * One HTTP/2 connection that carries many watches. It asks the server for a sign of life every few seconds, so a server
 * that vanished without closing the connection is noticed although idle watches are silent by nature.
 */
export class WatchSession {
  /** Resolves, with the reason, when no new stream can be opened any more: the connection ended or the server sent GOAWAY. */
  readonly ended: Promise<RequestFailure>;
  readonly #session: ClientHttp2Session;
  #streams = 0;
  #end: (failure: RequestFailure) => void = () => undefined;
  #over = false;
  #awaitedPong: NodeJS.Timeout | undefined;

  private constructor(session: ClientHttp2Session) {
    this.#session = session;
    this.ended = new Promise((resolve) => {
      this.#end = resolve;
    });
    const pinging = setInterval(() => this.#ping(), PING_INTERVAL_MS);
    session.on('goaway', () => this.#finish(wireFailure('closed')));
    session.on('error', (error) => this.#finish(wireFailure(wireCode(error))));
    session.on('close', () => {
      clearInterval(pinging);
      clearTimeout(this.#awaitedPong);
      this.#finish(wireFailure('closed'));
    });
  }

  static async connect(
    settings: ConnectionSettings,
    deadlineMs: number,
  ): Promise<Result<WatchSession, RequestFailure>> {
    let session: ClientHttp2Session;
    try {
      session = http2.connect(new URL(settings.server).origin, {
        ...settings.tls,
        settings: { initialWindowSize: STREAM_WINDOW_BYTES, enablePush: false },
        maxSessionMemory: SESSION_MEMORY_MB,
      });
    } catch (error) {
      // A certificate or key that is none.
      return fail(wireFailure(wireCode(error)));
    }
    const failure = await firstOutcome(session, deadlineMs);
    if (failure !== undefined) {
      session.on('error', () => undefined);
      session.destroy();
      return fail(failure);
    }
    session.setLocalWindowSize(SESSION_WINDOW_BYTES);
    return succeed(new WatchSession(session));
  }

  get hasRoom(): boolean {
    return !this.#over && !this.#session.closed && this.#streams < this.#mostStreams;
  }

  /** Opens a GET stream. Throws when the session ended at this very moment. */
  open(headers: Readonly<Record<string, string>>): ClientHttp2Stream {
    const stream = this.#session.request({ ':method': 'GET', ...headers }, { endStream: true });
    this.#streams += 1;
    stream.on('error', () => undefined);
    stream.once('close', () => {
      this.#streams -= 1;
    });
    return stream;
  }

  /** Cuts every stream at once. */
  destroy(): void {
    this.#session.destroy();
  }

  /** The API server allows 100 streams unless told otherwise; some room is left for streams that are still closing. */
  get #mostStreams(): number {
    return Math.max(1, Math.min(MOST_STREAMS, (this.#session.remoteSettings.maxConcurrentStreams ?? 100) - 10));
  }

  #ping(): void {
    if (this.#session.destroyed || this.#awaitedPong !== undefined) return;
    this.#awaitedPong = setTimeout(() => {
      // If this process was busy all the time, the answer lies unread in the socket: read first, then judge.
      afterNews(() => this.#giveUpUnlessAnswered());
    }, PONG_DEADLINE_MS);
    this.#session.ping(() => {
      clearTimeout(this.#awaitedPong);
      this.#awaitedPong = undefined;
    });
  }

  #giveUpUnlessAnswered(): void {
    if (this.#awaitedPong === undefined) return;
    this.#finish(wireFailure('deadline'));
    this.#session.destroy();
  }

  #finish(failure: RequestFailure): void {
    this.#over = true;
    this.#end(failure);
  }
}

/** Waits until the connection stands; the failure when it does not. */
function firstOutcome(session: ClientHttp2Session, deadlineMs: number): Promise<RequestFailure | undefined> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(wireFailure('deadline')), deadlineMs);
    const settle = (failure: RequestFailure | undefined): void => {
      clearTimeout(timer);
      resolve(failure);
    };
    session.once('remoteSettings', () => settle(undefined));
    session.once('error', (error) => settle(wireFailure(wireCode(error))));
    session.once('close', () => settle(wireFailure('closed')));
  });
}

const PING_INTERVAL_MS = 3000;
const PONG_DEADLINE_MS = 4000;
const MOST_STREAMS = 90;
/** With the standard 64 KB the initial state of a large kind arrives in thousands of round trips. */
const STREAM_WINDOW_BYTES = 4 * 1024 * 1024;
const SESSION_WINDOW_BYTES = 16 * 1024 * 1024;
const SESSION_MEMORY_MB = 64;
