import { isJsonObject } from '#core/model/json.ts';
import { objectKeyId, parseObjectKeyId } from '#core/model/objects/object-key.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { ServedKind, SpokeFailure } from '#flows/ports/clusters/cluster-access.port.ts';
import type {
  ClusterFacts,
  ClusterWatches,
  ConnectionListener,
  SeenObject,
  SpokeObservation,
  WatchListener,
  WatchRequest,
} from '#flows/ports/clusters/cluster-watches.port.ts';
import type { FakeObject } from './fake-object.ts';
import { OUR_MANAGER, type FakeSpoke } from './fake-spoke.ts';

interface OpenWatch {
  readonly request: WatchRequest;
  readonly listener: WatchListener;
}

/** Watches of a {@link FakeSpoke} that show what the test says, when it says so. */
export class FakeSpokeObservation implements SpokeObservation, ClusterWatches {
  facts: Result<ClusterFacts, SpokeFailure> = succeed({ version: 'v1.36.3', uid: 'kube-system-uid' });
  /** Answered by {@link open} while set. */
  openFailure: SpokeFailure | undefined;
  /** Kinds that were looked up. */
  readonly resolved: string[] = [];
  readonly listeners = new Set<ConnectionListener>();
  isClosed = false;
  private readonly watches = new Set<OpenWatch>();
  private readonly spoke: FakeSpoke;

  constructor(spoke: FakeSpoke) {
    this.spoke = spoke;
  }

  async open(): Promise<Result<SpokeObservation, SpokeFailure>> {
    return this.openFailure === undefined ? succeed(this) : fail(this.openFailure);
  }

  async readFacts(): Promise<Result<ClusterFacts, SpokeFailure>> {
    return this.facts;
  }

  async resolveKind(kind: { group: string; version: string; kind: string }): Promise<Result<ServedKind, SpokeFailure>> {
    this.resolved.push(kind.kind);
    const served = this.spoke.resolve(kind);
    return served === undefined ? fail({ kind: 'not-found', message: `${kind.kind} is not served.` }) : succeed(served);
  }

  watch(request: WatchRequest, listener: WatchListener): () => void {
    const watch = { request, listener };
    this.watches.add(watch);
    return () => this.watches.delete(watch);
  }

  onConnection(listener: ConnectionListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  close(): void {
    this.isClosed = true;
  }

  /** Open watches as text, such as `ConfigMap` or `Secret in shop as red`. */
  get openWatches(): string[] {
    return [...this.watches].map(({ request }) => describeWatch(request)).toSorted();
  }

  /** All watches, or those of one kind, stream what is there now, as after a (re)connection. */
  stream(kind?: string): void {
    for (const watch of this.watches) {
      if (kind !== undefined && watch.request.kind.kind !== kind) continue;
      const shown = this.objectsOf(watch);
      for (const object of shown) watch.listener.seen(object);
      watch.listener.complete(new Set(shown.map(({ key }) => objectKeyId(key))));
    }
  }

  /** One object changed; or is gone, when it is not there any more. */
  show(id: string): void {
    const key = parseObjectKeyId(id);
    if (key === undefined) throw new Error(`${id} names no object`);
    for (const watch of this.watches) {
      if (watch.request.kind.kind !== key.kind) continue;
      const seen = this.objectsOf(watch).find((object) => objectKeyId(object.key) === id);
      if (seen === undefined) watch.listener.gone(key);
      else watch.listener.seen(seen);
    }
  }

  interrupt(kind: string, failure: SpokeFailure): void {
    for (const { request, listener } of this.watches) if (request.kind.kind === kind) listener.interrupted(failure);
  }

  up(): void {
    for (const listener of this.listeners) listener.up();
  }

  down(failure: SpokeFailure): void {
    for (const listener of this.listeners) listener.down(failure);
  }

  private objectsOf({ request: { kind, namespace, mode } }: OpenWatch): SeenObject[] {
    return [...this.spoke.objects].flatMap(([id, object]) => {
      const key = parseObjectKeyId(id);
      if (key === undefined || key.kind !== kind.kind || key.group !== kind.group) return [];
      if (namespace !== '' && key.namespace !== namespace) return [];
      const { uid } = object;
      const seen = { key, uid, entryHash: object.entryHash(OUR_MANAGER), ...marksOf(object), deleting: false };
      return [mode === 'full' ? { ...seen, object: object.toJson() } : seen];
    });
  }
}

function describeWatch({ kind, namespace, tenant }: WatchRequest): string {
  return `${kind.kind}${namespace === '' ? '' : ` in ${namespace}`}${tenant === undefined ? '' : ` as ${tenant}`}`;
}

function marksOf(object: FakeObject): Pick<SeenObject, 'labels' | 'annotations'> {
  const { metadata } = object.toJson();
  const { labels, annotations } = isJsonObject(metadata) ? metadata : {};
  return { labels: texts(labels), annotations: texts(annotations) };
}

function texts(value: unknown): Record<string, string> {
  if (!isJsonObject(value)) return {};
  return Object.fromEntries(
    Object.entries(value).map(([key, text]) => [key, typeof text === 'string' ? text : JSON.stringify(text)]),
  );
}
