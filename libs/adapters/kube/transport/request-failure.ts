import { isJsonObject } from '#core/model/json.ts';
import type { FailureCause, RequestFailure } from './kube-request.ts';

/** Reads the `Status` object of an error answer; any other body (a proxy's page) is not shown, only its status. */
export function readStatusFailure(status: number, text: string, retryAfter: string | undefined): RequestFailure {
  const body = parseObject(text);
  const details = isJsonObject(body['details']) ? body['details'] : {};
  const causes = Array.isArray(details['causes']) ? details['causes'].filter(isJsonObject).map(readCause) : [];
  const seconds = Number(retryAfter ?? details['retryAfterSeconds'] ?? Number.NaN);
  const message = textOf(body['message'], `the API server answered HTTP ${status}`);
  if (status === 500 && body['reason'] === undefined && MANIFEST_FAULT.test(message)) return manifestFault(message);
  return {
    status,
    reason: textOf(body['reason'], `HTTP ${status}`),
    message,
    causes,
    ...(Number.isFinite(seconds) && seconds >= 0 ? { retryAfterMs: seconds * 1000 } : {}),
  };
}

/**
 * An apply whose fields do not fit the schema is answered with 500 and no reason, like a broken server (checked on 1.36.3:
 * unknown field, wrong type, duplicate list key, bad base64). The text is the only sign; such a failure counts as 422.
 */
const MANIFEST_FAULT = /^failed to (create typed patch object|convert new object) \(/;

function manifestFault(message: string): RequestFailure {
  const field = /\): (\.\S*): /.exec(message)?.[1];
  const causes = field === undefined ? [] : [{ reason: 'FieldValueInvalid', field, message: '' }];
  return { status: 422, reason: 'Invalid', message, causes };
}

/** A failure without an answer: `code` says what happened on the wire. */
export function wireFailure(code: string): RequestFailure {
  return { status: 0, reason: code, message: WIRE_MESSAGES[code] ?? `the connection failed (${code})`, causes: [] };
}

/** The code of an error that a socket, TLS or one of the HTTP clients threw; its text may hold addresses and is not used. */
export function wireCode(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause instanceof Error ? wireCode(error.cause) : error.name;
}

function readCause(cause: Readonly<Record<string, unknown>>): FailureCause {
  return {
    reason: textOf(cause['reason'], ''),
    field: textOf(cause['field'], ''),
    message: textOf(cause['message'], ''),
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return isJsonObject(value) ? value : {};
  } catch {
    return {};
  }
}

function textOf(value: unknown, otherwise: string): string {
  return typeof value === 'string' && value !== '' ? value : otherwise;
}

const WIRE_MESSAGES: Readonly<Record<string, string>> = {
  aborted: 'the request was called off',
  deadline: 'the API server did not answer in time',
  UND_ERR_DESTROYED: 'the connection to the API server is closed',
  UND_ERR_CLOSED: 'the connection to the API server is closed',
  down: 'the API server did not answer the last requests and is tried again in a moment',
  closed: 'the connection to the API server is closed',
  ECONNREFUSED: 'the API server refuses connections (ECONNREFUSED)',
  ECONNRESET: 'the API server closed the connection (ECONNRESET)',
  EHOSTUNREACH: 'the API server cannot be reached (EHOSTUNREACH)',
  ENETUNREACH: 'the network of the API server cannot be reached (ENETUNREACH)',
  ENOTFOUND: "the API server's host name cannot be resolved (ENOTFOUND)",
  ETIMEDOUT: 'the API server did not answer in time (ETIMEDOUT)',
  UND_ERR_CONNECT_TIMEOUT: 'the API server did not accept a connection in time',
  UND_ERR_HEADERS_TIMEOUT: 'the API server did not answer in time',
  UND_ERR_BODY_TIMEOUT: 'the API server stopped in the middle of its answer',
  UND_ERR_SOCKET: 'the API server closed the connection',
  UND_ERR_RES_EXCEEDED_MAX_SIZE: 'the answer is larger than the limit',
  DEPTH_ZERO_SELF_SIGNED_CERT: "the server's certificate is not signed by the registered authority",
  SELF_SIGNED_CERT_IN_CHAIN: "the server's certificate is not signed by the registered authority",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "the server's certificate is not signed by the registered authority",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "the server's certificate is not signed by the registered authority",
  CERT_HAS_EXPIRED: "the server's certificate has expired",
  ERR_TLS_CERT_ALTNAME_INVALID: "the server's certificate is for another host name",
  'invalid-json': 'the answer is not JSON',
  SyntaxError: 'the answer is not JSON',
};
