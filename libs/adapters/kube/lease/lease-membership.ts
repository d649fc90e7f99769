import { createHash } from 'node:crypto';
import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import type { Clock } from '#flows/ports/clock.port.ts';
import { toJsonText } from '../transport/json-text.ts';
import type { KubeConnection } from '../transport/kube-connection.ts';
import { metadataOf, textOf } from '../watch/watch-event.ts';
import { LeaseElector, type LeaseTiming } from './lease-elector.ts';
import { readLease } from './lease-record.ts';

/** A live process. */
export interface Member {
  readonly identity: string;
  /** What it does, as it says itself. */
  readonly roles: readonly string[];
}

export interface LeaseMembershipOptions {
  readonly connection: KubeConnection;
  readonly namespace: string;
  /** Lease names begin with it; nobody else's do. */
  readonly prefix: string;
  /** Unique among all members; a restarted process may have the same again. */
  readonly identity: string;
  /** Words that labels may hold. */
  readonly roles: readonly string[];
  readonly clock: Clock;
  /** Told of the live members, sorted, whenever they change. We ourselves are among them while our own Lease holds. */
  readonly onChange: (members: readonly Member[]) => void;
  /** Likewise, after every look that was answered. */
  readonly onLook?: ((members: readonly Member[]) => void) | undefined;
  readonly timing?: LeaseTiming;
  /** Milliseconds from any start, never set back; the process's own by default. */
  readonly monotonicNow?: () => number;
}

interface SeenLease extends Member {
  readonly resourceVersion: string;
  readonly durationMs: number;
  /** When this version was first seen, by our own clock. */
  readonly at: number;
}

/**
 * Knows which processes of a kind are alive: each renews one Lease of its own, and each reads all of them. Costs two small requests each
 * interval, however much the members share among themselves. As with elections, no clocks of different machines are compared: who
 * has not written for the duration, as seen from here, is gone. Two members may disagree for a moment.
 */
export class LeaseMembership {
  readonly #options: LeaseMembershipOptions;
  readonly #timing: LeaseTiming;
  readonly #now: () => number;
  readonly #own: LeaseElector;
  readonly #stopping = new AbortController();
  readonly #ended: Promise<void>;
  readonly #seen = new Map<string, SeenLease>();
  #told = '[]';

  constructor(options: LeaseMembershipOptions) {
    this.#options = options;
    this.#timing = options.timing ?? DEFAULT_TIMING;
    this.#now = options.monotonicNow ?? (() => performance.now());
    this.#own = new LeaseElector({
      ...options,
      timing: this.#timing,
      labels: { [ROLES_LABEL]: options.roles.join('.') },
      name: `${options.prefix}${createHash('sha256').update(options.identity).digest('hex').slice(0, NAME_DIGITS)}`,
      onGained: () => this.#tell(),
      onLost: () => this.#tell(),
    });
    this.#ended = this.#run();
  }

  /** Leaves, so that the others know with their next look. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
    await this.#own.stop();
  }

  async #run(): Promise<void> {
    const { clock } = this.#options;
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const isAnswered = await this.#look();
      if (signal.aborted) return;
      this.#tell();
      if (isAnswered) this.#options.onLook?.(this.#members());
      const pauseMs = this.#timing.intervalMs * (1 - clock.random() / 10);
      await clock.sleep(Math.min(pauseMs, this.#untilNextEndMs()), signal);
    }
  }

  /** Until the first of the live ones is gone, if nothing is heard of it. */
  #untilNextEndMs(): number {
    const lefts = [...this.#seen.values()].map(({ at, durationMs }) => at + durationMs - this.#now());
    return Math.min(...lefts.filter((leftMs) => leftMs > 0), this.#timing.durationMs);
  }

  /** Without an answer what was known goes on, and runs out. */
  async #look(): Promise<boolean> {
    const { connection, prefix } = this.#options;
    const answer = await connection.send({ method: 'GET', path: this.#folder, deadlineMs: this.#timing.intervalMs });
    if (!answer.ok) return false;
    const items = Array.isArray(answer.value.body['items']) ? answer.value.body['items'].filter(isJsonObject) : [];
    const leases = new Map(items.map((lease) => [textOf(metadataOf(lease)['name']), lease]));
    for (const name of this.#seen.keys()) if (!leases.has(name)) this.#seen.delete(name);
    for (const [name, lease] of leases) if (name.startsWith(prefix)) this.#see(name, lease);
    await this.#removeOld();
    return true;
  }

  #see(name: string, lease: JsonObject): void {
    const { holder: identity, resourceVersion, durationSeconds } = readLease(lease);
    const roles = rolesOf(lease);
    if (this.#seen.get(name)?.resourceVersion === resourceVersion) return;
    this.#seen.set(name, { identity, roles, resourceVersion, durationMs: durationSeconds * 1000, at: this.#now() });
  }

  /** Processes come and go under new names: what they leave is removed by one of those that live. */
  async #removeOld(): Promise<void> {
    if (this.#members()[0]?.identity !== this.#options.identity) return;
    const old = [...this.#seen].filter(([, { at }]) => this.#now() - at > OLD_MS);
    for (const [name, { resourceVersion }] of old) {
      const options = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { resourceVersion } };
      const path = `${this.#folder}/${encodeURIComponent(name)}`;
      await this.#options.connection.send({ method: 'DELETE', path, body: toJsonText(options) });
    }
  }

  #members(): Member[] {
    const { identity, roles } = this.#options;
    const live = new Map<string, Member>();
    for (const { at, durationMs, ...seen } of this.#seen.values())
      if (seen.identity !== '' && this.#now() - at < durationMs)
        live.set(seen.identity, { identity: seen.identity, roles: seen.roles });
    if (this.#own.isHolder) live.set(identity, { identity, roles });
    else live.delete(identity);
    return [...live.values()].toSorted((one, other) => (one.identity < other.identity ? -1 : 1));
  }

  #tell(): void {
    if (this.#stopping.signal.aborted) return;
    const members = this.#members();
    const told = JSON.stringify(members);
    if (told === this.#told) return;
    this.#told = told;
    this.#options.onChange(members);
  }

  get #folder(): string {
    return `/apis/coordination.k8s.io/v1/namespaces/${encodeURIComponent(this.#options.namespace)}/leases`;
  }
}

/** Absent where a version wrote the Lease that knew no roles: its workers do everything. */
function rolesOf(lease: JsonObject): string[] {
  const { labels } = metadataOf(lease);
  const text = isJsonObject(labels) ? textOf(labels[ROLES_LABEL]) : '';
  return text === '' ? [...ALL_ROLES] : text.split('.');
}

const ROLES_LABEL = 'nabe.dev/roles';
const ALL_ROLES = ['sync', 'observe'];
/** A member that vanishes is missed after eight seconds at the latest; one late renewal costs nobody its place. */
const DEFAULT_TIMING: LeaseTiming = { durationMs: 6000, intervalMs: 1500 };
/** Identities may hold what names may not. */
const NAME_DIGITS = 16;
const OLD_MS = 600_000;
