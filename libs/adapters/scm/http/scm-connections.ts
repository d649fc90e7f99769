import { rootCertificates } from 'node:tls';
import { Agent } from 'undici';
import { guardedLookup } from '../hosts/guarded-lookup.ts';
import { type HostPolicy, mayConnectTo } from '../hosts/host-policy.ts';
import type { ScmLimits } from './scm-limits.ts';

/** Whom a connection trusts. */
export interface Trust {
  readonly caData?: string | undefined;
  readonly insecure?: boolean | undefined;
}

/** One pool of connections for each kind of trust, since a connection keeps what its certificate was judged by. */
export class ScmConnections {
  readonly #agents = new Map<string, Agent>();
  readonly #policy: HostPolicy;
  readonly #limits: ScmLimits;

  constructor(policy: HostPolicy, limits: ScmLimits) {
    this.#policy = policy;
    this.#limits = limits;
  }

  agentFor({ caData = '', insecure = false }: Trust): Agent {
    const key = `${insecure} ${caData}`;
    const agent = this.#agents.get(key) ?? this.#open(caData, insecure);
    this.#agents.delete(key);
    this.#agents.set(key, agent);
    this.#dropOldest();
    return agent;
  }

  /** Ends all pools; requests under way fail. */
  async close(): Promise<void> {
    const agents = [...this.#agents.values()];
    this.#agents.clear();
    await Promise.all(agents.map(async (agent) => agent.destroy()));
  }

  #open(caData: string, insecure: boolean): Agent {
    return new Agent({
      connections: this.#limits.requestsInFlight * 2,
      allowH2: false,
      keepAliveTimeout: IDLE_SOCKET_MS,
      maxResponseSize: this.#limits.answerBytes,
      connect: {
        timeout: this.#limits.requestDeadlineMs,
        lookup: guardedLookup((hostname, address) => mayConnectTo(this.#policy, hostname, address)),
        rejectUnauthorized: !insecure,
        ...(caData === '' ? {} : { ca: [...rootCertificates, caData] }),
      },
    });
  }

  /** Closing waits for requests under way, each of which has its deadline. */
  #dropOldest(): void {
    for (const [key, agent] of this.#agents) {
      if (this.#agents.size <= MOST_POOLS) return;
      this.#agents.delete(key);
      agent.close().catch(() => undefined);
    }
  }
}

const IDLE_SOCKET_MS = 10_000;
/** Installations have a few private authorities; more come only from tenants who change theirs. */
const MOST_POOLS = 50;
