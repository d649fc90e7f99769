import { createHash } from 'node:crypto';
import { z } from 'zod';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { GitHubApp, RepositoryAccess } from '#core/repositories/repository-access.ts';
import { parseJson } from '../http/parse-json.ts';
import type { HttpAnswer, SendRequest } from '../http/send-request.ts';
import type { GitTrouble } from '../output/explain-failure.ts';
import { signAppToken } from './app-token.ts';

interface TokenPorts {
  readonly send: SendRequest;
  /** Milliseconds since 1970. */
  readonly now: () => number;
}

interface Token {
  readonly text: string;
  readonly expiresAtMs: number;
}

const InstallationToken = z.object({
  token: z.string().min(1).max(1000),
  expires_at: z.iso.datetime({ offset: true }),
});

/** A token is renewed this long before it ends: the longest fetch begins with one that outlives it. Unit: milliseconds. */
const renewalMs = 5 * 60_000;
const deadlineMs = 15_000;
const maxBytes = 1_000_000;

/**
 * Installation tokens of GitHub Apps: what git shows as password. Each is asked for once, shared by all who log in as the same
 * installation, and renewed before it ends. Kept in memory only.
 */
export class InstallationTokens {
  readonly #ports: TokenPorts;
  readonly #tokens = new Map<string, Promise<Result<Token, GitTrouble>>>();

  constructor(ports: TokenPorts) {
    this.#ports = ports;
  }

  /** Fails with whose move it is. A failure is not remembered. */
  async tokenFor(app: GitHubApp, access: RepositoryAccess): Promise<Result<string, GitTrouble>> {
    const key = keyOf(app);
    const known = this.#tokens.get(key);
    const held = await known;
    if (held?.ok && held.value.expiresAtMs - renewalMs > this.#ports.now()) return succeed(held.value.text);
    // Whoever waited for the same old token may have begun to renew it meanwhile.
    const current = this.#tokens.get(key);
    const asking = current === undefined || current === known ? this.#ask(app, access) : current;
    this.#tokens.set(key, asking);
    const answer = await asking;
    if (!answer.ok && this.#tokens.get(key) === asking) this.#tokens.delete(key);
    return answer.ok ? succeed(answer.value.text) : answer;
  }

  /** The server refused the token: the next one is asked for anew. */
  forget(app: GitHubApp): void {
    this.#tokens.delete(keyOf(app));
  }

  async #ask(app: GitHubApp, access: RepositoryAccess): Promise<Result<Token, GitTrouble>> {
    const bearer = signToken(app, this.#ports.now());
    if (!bearer.ok) return bearer;
    const answer = await this.#ports.send({
      method: 'POST',
      url: `${app.apiUrl}/app/installations/${app.installationId}/access_tokens`,
      headers: {
        accept: 'application/vnd.github+json',
        authorization: `Bearer ${bearer.value}`,
        'user-agent': 'nabe',
        'x-github-api-version': '2022-11-28',
      },
      access,
      deadlineMs,
      maxBytes,
    });
    if (answer.ok) return readToken(app, answer.value);
    const { failure } = answer;
    const why = failure.kind === 'too-large' ? 'answers with more than a token' : failure.why;
    return fail({ kind: failure.kind === 'untrusted' ? 'untrusted' : 'unreachable', why: `GitHub's API ${why}` });
  }
}

function signToken(app: GitHubApp, nowMs: number): Result<string, GitTrouble> {
  try {
    return succeed(signAppToken(app, nowMs));
  } catch {
    return fail({
      kind: 'unauthorized',
      why: 'githubAppPrivateKey of its Secret is no RSA key: its owner has to correct it',
    });
  }
}

function readToken({ appId, installationId }: GitHubApp, { status, body }: HttpAnswer): Result<Token, GitTrouble> {
  const who = `GitHub App ${appId}`;
  if (status === 401)
    return fail({
      kind: 'unauthorized',
      why: `GitHub does not accept the private key of ${who}: its owner has to renew it`,
    });
  if (status === 404)
    return fail({
      kind: 'unauthorized',
      why: `${who} has no installation ${installationId}: its owner has to correct it`,
    });
  if (status === 403)
    return fail({
      kind: 'unauthorized',
      why: `installation ${installationId} of ${who} is suspended or asks too often`,
    });
  if (status !== 201) return fail({ kind: 'unreachable', why: `GitHub's API answers with HTTP status ${status}` });
  const parsed = InstallationToken.safeParse(parseJson(body.toString('utf8')));
  if (!parsed.success)
    return fail({ kind: 'unreachable', why: "GitHub's API answers with something else than a token" });
  return succeed({ text: parsed.data.token, expiresAtMs: Date.parse(parsed.data.expires_at) });
}

function keyOf(app: GitHubApp): string {
  return createHash('sha256').update(JSON.stringify(app)).digest('hex');
}
