import { type IncomingMessage, request as sendRequest, type ServerResponse } from 'node:http';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { GitUser } from '../basic-auth.ts';
import type { LocalCertificates } from './local-certificates.ts';

export interface TlsFrontOptions {
  readonly certificates: LocalCertificates;
  /** Root of the HTTP server behind it. */
  readonly target: string;
  readonly wantsClientCertificate?: boolean;
  /** Logins by the Authorization header that stands for them; with this, no other header lets anybody in. */
  readonly logins?: ReadonlyMap<string, GitUser>;
  /** Asks for nothing: who comes without a login is told that there is nothing here. */
  readonly isSilent?: boolean;
}

/** HTTPS in front of a local git server: own certificate, client certificates, tokens in place of passwords. */
export class TlsFront {
  readonly #options: TlsFrontOptions;
  readonly #server: Server;

  private constructor(options: TlsFrontOptions) {
    const { certificates, wantsClientCertificate = false } = options;
    const { certificate: cert, key } = certificates.server;
    const asksClient = { requestCert: wantsClientCertificate, rejectUnauthorized: wantsClientCertificate };
    this.#options = options;
    this.#server = createServer({ cert, key, ca: certificates.ca, ...asksClient }, (request, response) => {
      this.#pass(request, response).catch(() => response.destroy());
    });
  }

  static async start(options: TlsFrontOptions): Promise<TlsFront> {
    const front = new TlsFront(options);
    await new Promise<void>((resolve, reject) => {
      front.#server.once('error', reject);
      front.#server.listen(0, '127.0.0.1', resolve);
    });
    return front;
  }

  get port(): number {
    const address: AddressInfo | string | null = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the TLS front does not listen');
    return address.port;
  }

  /** The address of what lies behind it at `url`. */
  urlOf(url: string): string {
    return `https://127.0.0.1:${this.port}${new URL(url).pathname}`;
  }

  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const headers = { ...request.headers, 'x-forwarded-proto': 'https' };
    const { logins, isSilent, target } = this.#options;
    if (logins !== undefined) {
      const user = logins.get(headers.authorization ?? '');
      if (user === undefined) return refuse(response, isSilent === true ? 404 : 401);
      headers.authorization = `Basic ${btoa(`${user.username}:${user.password}`)}`;
    }
    const behind = sendRequest(new URL(request.url ?? '/', target), { method: request.method, headers });
    const answered = new Promise<IncomingMessage>((resolve, reject) => {
      behind.once('response', resolve).once('error', reject);
    });
    const [answer] = await Promise.all([answered, pipeline(request, behind)]);
    response.writeHead(answer.statusCode ?? 502, answer.headers);
    await pipeline(answer, response);
  }
}

function refuse(response: ServerResponse, status: number): void {
  if (status === 401) response.setHeader('www-authenticate', 'Basic realm="git"');
  response.writeHead(status).end();
}
