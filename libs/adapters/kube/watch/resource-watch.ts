import type { JsonObject } from '#core/model/json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import { backoffMs } from '../pace/backoff.ts';
import { MEDIA, type RequestFailure, type SendRequest } from '../transport/kube-request.ts';
import { wireCode, wireFailure } from '../transport/request-failure.ts';
import { JsonLines } from './json-lines.ts';
import { listAllPages } from './list-all-pages.ts';
import { metadataOf, readWatchEvent, textOf, type WatchEvent } from './watch-event.ts';
import type { OpenWatchStream } from './watch-stream.ts';

export interface ObjectName {
  readonly namespace: string;
  readonly name: string;
}

export interface ObjectIdentity extends ObjectName {
  readonly uid: string;
}

export interface ResourceWatchHandler {
  /** A new state of an object; also, again, for every object while the state is read anew. */
  seen(object: JsonObject, identity: ObjectIdentity): void;
  /** Deleted, without the label now, or not there any more after the state was read anew. Also of what was never `seen`. */
  gone(name: ObjectName): void;
  /** The place in the stream is lost: all state is read anew, and until `allSeen` nothing follows from an absence. */
  relisting(): void;
  /**
   * What it still holds of what was `seen`, as `namespace/name`: objects among them that the state read anew lacks are reported `gone`. A handler
   * to whom `allSeen` tells enough answers nothing. The watch itself keeps no list: there are thousands of objects, and handlers have one.
   */
  held(): Iterable<string>;
  /** Every object there is has been `seen`: all of them as `namespace/name`. */
  allSeen(all: ReadonlySet<string>): void;
  /** After the initial state: everything up to this version has been told, by a change of that version or by a bookmark. */
  reached?(resourceVersion: string, by: 'change' | 'bookmark'): void;
  /** Broken; goes on by itself after a wait. The server's ordinary end of a long stream is not told. */
  interrupted(failure: RequestFailure): void;
}

export interface ResourceWatchOptions {
  /** For the fallback to pages and nothing else. */
  readonly send: SendRequest;
  readonly openStream: OpenWatchStream;
  readonly clock: Clock;
  /** Of the collection, without query. */
  readonly path: string;
  readonly labelSelector?: string | undefined;
  readonly metadataOnly: boolean;
  readonly impersonate?: string | undefined;
  readonly handler: ResourceWatchHandler;
}

/**
 * Follows one collection until stopped. The initial state comes through the watch itself (KEP-3157, Kubernetes ≥ 1.32) or,
 * where the server does not offer that, in pages before it. After an interruption it goes on from the last version seen; when
 * the server has forgotten that version (410), everything is read anew and what is missing then is reported as gone.
 */
export class ResourceWatch {
  readonly #options: ResourceWatchOptions;
  readonly #stopping = new AbortController();
  /** Objects of the initial state so far; undefined once it is complete. */
  #fresh: Set<string> | undefined = new Set();
  #resourceVersion = '';
  #streamsInitialState = true;
  #failures = 0;

  constructor(options: ResourceWatchOptions) {
    this.#options = options;
    void this.#run();
  }

  stop(): void {
    this.#stopping.abort();
  }

  async #run(): Promise<void> {
    const { clock, handler } = this.#options;
    while (!this.#stopping.signal.aborted) {
      const startedAt = clock.now();
      const failure = await this.#followOnce();
      if (this.#stopping.signal.aborted) return;
      if (failure === undefined && clock.now() - startedAt >= SHORT_STREAM_MS) continue;
      if (failure !== undefined) {
        handler.interrupted(failure);
        // The connection itself waits for the server to come back: no second wait on top.
        if (failure.status === 0 && this.#failures === 0) {
          this.#failures = 1;
          continue;
        }
      }
      this.#failures += 1;
      const wait = Math.max(backoffMs(this.#failures, BACKOFF, clock.random()), failure?.retryAfterMs ?? 0);
      await clock.sleep(Math.min(wait, LONGEST_WAIT_MS), this.#stopping.signal);
    }
  }

  /** One stream from its opening to its end. Undefined when there is nothing to tell. */
  async #followOnce(): Promise<RequestFailure | undefined> {
    try {
      if (this.#fresh !== undefined && !this.#streamsInitialState) {
        const failure = await this.#readPages();
        if (failure !== undefined) return failure;
      }
      return await this.#readStream();
    } catch (error) {
      // A broken line, or a handler that failed: what we know cannot be trusted any more.
      this.#startAnew();
      return {
        ...wireFailure(wireCode(error)),
        message: `the watch broke: ${error instanceof Error ? error.message : 'unknown'}`,
      };
    }
  }

  async #readStream(): Promise<RequestFailure | undefined> {
    const { openStream, metadataOnly, impersonate } = this.#options;
    const accept = metadataOnly ? MEDIA.metadata : MEDIA.json;
    const opened = await openStream({ path: this.#streamPath(), accept, impersonate }, this.#stopping.signal);
    if (!opened.ok) return this.#afterRefusal(opened.failure);
    const stream = opened.value;
    const stop = (): void => stream.destroy();
    this.#stopping.signal.addEventListener('abort', stop, { once: true });
    try {
      return await this.#readEvents(stream);
    } finally {
      this.#stopping.signal.removeEventListener('abort', stop);
      stream.destroy();
    }
  }

  async #readEvents(stream: AsyncIterable<Buffer>): Promise<RequestFailure | undefined> {
    const chunks = stream[Symbol.asyncIterator]();
    const reader = new JsonLines();
    for (;;) {
      const read = await readLines(chunks, reader);
      if (!read.ok) return read.failure;
      if (read.value === undefined) return undefined;
      for (const line of read.value) {
        if (this.#stopping.signal.aborted) return undefined;
        const event = readWatchEvent(line);
        if (event.type === 'error') return this.#afterRefusal(event.failure);
        this.#take(event);
      }
    }
  }

  #take(event: Exclude<WatchEvent, { type: 'error' }>): void {
    this.#failures = 0;
    if (event.type === 'changed') this.#see(event.object);
    else if (event.type === 'deleted') this.#forget(event.object);
    // Versions inside the initial state are no place to go on from: it is sorted by name.
    if (event.type === 'bookmark' && event.initialEnd) this.#completeInitialState();
    if (this.#fresh === undefined)
      this.#reach(event.resourceVersion, event.type === 'bookmark' ? 'bookmark' : 'change');
  }

  #reach(resourceVersion: string, by: 'change' | 'bookmark'): void {
    this.#resourceVersion = resourceVersion;
    this.#options.handler.reached?.(resourceVersion, by);
  }

  #see(object: JsonObject): void {
    const identity = identityOf(object);
    this.#fresh?.add(`${identity.namespace}/${identity.name}`);
    this.#options.handler.seen(object, identity);
  }

  #forget(object: JsonObject): void {
    const { namespace, name } = identityOf(object);
    this.#fresh?.delete(`${namespace}/${name}`);
    this.#options.handler.gone({ namespace, name });
  }

  #completeInitialState(): void {
    const { handler } = this.#options;
    const fresh = this.#fresh;
    if (fresh === undefined) return;
    this.#fresh = undefined;
    const missing = [...handler.held()].filter((id) => !fresh.has(id));
    for (const id of missing) handler.gone(nameFrom(id));
    handler.allSeen(fresh);
  }

  async #readPages(): Promise<RequestFailure | undefined> {
    const { send, impersonate, metadataOnly, path } = this.#options;
    this.#fresh = new Set();
    const listed = await listAllPages({
      send,
      path: `${path}?${this.#query({})}`,
      accept: metadataOnly ? MEDIA.metadataList : MEDIA.json,
      impersonate,
      signal: this.#stopping.signal,
      each: (object) => this.#see(object),
    });
    if (!listed.ok) return listed.failure;
    this.#completeInitialState();
    this.#reach(listed.value, 'bookmark');
    return undefined;
  }

  #afterRefusal(failure: RequestFailure): RequestFailure | undefined {
    if (failure.status === 410) {
      this.#startAnew();
      return undefined;
    }
    const refusesStreaming = (failure.status === 400 || failure.status === 422) && this.#fresh !== undefined;
    if (refusesStreaming && this.#streamsInitialState) {
      this.#streamsInitialState = false;
      return undefined;
    }
    return failure;
  }

  #startAnew(): void {
    const wasComplete = this.#fresh === undefined;
    this.#fresh = new Set();
    this.#resourceVersion = '';
    if (wasComplete) this.#options.handler.relisting();
  }

  #streamPath(): string {
    if (this.#fresh === undefined) {
      return `${this.#options.path}?${this.#query({ watch: '1', allowWatchBookmarks: 'true', resourceVersion: this.#resourceVersion })}`;
    }
    this.#fresh = new Set();
    const initial = { sendInitialEvents: 'true', resourceVersionMatch: 'NotOlderThan' };
    return `${this.#options.path}?${this.#query({ watch: '1', allowWatchBookmarks: 'true', ...initial })}`;
  }

  #query(parameters: Readonly<Record<string, string>>): string {
    const { labelSelector } = this.#options;
    return new URLSearchParams({ ...parameters, ...(labelSelector === undefined ? {} : { labelSelector }) }).toString();
  }
}

/**
 * The lines that end in the next chunk; undefined at the end of the stream. Fails when it was cut in the middle of a line, or for garbage:
 * everything up to the last event that was handled is known, so the watch goes on from there.
 */
async function readLines(
  chunks: AsyncIterator<Buffer>,
  reader: JsonLines,
): Promise<Result<readonly JsonObject[] | undefined, RequestFailure>> {
  try {
    const chunk = await chunks.next();
    if (chunk.done !== true) return succeed(reader.push(chunk.value));
    reader.end();
    return succeed(undefined);
  } catch (error) {
    return fail(wireFailure(wireCode(error) === 'Error' ? 'closed' : wireCode(error)));
  }
}

function identityOf(object: JsonObject): ObjectIdentity {
  const metadata = metadataOf(object);
  return { namespace: textOf(metadata['namespace']), name: textOf(metadata['name']), uid: textOf(metadata['uid']) };
}

function nameFrom(id: string): ObjectName {
  const slash = id.indexOf('/');
  return { namespace: id.slice(0, slash), name: id.slice(slash + 1) };
}

/** A server that ends streams sooner than this is in trouble: it is asked again with growing waits. */
const SHORT_STREAM_MS = 1000;
const BACKOFF = { firstMs: 200, longestMs: 15_000 };
const LONGEST_WAIT_MS = 30_000;
