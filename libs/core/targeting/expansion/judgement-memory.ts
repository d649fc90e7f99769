import { isJsonObject } from '#core/model/json.ts';
import type { ExpandedApplication } from '../fill-template.ts';
import { clusterAt, type ClusterServers, type WantedApplication } from '../judge-application.ts';

interface Judged {
  readonly wanted: WantedApplication;
  /** Name of the registered cluster at its destination's server, if any: all that a judgement takes from elsewhere. */
  readonly cluster: string | undefined;
}

/** Valid Applications by what they were read from. */
export class JudgementMemory {
  private readonly judged = new WeakMap<ExpandedApplication, Judged>();

  /** Undefined also when it would be judged differently with these addresses. */
  get(application: ExpandedApplication, servers: ClusterServers | undefined): WantedApplication | undefined {
    const known = this.judged.get(application);
    const server = serverOf(application);
    if (known === undefined || server === '') return known?.wanted;
    return servers !== undefined && clusterAt(server, servers) === known.cluster ? known.wanted : undefined;
  }

  set(application: ExpandedApplication, wanted: WantedApplication, servers: ClusterServers | undefined): void {
    this.judged.set(application, { wanted, cluster: clusterAt(serverOf(application), servers ?? new Map()) });
  }
}

function serverOf({ spec: { destination } }: ExpandedApplication): string {
  const server = isJsonObject(destination) ? destination['server'] : undefined;
  return typeof server === 'string' ? server : '';
}
