import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import type { RequestFailure } from '../transport/kube-request.ts';

/** One line of a watch stream, by what the watcher does next. */
export type WatchEvent =
  | { readonly type: 'changed'; readonly object: JsonObject; readonly resourceVersion: string }
  | { readonly type: 'deleted'; readonly object: JsonObject; readonly resourceVersion: string }
  /** Nothing happened up to this version; `initialEnd`: and every object there is has been streamed. */
  | { readonly type: 'bookmark'; readonly initialEnd: boolean; readonly resourceVersion: string }
  | { readonly type: 'error'; readonly failure: RequestFailure };

/** Reads one event. Throws for a line that is none: the stream cannot be trusted then. */
export function readWatchEvent(line: JsonObject): WatchEvent {
  const { object } = line;
  const type = textOf(line['type']);
  if (!isJsonObject(object)) throw new Error('a watch event carries no object');
  if (type === 'ERROR') return { type: 'error', failure: readErrorObject(object) };
  const metadata = metadataOf(object);
  const resourceVersion = textOf(metadata['resourceVersion']);
  switch (type) {
    case 'ADDED':
    case 'MODIFIED':
      return { type: 'changed', object, resourceVersion };
    case 'DELETED':
      return { type: 'deleted', object, resourceVersion };
    case 'BOOKMARK':
      return { type: 'bookmark', initialEnd: isInitialEnd(metadata), resourceVersion };
    default:
      throw new Error(`unknown type of watch event: "${type}"`);
  }
}

export function metadataOf(object: JsonObject): JsonObject {
  const { metadata } = object;
  return isJsonObject(metadata) ? metadata : {};
}

export function textOf(value: JsonValue | undefined): string {
  return typeof value === 'string' ? value : '';
}

/** KEP-3157: the bookmark that ends the initial state carries this annotation. */
function isInitialEnd(metadata: JsonObject): boolean {
  const { annotations } = metadata;
  return isJsonObject(annotations) && annotations['k8s.io/initial-events-end'] === 'true';
}

function readErrorObject(status: JsonObject): RequestFailure {
  return {
    status: typeof status['code'] === 'number' ? status['code'] : 500,
    reason: textOf(status['reason']) || 'Unknown',
    message: textOf(status['message']) || 'the API server ended the watch',
    causes: [],
  };
}
