import type { Clock } from '#flows/ports/clock.port.ts';
import type { JsonObject } from '#core/model/json.ts';
import type { Result } from '#core/model/result.ts';
import { toJsonText } from '../transport/json-text.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import type { KubeAnswer, RequestFailure } from '../transport/kube-request.ts';
import { leaseObject, type LeaseRecord, microTime, readLease } from './lease-record.ts';

export interface LeaseElectorOptions {
  readonly connection: Pick<KubeConnection, 'send'>;
  readonly namespace: string;
  readonly name: string;
  /** Unique among all candidates, such as a pod's name; a restarted process is another candidate. */
  readonly identity: string;
  readonly clock: Clock;
  /** Of the Lease, while we hold it. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly onGained: () => void;
  /** Also called when the Lease could not be renewed in time, always before another candidate may take it. Told why. */
  readonly onLost: (reason: string) => void;
  readonly timing?: LeaseTiming;
  /** Milliseconds from any start, never set back; the process's own by default. */
  readonly monotonicNow?: () => number;
}

/** Milliseconds. */
export interface LeaseTiming {
  /** After so long without a renewal others may take the Lease. */
  readonly durationMs: number;
  /** Between renewals, and between looks at a Lease that another one holds. */
  readonly intervalMs: number;
}

/**
 * Elects one of several candidates by a Lease. Every write carries the resourceVersion that was read, so of two candidates
 * that write at once one is refused. Time is measured by our own clock alone: from the moment a renewal was *sent*, and from
 * the moment another holder's record was last *seen* to change; clocks of different machines are never compared.
 * Cost: a holder sends one write each interval, a candidate one read each interval. With 500 Leases in one process that
 * is 250 small requests a second at the default interval: for many Leases take a longer timing.
 */
export class LeaseElector {
  readonly #options: LeaseElectorOptions;
  readonly #timing: LeaseTiming;
  readonly #now: () => number;
  readonly #stopping = new AbortController();
  readonly #ended: Promise<void>;
  #held: LeaseRecord | undefined;
  #validUntil = 0;
  #isTold = false;
  /** Why the last renewal failed, or the Lease was lost just now. */
  #failure: string | undefined;
  #seen: { readonly record: LeaseRecord; readonly at: number } | undefined;

  constructor(options: LeaseElectorOptions) {
    this.#options = options;
    this.#timing = options.timing ?? DEFAULT_TIMING;
    this.#now = options.monotonicNow ?? (() => performance.now());
    this.#ended = this.#run();
  }

  get isHolder(): boolean {
    return this.#held !== undefined && this.#now() < this.#validUntil;
  }

  /** Gives the Lease back, so that a successor takes over with its next look, and ends. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
    const held = this.#held;
    if (held === undefined) return;
    this.#lose('it is given back');
    await this.#write('PUT', '', held);
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    while (!this.#stopping.signal.aborted) {
      if (this.#held === undefined) await this.#tryToTake();
      else await this.#renew(this.#held);
      if (this.#stopping.signal.aborted) return;
      await clock.sleep(this.#pauseMs(), this.#stopping.signal);
    }
  }

  /**
   * Up to a tenth is chance, so that candidates do not look at the same moment for ever. A renewal that failed is repeated soon, until
   * the right to the Lease ends: whatever it was may have passed by then. Who has lost the Lease looks soon whether somebody has it now.
   */
  #pauseMs(): number {
    const pause = this.#timing.intervalMs * (0.9 + this.#options.clock.random() / 10);
    if (this.#failure === undefined) return pause;
    const soon = pause / RETRIES_IN_AN_INTERVAL;
    return this.#held === undefined ? soon : Math.max(0, Math.min(soon, this.#validUntil - this.#now()));
  }

  async #renew(held: LeaseRecord): Promise<void> {
    const sentAt = this.#now();
    if (sentAt >= this.#validUntil) return this.#lose(this.#failure ?? 'this process stood still');
    const timer = new AbortController();
    const watchdog = this.#loseWhenExpired(timer.signal);
    const written = await this.#write('PUT', this.#options.identity, held);
    timer.abort();
    await watchdog;
    if (this.#held === undefined) return;
    if (written.ok) return this.#hold(written.value, sentAt);
    this.#failure = written.failure.message;
    if (written.failure.status === 404) this.#lose('somebody has deleted it');
    else if (written.failure.status === 409) await this.#lookAgain();
  }

  /** Somebody wrote the Lease: another holder, or we ourselves in a renewal whose answer was lost. */
  async #lookAgain(): Promise<void> {
    const { connection, identity } = this.#options;
    const answer = await connection.send({ method: 'GET', path: this.#path, deadlineMs: this.#timing.intervalMs });
    const record = answer.ok ? readLease(answer.value.body) : undefined;
    if (record?.holder === identity && this.isHolder) this.#held = record;
    else this.#lose(record === undefined ? 'it cannot be read' : `it is held by '${record.holder}'`);
  }

  /** A server that does not answer must not make two holders: the wait for its answer ends with our right to the Lease. */
  async #loseWhenExpired(answered: AbortSignal): Promise<void> {
    const { clock } = this.#options;
    await clock.sleep(Math.max(0, this.#validUntil - this.#now()), answered);
    if (!answered.aborted) this.#lose(this.#failure ?? 'a renewal was not answered in time');
  }

  async #tryToTake(): Promise<void> {
    const { connection, identity } = this.#options;
    this.#failure = undefined;
    const answer = await connection.send({ method: 'GET', path: this.#path, deadlineMs: this.#timing.intervalMs });
    const sentAt = this.#now();
    if (!answer.ok) {
      if (answer.failure.status !== 404) return;
      const created = await this.#write('POST', identity, undefined);
      if (created.ok) this.#gain(created.value, sentAt);
      return;
    }
    const record = readLease(answer.value.body);
    if (!this.#isFree(record)) return;
    const taken = await this.#write('PUT', identity, record);
    if (taken.ok) this.#gain(taken.value, sentAt);
  }

  #isFree(record: LeaseRecord): boolean {
    if (record.holder === '' || record.holder === this.#options.identity) return true;
    const now = this.#now();
    if (this.#seen?.record.resourceVersion !== record.resourceVersion) {
      this.#seen = { record, at: now };
      return false;
    }
    return now - this.#seen.at >= record.durationSeconds * 1000;
  }

  #gain(answer: KubeAnswer, sentAt: number): void {
    this.#seen = undefined;
    this.#hold(answer, sentAt);
    if (this.#stopping.signal.aborted) return;
    this.#isTold = true;
    this.#options.onGained();
  }

  #hold(answer: KubeAnswer, sentAt: number): void {
    this.#held = readLease(answer.body);
    this.#failure = undefined;
    this.#validUntil = sentAt + this.#timing.durationMs - SAFETY_MS;
  }

  #lose(reason: string): void {
    if (this.#held === undefined) return;
    this.#held = undefined;
    this.#failure = reason;
    if (!this.#isTold) return;
    this.#isTold = false;
    this.#options.onLost(reason);
  }

  async #write(
    method: 'POST' | 'PUT',
    holder: string,
    before: LeaseRecord | undefined,
  ): Promise<Result<KubeAnswer, RequestFailure>> {
    const { connection, namespace, name, clock, identity, labels } = this.#options;
    const isNewHolder = before !== undefined && holder === identity && before.holder !== identity;
    const lease: JsonObject = leaseObject({
      namespace,
      name,
      labels,
      holder,
      durationSeconds: Math.ceil(this.#timing.durationMs / 1000),
      transitions: (before?.transitions ?? 0) + (isNewHolder ? 1 : 0),
      resourceVersion: before?.resourceVersion ?? '',
      now: microTime(clock.now()),
    });
    const path = method === 'POST' ? this.#folder : this.#path;
    return await connection.send({ method, path, body: toJsonText(lease), deadlineMs: this.#timing.intervalMs });
  }

  get #folder(): string {
    return `/apis/coordination.k8s.io/v1/namespaces/${encodeURIComponent(this.#options.namespace)}/leases`;
  }

  get #path(): string {
    return `${this.#folder}/${encodeURIComponent(this.#options.name)}`;
  }
}

/** A leader that vanishes is followed within about eight seconds; one slow answer costs nobody the lead. */
const DEFAULT_TIMING: LeaseTiming = { durationMs: 6000, intervalMs: 2000 };
/** How often a renewal that failed is tried again until the next one would be due. */
const RETRIES_IN_AN_INTERVAL = 8;
/** Work begun just before the Lease ran out gets this long to notice. */
const SAFETY_MS = 500;
