import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';

export interface RegistryUser {
  readonly username: string;
  readonly password: string;
}

interface StoredManifest {
  readonly content: Buffer;
  readonly mediaType: string;
}

/** What a request is about: `/v2/NAME/manifests/REFERENCE`, `/v2/NAME/blobs/DIGEST` and the like. */
const requestPath = /^\/v2\/(.+)\/(manifests|blobs\/uploads|blobs|tags)\/([^/]*)$/;

/**
 * A registry on 127.0.0.1, in memory, to push to and to pull from as one user. Source: the distribution specification 1.1, without
 * deleting, mounting and listing of repositories.
 */
export class LocalRegistry {
  /** Method and path of every request that came with the right login. */
  readonly requests: string[] = [];
  readonly #user: RegistryUser;
  readonly #server: Server;
  readonly #blobs = new Map<string, Buffer>();
  /** By name, and by tag or digest. */
  readonly #manifests = new Map<string, Map<string, StoredManifest>>();
  /** What has been sent of a blob, by the address of its upload. */
  readonly #uploads = new Map<string, Buffer[]>();

  private constructor(user: RegistryUser) {
    this.#user = user;
    this.#server = createServer((request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
  }

  static async start(user: RegistryUser): Promise<LocalRegistry> {
    const registry = new LocalRegistry(user);
    await new Promise<void>((resolve, reject) => {
      registry.#server.once('error', reject);
      registry.#server.listen(0, '127.0.0.1', resolve);
    });
    return registry;
  }

  /** Host and port. */
  get host(): string {
    const address = this.#server.address();
    if (address === null || typeof address === 'string') throw new Error('the registry does not listen');
    return `127.0.0.1:${address.port}`;
  }

  /** Digest of what a tag of a repository means; undefined when there is no such tag. */
  digestOf(name: string, tag: string): string | undefined {
    const stored = this.#manifests.get(name)?.get(tag);
    return stored && digest(stored.content);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readAll(request);
    const url = new URL(request.url ?? '/', `http://${this.host}`);
    const { username, password } = this.#user;
    if (request.headers.authorization !== `Basic ${btoa(`${username}:${password}`)}`)
      return end(response.setHeader('www-authenticate', 'Basic realm="local"'), 401);
    this.requests.push(`${request.method} ${url.pathname}`);
    if (url.pathname === '/v2/') return end(response, 200);
    const [, name = '', kind, reference = ''] = requestPath.exec(url.pathname) ?? [];
    const method = request.method ?? '';
    if (kind === 'manifests' && method === 'PUT') return this.#putManifest(name, reference, request, body, response);
    if (kind === 'manifests') return this.#sendManifest(name, reference, method, response);
    if (kind === 'blobs') return this.#sendBlob(reference, method, response);
    if (kind === 'blobs/uploads') return this.#takeBlob(name, url, method, body, response);
    if (kind === 'tags') return this.#listTags(name, response);
    return end(response, 404);
  }

  #putManifest(
    name: string,
    reference: string,
    request: IncomingMessage,
    body: Buffer,
    response: ServerResponse,
  ): void {
    const stored = { content: body, mediaType: request.headers['content-type'] ?? '' };
    const manifests = this.#manifests.get(name) ?? new Map<string, StoredManifest>();
    this.#manifests.set(name, manifests.set(reference, stored).set(digest(body), stored));
    response.setHeader('location', `/v2/${name}/manifests/${digest(body)}`);
    response.setHeader('docker-content-digest', digest(body));
    end(response, 201);
  }

  #sendManifest(name: string, reference: string, method: string, response: ServerResponse): void {
    const stored = this.#manifests.get(name)?.get(reference);
    if (stored === undefined) return end(response, 404);
    response.setHeader('content-type', stored.mediaType);
    send(response, method, stored.content);
  }

  #sendBlob(reference: string, method: string, response: ServerResponse): void {
    const blob = this.#blobs.get(reference);
    if (blob === undefined) return end(response, 404);
    response.setHeader('content-type', 'application/octet-stream');
    send(response, method, blob);
  }

  /** A blob comes in one request or in several: POST begins, PATCH brings more, PUT ends it with its digest. */
  #takeBlob(name: string, url: URL, method: string, body: Buffer, response: ServerResponse): void {
    const place = method === 'POST' ? `/v2/${name}/blobs/uploads/${this.#uploads.size}` : url.pathname;
    const parts = [...(this.#uploads.get(place) ?? []), body];
    this.#uploads.set(place, parts);
    const wanted = url.searchParams.get('digest');
    if (wanted === null) return end(response.setHeader('location', place), 202);
    const content = Buffer.concat(parts);
    if (digest(content) !== wanted) return end(response, 400);
    this.#blobs.set(wanted, content);
    end(response.setHeader('location', `/v2/${name}/blobs/${wanted}`), 201);
  }

  #listTags(name: string, response: ServerResponse): void {
    const manifests = this.#manifests.get(name);
    if (manifests === undefined) return end(response, 404);
    const tags = [...manifests.keys()].filter((reference) => !reference.startsWith('sha256:'));
    send(response, 'GET', Buffer.from(JSON.stringify({ name, tags })));
  }
}

async function readAll(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

function send(response: ServerResponse, method: string, content: Buffer): void {
  response.setHeader('docker-content-digest', digest(content)).setHeader('content-length', content.length);
  response.writeHead(200).end(method === 'HEAD' ? undefined : content);
}

function end(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function digest(content: Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}
