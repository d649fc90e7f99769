import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';

export interface CannedRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export interface CannedAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown;
  /** Announces this many bytes more than are sent, then hangs up. */
  readonly missingBytes?: number;
  /** Sends the head and the body, and never the end. */
  readonly neverEnds?: boolean;
}

interface TlsOptions {
  readonly cert: string;
  readonly key: string;
}

/** A local HTTP server that answers as a test says, and remembers what it was asked. */
export class CannedServer {
  readonly requests: CannedRequest[] = [];
  readonly #server: Server;
  #answer: (request: CannedRequest, count: number) => CannedAnswer = () => ({ status: 404, body: {} });

  readonly #scheme: string;

  private constructor(tls?: TlsOptions) {
    const listener = (incoming: IncomingMessage, response: ServerResponse): void => {
      let body = '';
      incoming.setEncoding('utf8').on('data', (part: string) => {
        body += part;
      });
      incoming.on('end', () => {
        const request = { method: incoming.method ?? '', url: incoming.url ?? '', headers: incoming.headers, body };
        this.requests.push(request);
        send(response, this.#answer(request, this.requests.length));
      });
    };
    this.#scheme = tls ? 'https' : 'http';
    this.#server = tls ? createTlsServer(tls, listener) : createServer(listener);
  }

  static async start(tls?: TlsOptions): Promise<CannedServer> {
    const canned = new CannedServer(tls);
    await new Promise<void>((resolve) => {
      canned.#server.listen(0, '127.0.0.1', resolve);
    });
    return canned;
  }

  /** `127.0.0.1:PORT`. */
  get host(): string {
    const address = this.#server.address();
    return `127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
  }

  get origin(): string {
    return `${this.#scheme}://${this.host}`;
  }

  /** The path and query of each request so far, with the method where it is not GET. */
  get asked(): string[] {
    return this.requests.map(({ method, url }) => (method === 'GET' ? url : `${method} ${url}`));
  }

  /** `count` is 1 for the first request. */
  respond(answer: (request: CannedRequest, count: number) => CannedAnswer): void {
    this.#answer = answer;
  }

  /** Answers by path and query, or whatever else tells questions apart; 404 for everything else. */
  serve(
    answers: Readonly<Record<string, CannedAnswer>>,
    questionOf: (request: CannedRequest) => string = ({ url }) => url,
  ): void {
    this.respond((request) => answers[questionOf(request)] ?? { status: 404, body: { message: 'Not Found' } });
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }
}

function send(response: ServerResponse, answer: CannedAnswer): void {
  const { status = 200, headers = {}, body = '', missingBytes = 0, neverEnds = false } = answer;
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const isWhole = missingBytes === 0 && !neverEnds;
  if (!isWhole) response.setHeader('content-length', Buffer.byteLength(text) + Math.max(missingBytes, 1));
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  if (isWhole) response.end(text);
  else response.write(text, () => neverEnds || response.destroy());
}
