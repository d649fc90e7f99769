import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { RequestFailure, SendRequest } from '../transport/kube-request.ts';
import { metadataOf, textOf } from './watch-event.ts';

export interface ListRequest {
  readonly send: SendRequest;
  /** Of the collection, with a query to which paging is added. */
  readonly path: string;
  readonly accept: string;
  readonly impersonate?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly each: (object: JsonObject) => void;
}

/**
 * Reads a collection page by page and answers its resourceVersion. A failed page fails the whole list, also when the server
 * forgot the list in between (410): the caller starts again, and no shorter list ever looks like a complete one (law 3).
 */
export async function listAllPages(request: ListRequest): Promise<Result<string, RequestFailure>> {
  let next = '';
  for (;;) {
    const answer = await request.send({
      method: 'GET',
      path: `${request.path}&limit=${PAGE_SIZE}${next === '' ? '' : `&continue=${encodeURIComponent(next)}`}`,
      accept: request.accept,
      signal: request.signal,
      impersonate: request.impersonate,
    });
    if (!answer.ok) return answer;
    const { body } = answer.value;
    if (!Array.isArray(body['items'])) return fail(notAList());
    for (const item of body['items']) if (isJsonObject(item)) request.each(item);
    const metadata = metadataOf(body);
    next = textOf(metadata['continue']);
    if (next === '') return succeed(textOf(metadata['resourceVersion']));
  }
}

function notAList(): RequestFailure {
  return { status: 200, reason: 'invalid-list', message: 'the answer to a list holds no items', causes: [] };
}

/** Parsing one page of large objects blocks the process for about 20 ms. */
const PAGE_SIZE = 500;
