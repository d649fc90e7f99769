import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ClusterSpec } from '#core/resources/cluster.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import type { SpokeFailure } from '#flows/ports/clusters/cluster-access.port.ts';
import type { ControlPlane } from '#flows/ports/control-plane.port.ts';
import { DiscoveryCache } from '../discovery/discovery-cache.ts';
import { CircuitBreaker } from '../pace/circuit-breaker.ts';
import { type ConnectionPace, KubeConnection } from '../transport/kube-connection.ts';
import type { KubeAnswer, KubeRequest, RequestFailure } from '../transport/kube-request.ts';
import { wireFailure } from '../transport/request-failure.ts';
import { settingsFingerprint, spokeSettings } from './spoke-settings.ts';

export interface ClusterConnectionOptions {
  readonly name: string;
  readonly spec: ClusterSpec;
  readonly secrets: Pick<ControlPlane, 'readSecret'>;
  readonly clock: Clock;
  readonly userAgent: string;
  readonly onAnswer?: OnAnswer | undefined;
  readonly share: ShareOfBudget;
}

/** How many requests at once this process may have in flight to a spoke with this budget. */
export type ShareOfBudget = (budget: number) => number;

/** How a spoke is worked at present. */
export interface SpokePace extends ConnectionPace {
  /** Turned away until a probe is answered. */
  readonly isDown: boolean;
}

/** Told of each request to a spoke: the HTTP method, and the status or `none` when no answer came. For metrics. */
export type OnAnswer = (verb: string, outcome: string, cluster: string) => void;

/**
 * The one connection of this process to one spoke, for all tenants. Built with the first use; built anew when the Cluster's
 * spec changes, or when the spoke refuses the credentials (401) and the Secret holds other ones by now.
 */
export class ClusterConnection {
  readonly name: string;
  readonly discovery: DiscoveryCache;
  readonly #options: ClusterConnectionOptions;
  readonly #breaker: CircuitBreaker;
  readonly #replaced = new Set<(next: KubeConnection) => void>();
  #spec: ClusterSpec;
  #share: ShareOfBudget;
  #connection: KubeConnection | undefined;
  #fingerprint = '';
  #checkedAt = Number.NEGATIVE_INFINITY;
  #checking: Promise<Result<KubeConnection, SpokeFailure>> | undefined;
  #closed = false;

  constructor(options: ClusterConnectionOptions) {
    this.#options = options;
    this.name = options.name;
    this.#spec = options.spec;
    this.#share = options.share;
    this.#breaker = new CircuitBreaker(options.clock);
    this.discovery = new DiscoveryCache((request) => this.send(request), options.clock);
  }

  /** The connection as it stands, built if there is none. */
  async current(): Promise<Result<KubeConnection, SpokeFailure>> {
    return this.#connection === undefined ? await this.#check() : succeed(this.#connection);
  }

  /** Sends one request; a second time only when the first was refused with 401 and there are new credentials. */
  async send(request: KubeRequest): Promise<Result<KubeAnswer, RequestFailure>> {
    const built = await this.current();
    if (!built.ok) return fail({ ...wireFailure('no-connection'), message: built.failure.message });
    const answer = await this.#sendUnlessDown(built.value, request);
    if (answer.ok || answer.failure.status !== 401) return answer;
    const renewed = await this.renewCredentials();
    return renewed === undefined || renewed === built.value ? answer : await this.#sendUnlessDown(renewed, request);
  }

  /** Reads the Secret again, at most every few seconds; answers the connection to use now. */
  async renewCredentials(): Promise<KubeConnection | undefined> {
    const isRecent = this.#options.clock.now() - this.#checkedAt < CHECK_AGAIN_MS;
    if (isRecent && this.#checking === undefined) return this.#connection;
    const checked = await this.#check();
    return checked.ok ? checked.value : this.#connection;
  }

  /** The Cluster as registered now. A change that matters replaces the connection. */
  async update(spec: ClusterSpec): Promise<void> {
    const before = this.#spec;
    this.#spec = spec;
    if (this.#connection === undefined || JSON.stringify(before) === JSON.stringify(spec)) return;
    await this.#checking;
    await this.#check();
  }

  /** Our part of the budget from now on. */
  divide(share: ShareOfBudget): void {
    this.#share = share;
    this.#connection?.allow(share(this.#spec.limits.requestsInFlight));
  }

  /** Undefined before the first use. */
  get pace(): SpokePace | undefined {
    return this.#connection && { ...this.#connection.pace, isDown: this.#breaker.isOpen };
  }

  /** Calls back after each replacement of the connection, until the answered function is called. */
  onReplaced(listener: (next: KubeConnection) => void): () => void {
    this.#replaced.add(listener);
    return () => this.#replaced.delete(listener);
  }

  async close(): Promise<void> {
    this.#closed = true;
    this.#replaced.clear();
    await this.#connection?.close();
  }

  async #sendUnlessDown(connection: KubeConnection, request: KubeRequest): Promise<Result<KubeAnswer, RequestFailure>> {
    const retryAfterMs = this.#breaker.turnAwayMs();
    if (retryAfterMs > 0) return fail({ ...wireFailure('down'), retryAfterMs });
    const answer = await connection.send(request);
    const status = answer.ok ? answer.value.status : answer.failure.status;
    this.#options.onAnswer?.(request.method, status === 0 ? 'none' : String(status), this.name);
    if (answer.ok || answer.failure.status !== 0) this.#breaker.answered();
    else if (answer.failure.reason === 'aborted') this.#breaker.calledOff();
    else this.#breaker.unanswered();
    return answer;
  }

  #check(): Promise<Result<KubeConnection, SpokeFailure>> {
    this.#checking ??= this.#build().finally(() => {
      this.#checking = undefined;
    });
    return this.#checking;
  }

  async #build(): Promise<Result<KubeConnection, SpokeFailure>> {
    const { name, secrets, userAgent, clock } = this.#options;
    const spec = this.#spec;
    this.#checkedAt = clock.now();
    const secret = await secrets.readSecret({ namespace: SYSTEM_NAMESPACE, name: spec.credentialsRef.name });
    if (!secret.ok) {
      return fail({
        kind: 'unreachable',
        message: `Cannot read the credentials of cluster ${name}: ${secret.failure.message}`,
      });
    }
    const fingerprint = settingsFingerprint(spec, secret.value);
    if (this.#connection !== undefined && fingerprint === this.#fingerprint) return succeed(this.#connection);
    const settings = spokeSettings(name, spec, secret.value, userAgent);
    if (!settings.ok) return fail({ kind: 'unauthorized', message: settings.failure });
    if (this.#closed) return fail({ kind: 'not-found', message: `Cluster ${name} is not registered any more` });
    this.#fingerprint = fingerprint;
    return succeed(this.#replace(new KubeConnection(settings.value)));
  }

  #replace(next: KubeConnection): KubeConnection {
    const before = this.#connection;
    next.allow(this.#share(next.settings.requestsInFlight));
    this.#connection = next;
    this.discovery.forget();
    this.#breaker.answered();
    if (before === undefined) return next;
    void before.retire();
    for (const listener of this.#replaced) listener(next);
    return next;
  }
}

/** Enough for a renewed token to be picked up quickly, and few enough reads when all requests are refused. */
const CHECK_AGAIN_MS = 5000;
