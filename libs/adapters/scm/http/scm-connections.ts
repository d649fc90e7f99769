import { rootCertificates } from 'node:tls';
import { Agent, type Dispatcher, ProxyAgent } from 'undici';
import type { HostGuard } from '../hosts/host-guard.ts';
import type { ScmLimits } from './scm-limits.ts';

/** Whom a connection trusts. */
export interface Trust {
  readonly caData?: string | undefined;
  readonly insecure?: boolean | undefined;
}

interface Tls {
  readonly rejectUnauthorized: boolean;
  readonly ca?: string[];
}

/** One pool of connections for each kind of trust, since a connection keeps what its certificate was judged by, and each way out. */
export class ScmConnections {
  readonly #agents = new Map<string, Dispatcher>();
  readonly #guard: Pick<HostGuard, 'lookup'>;
  readonly #limits: ScmLimits;

  constructor(guard: Pick<HostGuard, 'lookup'>, limits: ScmLimits) {
    this.#guard = guard;
    this.#limits = limits;
  }

  /** `proxy`: the URL of the proxy to take; only for targets by https. */
  agentFor({ caData = '', insecure = false }: Trust, proxy = ''): Dispatcher {
    const key = `${insecure} ${proxy} ${caData}`;
    const tls = { rejectUnauthorized: !insecure, ...(caData === '' ? {} : { ca: [...rootCertificates, caData] }) };
    const agent = this.#agents.get(key) ?? (proxy === '' ? this.#open(tls) : this.#openProxied(tls, proxy));
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

  #open(tls: Tls): Dispatcher {
    const { lookup } = this.#guard;
    return new Agent({ ...this.#pool(), connect: { timeout: this.#limits.requestDeadlineMs, lookup, ...tls } });
  }

  #openProxied(tls: Tls, uri: string): Dispatcher {
    const timeout = this.#limits.requestDeadlineMs;
    return new ProxyAgent({ ...this.#pool(), uri, requestTls: { timeout, ...tls }, proxyTls: { timeout } });
  }

  #pool(): Agent.Options {
    return {
      connections: this.#limits.requestsInFlight * 2,
      allowH2: false,
      keepAliveTimeout: IDLE_SOCKET_MS,
      maxResponseSize: this.#limits.answerBytes,
    };
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
