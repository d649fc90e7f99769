import { z } from 'zod';
import { readChallenge, type RegistryChallenge } from '#core/packages/registry-challenge.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GitFailure, RepositoryAddress } from '#flows/ports/sources/git-source.port.ts';
import { answerFailure } from '../transfer/answer-failure.ts';
import { credentialsHeader } from '../transfer/credentials-header.ts';
import { wholeBody } from '../transfer/answer-body.ts';
import type { PackageAnswer, PackageHttp } from '../transfer/package-http.ts';

/** Unit: bytes. */
const largestToken = 100_000;
const Token = z.union([z.object({ token: z.string() }), z.object({ access_token: z.string() })]);

/** Reading one place in a registry, that of a chart or an artifact; logs in once, when the registry asks for it. */
export class RegistrySession {
  /** `oci://host/place` */
  readonly shown: string;
  readonly #http: PackageHttp;
  readonly #address: RepositoryAddress;
  readonly #base: URL;
  readonly #signal: AbortSignal | undefined;
  #authorization: { readonly authorization?: string } = {};

  /** `chart`: below the address; undefined for the address itself. */
  constructor(
    http: PackageHttp,
    address: RepositoryAddress,
    chart: string | undefined,
    signal: AbortSignal | undefined,
  ) {
    const [, host = '', path = ''] = /^oci:\/\/([^/]+)\/?(.*?)\/*$/i.exec(address.url) ?? [];
    const place = [path, chart ?? ''].filter((part) => part !== '').join('/');
    this.shown = `oci://${host}/${place}`;
    this.#base = new URL(`${address.isPlainHttp === true ? 'http' : 'https'}://${host}/v2/${place}/`);
    this.#http = http;
    this.#address = address;
    this.#signal = signal;
  }

  /** A tag or digest in this place, for people. */
  show(reference: string): string {
    return `${this.shown}${reference.startsWith('sha256:') ? '@' : ':'}${reference}`;
  }

  /** `path` is relative to the place, such as `tags/list`. */
  async get(path: string, accept: string, maxBytes: number): Promise<Result<PackageAnswer, GitFailure>> {
    const first = await this.#send(path, accept, maxBytes);
    if (!first.ok || first.value.status !== 401) return first;
    const challenge = readChallenge(first.value.headers.get('www-authenticate') ?? '');
    if (challenge === undefined) return first;
    const login = await this.#logIn(challenge);
    if (!login.ok) return login;
    this.#authorization = login.value;
    return await this.#send(path, accept, maxBytes);
  }

  #send(path: string, accept: string, maxBytes: number): Promise<Result<PackageAnswer, GitFailure>> {
    return this.#http.get({
      url: new URL(path, this.#base),
      address: this.#address,
      headers: { accept, ...this.#authorization },
      // Blobs often lie on another host, whose address is a permission by itself.
      passCredentials: false,
      maxBytes,
      signal: this.#signal,
    });
  }

  /** The registry may get the credentials whatever it asks for, so whom it names for tokens may get them too; but never in plain text. */
  async #logIn(challenge: RegistryChallenge): Promise<Result<{ readonly authorization?: string }, GitFailure>> {
    const own = credentialsHeader(this.#address);
    if (challenge.kind === 'basic') return succeed(own);
    const url = URL.parse(challenge.realm);
    if (url === null || (url.protocol !== 'https:' && this.#base.protocol === 'https:'))
      return fail({ kind: 'refused', message: `${this.#base.host} names a place for tokens without https` });
    if (challenge.service !== '') url.searchParams.set('service', challenge.service);
    if (challenge.scope !== '') url.searchParams.set('scope', challenge.scope);
    const request = { url, address: this.#address, headers: own, passCredentials: false };
    const answer = await this.#http.get({ ...request, maxBytes: largestToken, signal: this.#signal });
    if (!answer.ok) return answer;
    if (answer.value.status !== 200) return fail(answerFailure(answer.value, `a token for ${this.shown}`));
    const token = readToken(answer.value);
    if (token === undefined) return fail({ kind: 'refused', message: `${url.host} answers with no token` });
    return succeed({ authorization: `Bearer ${token}` });
  }
}

function readToken(answer: PackageAnswer): string | undefined {
  try {
    const read = Token.parse(JSON.parse(wholeBody(answer).toString('utf8')));
    return 'token' in read ? read.token : read.access_token;
  } catch {
    // Neither is of use: what is no JSON, and JSON without a token.
    return undefined;
  }
}
