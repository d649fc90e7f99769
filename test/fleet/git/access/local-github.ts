import { createPublicKey, generateKeyPairSync, verify } from 'node:crypto';
import type { RequestListener } from 'node:http';

/** What GitHub's API knows of one App and its installation. */
export interface GitHubInstallation {
  readonly appId: string;
  readonly installationId: string;
}

/** The part of GitHub's API that hands out installation tokens, which hold for `lifetimeMs`. */
export class LocalGitHub {
  /** PEM: what the owner of the App puts into a Secret. */
  readonly privateKey: string;
  /** Every token handed out, oldest first. */
  readonly tokens: string[] = [];
  readonly #installation: GitHubInstallation;
  readonly #publicKey: string;
  readonly #lifetimeMs: number;

  constructor(installation: GitHubInstallation, lifetimeMs: number) {
    const pair = generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    });
    this.privateKey = pair.privateKey;
    this.#publicKey = pair.publicKey;
    this.#installation = installation;
    this.#lifetimeMs = lifetimeMs;
  }

  readonly answer: RequestListener = (request, response) => {
    const end = (status: number, body: object) => response.writeHead(status).end(JSON.stringify(body));
    if (!this.#isSigned(request.headers.authorization ?? ''))
      return end(401, { message: 'A JWT could not be decoded' });
    const path = `/api/v3/app/installations/${this.#installation.installationId}/access_tokens`;
    if (request.method !== 'POST' || request.url !== path) return end(404, { message: 'Not Found' });
    const token = `ghs_${this.tokens.length + 1}`;
    this.tokens.push(token);
    return end(201, { token, expires_at: new Date(Date.now() + this.#lifetimeMs).toISOString() });
  };

  #isSigned(authorization: string): boolean {
    const [head = '', claims = '', signature = ''] = authorization.replace(/^Bearer /, '').split('.');
    const key = createPublicKey(this.#publicKey);
    const signed = Buffer.from(`${head}.${claims}`);
    if (!verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))) return false;
    const { iss, iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8'));
    const now = Date.now() / 1000;
    return iss === this.#installation.appId && iat <= now && exp > now && exp - iat <= 600;
  }
}
