import type { MessagePort } from 'node:worker_threads';
import type { TemplateEngines } from '#core/generators/template-engine.ts';
import { isDeepEqual } from '#core/model/deep-equal.ts';
import { type Expansion, type ExpansionRequest, expandSet, SetMemory } from '#core/targeting/expansion/expand-set.ts';
import { listDelta } from '#core/targeting/expansion/list-delta.ts';
import type { WantedApplication } from '#core/targeting/judge-application.ts';
import { RETAINED_APPLICATIONS, RetainedSets } from './retained-sets.ts';
import { type FromThread, PORTION, type ToThread } from './thread-messages.ts';

/** What is remembered of one set, while its spec stays as it is. */
interface Session {
  readonly tenant: string;
  readonly spec: ExpansionRequest['spec'];
  readonly memory: SetMemory;
  /** Of `wanted`, as the other side knows it. */
  readonly version: number;
  readonly wanted: readonly WantedApplication[];
}

type Reply = {
  readonly head: Extract<FromThread, { kind: 'head' }>['head'];
  readonly added: readonly WantedApplication[];
};

/** The thread's side of `ThreadExpander`: one request at a time, its Applications in portions as the other side asks for them. */
export function serveExpansions(port: MessagePort, engines: TemplateEngines): void {
  const sessions = new Sessions(engines);
  let rest: readonly WantedApplication[] = [];
  const send = (message: FromThread) => port.postMessage(message);
  port.on('message', (message: ToThread) => {
    if (message.kind === 'forget') return sessions.forget();
    if (message.kind === 'more') {
      send({ kind: 'portion', wanted: rest.slice(0, PORTION) });
      rest = rest.slice(PORTION);
      return;
    }
    const { head, added } = sessions.expand(message.key, message.request, message.version);
    rest = added;
    send({ kind: 'head', head });
  });
}

class Sessions {
  private readonly engines: TemplateEngines;
  private readonly sessions = new RetainedSets<Session>(RETAINED_APPLICATIONS);
  private versions = 0;

  constructor(engines: TemplateEngines) {
    this.engines = engines;
  }

  expand(key: string, request: ExpansionRequest, version: number | undefined): Reply {
    const session = this.find(key, request);
    // Its own spec, not the equal one of the request: what is remembered is remembered by identity.
    const expansion = expandSet({ ...request, spec: session.spec }, this.engines, session.memory);
    if (expansion.kind !== 'judged') {
      this.sessions.set(key, session);
      return { head: expansion, added: [] };
    }
    return this.tell(key, session, expansion, version);
  }

  forget(): void {
    this.sessions.clear();
  }

  private tell(
    key: string,
    session: Session,
    { targets: { wanted, refused } }: Extract<Expansion, { kind: 'judged' }>,
    version: number | undefined,
  ): Reply {
    const { order, added } = listDelta(session.version === version ? session.wanted : [], wanted);
    this.versions += 1;
    this.sessions.set(key, { ...session, wanted, version: this.versions });
    return { head: { kind: 'judged', refused, version: this.versions, order, added: added.length }, added };
  }

  private find(key: string, { tenant, spec }: ExpansionRequest): Session {
    const known = this.sessions.get(key);
    if (known?.tenant === tenant && isDeepEqual(known.spec, spec)) return known;
    return { tenant, spec, memory: new SetMemory(), version: 0, wanted: [] };
  }
}
