import { type IncomingMessage, type ServerResponse } from 'node:http';
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { LocalServer } from '#testing/packages/package-servers.ts';

/** Of the secrets engine at `sops`: `/v1/sops/encrypt/red`. */
const transitPath = /^\/v1\/sops\/(encrypt|decrypt)\/([\w-]+)$/;

/** A Vault on this machine with the two calls of its transit engine that sops makes. One token may use every key, as that of a worker. */
export class LocalVault {
  readonly token = randomBytes(12).toString('hex');
  /** Paths that were asked, refused ones too. */
  readonly asked: string[] = [];
  readonly #keys = new Map<string, Buffer>();
  readonly #server = new LocalServer((path, request, response) => void this.#answer(path, request, response));
  #address = '';

  /** As sops is told it on its command line. */
  keyId(name: string): string {
    return `${this.#address}/v1/sops/keys/${name}`;
  }

  get address(): string {
    return this.#address;
  }

  async start(): Promise<void> {
    this.#address = `http://${await this.#server.start()}`;
  }

  async stop(): Promise<void> {
    await this.#server.stop();
  }

  async #answer(path: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.asked.push(path);
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const [, action, name = ''] = transitPath.exec(path) ?? [];
    if (request.headers['x-vault-token'] !== this.token || action === undefined)
      return void response.writeHead(403).end('{"errors": ["permission denied"]}');
    const body: Record<string, string> = JSON.parse(Buffer.concat(chunks).toString());
    const { plaintext = '', ciphertext = '' } = body;
    const data =
      action === 'encrypt'
        ? { ciphertext: this.#encrypt(name, plaintext) }
        : { plaintext: this.#decrypt(name, ciphertext) };
    if (data.plaintext === undefined && data.ciphertext === undefined)
      return void response.writeHead(400).end('{"errors": ["message authentication failed"]}');
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ data }));
  }

  #encrypt(name: string, plaintext: string): string {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', this.#keyOf(name), nonce);
    const sealed = Buffer.concat([cipher.update(plaintext, 'base64'), cipher.final()]);
    return `vault:v1:${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64')}`;
  }

  /** Undefined for what another key has encrypted. */
  #decrypt(name: string, ciphertext: string): string | undefined {
    const bytes = Buffer.from(ciphertext.replace('vault:v1:', ''), 'base64');
    const decipher = createDecipheriv('aes-256-gcm', this.#keyOf(name), bytes.subarray(0, 12));
    decipher.setAuthTag(bytes.subarray(12, 28));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('base64');
    } catch {
      return undefined;
    }
  }

  #keyOf(name: string): Buffer {
    const key = this.#keys.get(name) ?? randomBytes(32);
    this.#keys.set(name, key);
    return key;
  }
}
