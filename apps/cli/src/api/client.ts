import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { CliFailure } from '../cli-failure.ts';
import { textsAt } from '../output/collections.ts';

/** A hub that has not answered by then is given up. Unit: milliseconds. */
const REQUEST_TIMEOUT_MS = 15_000;

/** The most the API gives at once: fewer requests for a large fleet. */
const PAGE_SIZE = 1000;

export interface ApiClientOptions {
  readonly server: string;
  readonly timeoutMs?: number;
}

interface PostRequest {
  readonly method?: 'POST';
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A whole collection. */
export interface Listed {
  readonly items: readonly JsonObject[];
  /** Names of resources that exist and that the hub cannot show. */
  readonly unreadable: readonly string[];
}

/** The hub's HTTP API. Every failure is a {@link CliFailure} that says what to do. */
export class ApiClient {
  readonly server: string;
  private readonly timeoutMs: number;

  constructor({ server, timeoutMs = REQUEST_TIMEOUT_MS }: ApiClientOptions) {
    this.server = parseServer(server);
    this.timeoutMs = timeoutMs;
  }

  /** All resources of a collection that match, in the hub's order: every page, or a failure. */
  async list(collection: string, filters: Readonly<Record<string, string | undefined>> = {}): Promise<Listed> {
    const items: JsonObject[] = [];
    let unreadable: readonly string[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.get(`/api/v1/${collection}?${query({ ...filters, limit: String(PAGE_SIZE), cursor })}`);
      const { items: pageItems, next } = page;
      if (!Array.isArray(pageItems)) throw this.noHub(`answered a list of ${collection} without items`);
      items.push(...pageItems.filter(isJsonObject));
      if (next !== undefined && next === cursor) throw this.noHub(`answered the same page of ${collection} twice`);
      unreadable = textsAt(page, 'unreadable');
      cursor = typeof next === 'string' ? next : undefined;
    } while (cursor !== undefined);
    return { items, unreadable };
  }

  async get(path: string): Promise<JsonObject> {
    return this.answerOf(await this.send(path));
  }

  async post(path: string, body: JsonObject): Promise<JsonObject> {
    const headers = { 'content-type': 'application/json' };
    return this.answerOf(await this.send(path, { method: 'POST', headers, body: JSON.stringify(body) }));
  }

  private async answerOf(response: Response): Promise<JsonObject> {
    const body: unknown = await response.json().catch(() => undefined);
    if (!isJsonObject(body)) throw this.noHub(`answered ${response.status} without a JSON object`);
    if (response.ok) return body;
    const detail = body['detail'];
    throw new CliFailure(typeof detail === 'string' ? detail : `the hub at ${this.server} answered ${response.status}`);
  }

  private async send(path: string, request: PostRequest = {}): Promise<Response> {
    try {
      return await fetch(this.server + path, {
        ...request,
        redirect: 'error',
        headers: { accept: 'application/json', ...request.headers },
        signal: AbortSignal.timeout(this.timeoutMs),
      });
    } catch (error) {
      throw new CliFailure(
        `cannot reach the hub at ${this.server} (${reasonOf(error, this.timeoutMs)}): start it, or name another one with --server URL or NABE_SERVER`,
      );
    }
  }

  private noHub(what: string): CliFailure {
    return new CliFailure(`${this.server} ${what}: it is not the API of a Nabe hub; check --server or NABE_SERVER`);
  }
}

function parseServer(text: string): string {
  const url = URL.parse(text);
  const isHttp = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (isHttp && url.username === '' && url.password === '') return text.replace(/\/+$/, '');
  if (isHttp) throw new CliFailure('the address of the hub must not hold a user name or password', 2);
  throw new CliFailure(
    `"${text}" is no address of a hub: give one such as http://127.0.0.1:8080 with --server or NABE_SERVER`,
    2,
  );
}

function query(parameters: Readonly<Record<string, string | undefined>>): string {
  const given = new URLSearchParams();
  for (const [key, value] of Object.entries(parameters)) if (value !== undefined) given.set(key, value);
  return given.toString();
}

/** fetch hides the reason of a failed connection in the cause. */
function reasonOf(error: unknown, timeoutMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${timeoutMs / 1000} s`;
  const { cause } = error;
  if (!(cause instanceof Error)) return error.message;
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : '';
  return REASONS.get(code) ?? (cause.message || code);
}

const REASONS: ReadonlyMap<string, string> = new Map([
  ['ECONNREFUSED', 'connection refused'],
  ['ECONNRESET', 'connection closed'],
  ['ENOTFOUND', 'no such host'],
  ['EAI_AGAIN', 'the name cannot be resolved now'],
  ['ETIMEDOUT', 'timed out'],
]);
