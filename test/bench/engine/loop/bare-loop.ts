import { Agent, request } from 'undici';
import type { Manifest } from '#core/model/objects/manifest.ts';
import type { LocalCluster } from '../../../fleet/kubernetes/local-cluster.ts';
import type { Gate } from './gate.ts';
import { manifestPath } from '../manifests.ts';

/**
 * One Application's share of a sync, one request after the other: applies on a spoke, whose kinds all have ranks of their own in the
 * order of a sync, between writes on the management cluster.
 */
export interface BareSync {
  readonly spoke: LocalCluster;
  readonly manifests: readonly Manifest[];
  /** In order. */
  readonly before: readonly StatusWrite[];
  readonly after: readonly StatusWrite[];
}

export interface StatusWrite {
  readonly path: string;
  readonly object: object;
  readonly fieldManager: string;
}

/** Whom the loop signs in as. */
export interface BareIdentity {
  readonly token: string;
  readonly impersonate?: string;
}

export interface BareLoopOptions {
  readonly management: LocalCluster;
  readonly identityOf: (cluster: LocalCluster) => BareIdentity;
  /** On the spokes. */
  readonly fieldManager: string;
  /** Applications at once. */
  readonly concurrency: number;
  /** Every request passes it. */
  readonly gate: Gate;
}

/** Sends what syncs have to send and does nothing else: the measure of what the API servers can take. */
export async function runBareLoop(syncs: readonly BareSync[], options: BareLoopOptions): Promise<void> {
  const clients = new BareClients(options);
  const waiting = syncs.values();
  try {
    await Promise.all(Array.from({ length: options.concurrency }, () => work(waiting, clients, options)));
  } finally {
    await clients.close();
  }
}

async function work(waiting: Iterator<BareSync>, clients: BareClients, options: BareLoopOptions): Promise<void> {
  const { management } = options;
  for (let next = waiting.next(); next.done !== true; next = waiting.next()) {
    const { spoke, manifests, before, after } = next.value;
    for (const write of before) await clients.apply(management, write);
    for (const object of manifests)
      await clients.apply(spoke, { path: manifestPath(object), object, fieldManager: options.fieldManager });
    for (const write of after) await clients.apply(management, write);
  }
}

/** Kept-alive connections, as many as a worker has. */
const SOCKETS = 16;

class BareClients {
  readonly #options: BareLoopOptions;
  readonly #agents = new Map<LocalCluster, Agent>();

  constructor(options: BareLoopOptions) {
    this.#options = options;
  }

  async apply(cluster: LocalCluster, { path, object, fieldManager }: StatusWrite): Promise<void> {
    const { token, impersonate } = this.#options.identityOf(cluster);
    await this.#options.gate.pass();
    const query = `fieldManager=${fieldManager}&force=true&fieldValidation=Strict`;
    const answer = await request(`${cluster.server}${path}?${query}`, {
      dispatcher: this.#agentOf(cluster),
      method: 'PATCH',
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/apply-patch+yaml',
        accept: 'application/json;as=PartialObjectMetadata;g=meta.k8s.io;v=v1',
        'accept-encoding': 'identity',
        ...(impersonate === undefined ? {} : { 'impersonate-user': impersonate }),
      },
      body: JSON.stringify(object),
    });
    const text = await answer.body.text();
    if (answer.statusCode >= 300) throw new Error(`the bare loop cannot apply ${path}: ${text}`);
    JSON.parse(text);
  }

  async close(): Promise<void> {
    await Promise.all([...this.#agents.values()].map((agent) => agent.close()));
  }

  #agentOf(cluster: LocalCluster): Agent {
    const known = this.#agents.get(cluster);
    if (known !== undefined) return known;
    // HTTP/1.1, as a worker does: undici would take HTTP/2 by itself.
    const agent = new Agent({ connections: SOCKETS, pipelining: 1, allowH2: false, connect: { ca: cluster.caPem } });
    this.#agents.set(cluster, agent);
    return agent;
  }
}
