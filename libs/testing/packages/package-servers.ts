import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

/** Answers one request; the path is that of the URL with its query. */
type Answer = (path: string, request: IncomingMessage, response: ServerResponse) => void;

/** A server on this machine. Notes every request as `PATH` or `PATH as LOGIN`. */
export class LocalServer {
  readonly requests: string[] = [];
  readonly #server: Server;

  constructor(answer: Answer) {
    this.#server = createServer((request, response) => {
      const { authorization } = request.headers;
      const path = request.url ?? '';
      this.requests.push(authorization === undefined ? path : `${path} as ${readLogin(authorization)}`);
      answer(path, request, response);
    });
  }

  /** Answers host and port. */
  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the server has no port');
    return `127.0.0.1:${address.port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

function readLogin(authorization: string): string {
  const [scheme = '', value = ''] = authorization.split(' ');
  return scheme === 'Basic' ? Buffer.from(value, 'base64').toString('utf8') : value;
}

/** SHA-256 in hex. */
export function sumOf(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

export const chartLayer = 'application/vnd.cncf.helm.chart.content.v1.tar+gzip';

export interface OciContent {
  /** Archives by tag; replace or add some while the server runs. */
  readonly tags: Record<string, Uint8Array>;
  /** Of all archives. */
  readonly mediaType?: string;
  /** Below which they lie. */
  readonly place?: string;
  /** `user:password` that a token costs; anybody may read without it. */
  readonly login?: string;
  /** Tags on one page. */
  readonly pageSize?: number;
  /** Sent in place of every blob. */
  readonly forgedBlob?: Uint8Array;
}

/** The manifest of an archive, as a registry stores it. */
export function manifestOf(content: Uint8Array, mediaType = chartLayer): string {
  const layer = { mediaType, digest: `sha256:${sumOf(content)}`, size: content.length };
  return JSON.stringify({ schemaVersion: 2, layers: [layer] });
}

/** The pull part of the distribution specification for one place, `charts/web`, with tokens. */
export function ociServer(content: OciContent): LocalServer {
  const { tags, login, mediaType, place = 'charts/web', pageSize = 2, forgedBlob } = content;
  return new LocalServer((path, { headers }, response) => {
    const url = new URL(path, `http://${headers.host}`);
    if (url.pathname === '/token') {
      const isKnown = headers.authorization === `Basic ${Buffer.from(login ?? '').toString('base64')}`;
      return response.writeHead(isKnown ? 200 : 401).end(JSON.stringify({ token: 'issued' }));
    }
    if (login !== undefined && headers.authorization !== 'Bearer issued') {
      const challenge = `Bearer realm="http://${headers.host}/token",service="local",scope="repository:${place}:pull"`;
      return response.writeHead(401, { 'www-authenticate': challenge }).end();
    }
    const [, kind = '', reference = ''] =
      new RegExp(`^/v2/${place}/(tags|manifests|blobs)/(.+)$`).exec(url.pathname) ?? [];
    if (kind === 'tags') {
      const names = Object.keys(tags);
      const from = names.indexOf(url.searchParams.get('last') ?? '') + 1;
      const page = names.slice(from, from + pageSize);
      const link = `</v2/${place}/tags/list?n=${pageSize}&last=${page.at(-1)}>; rel="next"`;
      return response
        .writeHead(200, from + pageSize < names.length ? { link } : {})
        .end(JSON.stringify({ name: place, tags: page }));
    }
    const found = Object.entries(tags).flatMap(([tag, archive]): (string | Uint8Array)[] => {
      const manifest = manifestOf(archive, mediaType);
      if (kind === 'manifests') return [tag, `sha256:${sumOf(manifest)}`].includes(reference) ? [manifest] : [];
      return reference === `sha256:${sumOf(archive)}` ? [forgedBlob ?? archive] : [];
    })[0];
    return found === undefined ? response.writeHead(404).end() : response.end(found);
  });
}
