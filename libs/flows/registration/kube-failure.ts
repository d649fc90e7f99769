import { isJsonObject, type JsonObject, type JsonValue } from '#core/model/json.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { KubeAnswer, KubeApi, KubeMethod } from '../ports/clusters/kube-api.port.ts';

/** Why a set-up request did not do what was asked. */
export interface KubeFailure {
  /** unreachable: no answer; forbidden: 401 or 403, the caller lacks rights; not-found: 404; failed: any other refusal. */
  readonly kind: 'unreachable' | 'forbidden' | 'not-found' | 'failed';
  readonly message: string;
}

export interface KubeCall {
  readonly method: KubeMethod;
  readonly path: string;
  readonly body?: JsonObject;
  readonly contentType?: string;
}

/** Sends one request and answers the object; anything but 2xx is a failure that names the server's role and what was asked. */
export async function callKube(api: KubeApi, who: string, call: KubeCall): Promise<Result<JsonObject, KubeFailure>> {
  const what = `${call.method} ${pathWithoutQuery(call.path)} on ${who}`;
  let answer: KubeAnswer;
  try {
    answer = await api.request(call.method, call.path, call.body, call.contentType);
  } catch (error) {
    return fail({
      kind: 'unreachable',
      message: `cannot reach ${who}: ${error instanceof Error ? error.message : String(error)}`,
    });
  }
  if (answer.status >= 200 && answer.status < 300) return succeed(isJsonObject(answer.body) ? answer.body : {});
  return fail({
    kind: kindOf(answer.status),
    message: `${what} answered ${answer.status}: ${serverMessage(answer.body)}`,
  });
}

/** Server-side apply with force: set-up states the truth of the fields it writes. */
export function applyKube(
  api: KubeApi,
  who: string,
  manager: string,
  { path, manifest }: { readonly path: string; readonly manifest: JsonObject },
): Promise<Result<JsonObject, KubeFailure>> {
  const query = `?fieldManager=${manager}&force=true&fieldValidation=Strict`;
  return callKube(api, who, {
    method: 'PATCH',
    path: path + query,
    body: manifest,
    contentType: 'application/apply-patch+yaml',
  });
}

function kindOf(status: number): KubeFailure['kind'] {
  if (status === 401 || status === 403) return 'forbidden';
  return status === 404 ? 'not-found' : 'failed';
}

function serverMessage(body: JsonValue): string {
  const message = isJsonObject(body) ? body['message'] : undefined;
  return typeof message === 'string' && message !== '' ? message : 'no reason given';
}

function pathWithoutQuery(path: string): string {
  return path.split('?', 1)[0] ?? path;
}
