import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { fail, succeed } from '#core/model/result.ts';
import type { HttpRequest, SendRequest } from '../http/send-request.ts';
import { InstallationTokens } from './installation-tokens.ts';

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
});
const app = {
  kind: 'github-app',
  appId: '7',
  installationId: '42',
  privateKey,
  apiUrl: 'https://api.github.com',
} as const;

/** Answers every request with a token of its own, which holds for an hour from `clock.nowMs`. */
function office() {
  const clock = { nowMs: Date.parse('2026-03-04T05:06:07Z') };
  const requests: HttpRequest[] = [];
  const send: SendRequest = async (request) => {
    requests.push(request);
    const expires = new Date(clock.nowMs + 3_600_000).toISOString();
    const body = JSON.stringify({ token: `t${requests.length}`, expires_at: expires });
    return succeed({ status: 201, body: Buffer.from(body) });
  };
  return { clock, requests, tokens: new InstallationTokens({ send, now: () => clock.nowMs }) };
}

describe('InstallationTokens', () => {
  it('asks once for all who want the same token', async () => {
    const { tokens, requests } = office();
    const wanted = [tokens.tokenFor(app, {}), tokens.tokenFor(app, {}), tokens.tokenFor(app, {})];
    expect(await Promise.all(wanted)).toEqual([succeed('t1'), succeed('t1'), succeed('t1')]);
    expect(requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      'POST https://api.github.com/app/installations/42/access_tokens',
    ]);
  });

  it('renews a token five minutes before it ends, once for all', async () => {
    const { tokens, clock, requests } = office();
    await tokens.tokenFor(app, {});
    clock.nowMs += 54 * 60_000;
    expect(await tokens.tokenFor(app, {})).toEqual(succeed('t1'));
    clock.nowMs += 2 * 60_000;
    expect(await Promise.all([tokens.tokenFor(app, {}), tokens.tokenFor(app, {})])).toEqual([
      succeed('t2'),
      succeed('t2'),
    ]);
    expect(requests).toHaveLength(2);
  });

  it('asks anew after a refusal', async () => {
    const { tokens } = office();
    await tokens.tokenFor(app, {});
    tokens.forget(app);
    expect(await tokens.tokenFor(app, {})).toEqual(succeed('t2'));
  });

  it.each([
    { status: 401, kind: 'unauthorized' },
    { status: 403, kind: 'unauthorized' },
    { status: 404, kind: 'unauthorized' },
    { status: 503, kind: 'unreachable' },
    { status: 201, kind: 'unreachable' },
  ])('says whose move it is after status $status', async ({ status, kind }) => {
    const send: SendRequest = async () => succeed({ status, body: Buffer.from('<html>') });
    const tokens = new InstallationTokens({ send, now: () => 0 });
    expect(await tokens.tokenFor(app, {})).toMatchObject({ ok: false, failure: { kind } });
  });

  it('forgets a failure', async () => {
    const answers = [fail({ kind: 'unreachable', why: 'takes no connection' } as const), undefined];
    const send: SendRequest = async () =>
      answers.shift() ??
      succeed({ status: 201, body: Buffer.from('{"token":"t","expires_at":"2026-01-01T00:00:00Z"}') });
    const tokens = new InstallationTokens({ send, now: () => 0 });
    expect(await tokens.tokenFor(app, {})).toEqual(
      fail({ kind: 'unreachable', why: "GitHub's API takes no connection" }),
    );
    expect(await tokens.tokenFor(app, {})).toEqual(succeed('t'));
  });

  it('says that the key is none before anybody is asked', async () => {
    const { tokens, requests } = office();
    const answer = await tokens.tokenFor({ ...app, privateKey: 'hunter2' }, {});
    expect(answer).toMatchObject({ ok: false, failure: { kind: 'unauthorized' } });
    expect(JSON.stringify(answer)).not.toContain('hunter2');
    expect(requests).toEqual([]);
  });
});
