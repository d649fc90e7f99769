import { Agent, request } from 'undici';

export interface ApiAnswer<Body = unknown> {
  readonly status: number;
  /** Parsed JSON, or the text where the answer is not JSON. */
  readonly body: Body;
}

/** A small client for what tests want to know from an API server, with the admin's token and kept-alive connections. */
export class ApiClient {
  readonly #server: string;
  readonly #token: string;
  readonly #agent: Agent;

  constructor(server: string, caPem: string, token: string) {
    this.#server = server;
    this.#token = token;
    this.#agent = new Agent({ connect: { ca: caPem }, connections: 8, headersTimeout: 15_000, bodyTimeout: 30_000 });
  }

  /** Sends one request. `body` goes as JSON; for a patch set the `content-type` header. The caller says what it expects back. */
  async request<Body = unknown>(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ApiAnswer<Body>> {
    const answer = await request(this.#server + path, {
      method,
      dispatcher: this.#agent,
      headers: { authorization: `Bearer ${this.#token}`, 'content-type': 'application/json', ...headers },
      body: body === undefined ? null : JSON.stringify(body),
    });
    const isJson = String(answer.headers['content-type']).startsWith('application/json');
    const text = await answer.body.text();
    return { status: answer.statusCode, body: isJson ? JSON.parse(text) : text };
  }

  async close(): Promise<void> {
    await this.#agent.destroy();
  }
}
