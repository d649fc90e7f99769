import { createSign } from 'node:crypto';
import { z } from 'zod';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ScmProvider } from '#core/resources/generators/scm-provider-generator.ts';
import type { ScmCredentials, ScmFailure } from '#flows/ports/generators/scm.port.ts';
import type { Caller } from '../http/api-request.ts';
import type { ScmHttpClient } from '../http/scm-http-client.ts';
import { parse, segment } from './scm-api.ts';

type SignedIn = Result<Readonly<Record<string, string>>, ScmFailure>;

/** The headers that a service takes credentials in; none without credentials. */
export function signInHeaders(kind: ScmProvider['kind'], credentials: ScmCredentials | undefined): SignedIn {
  if (credentials === undefined) return succeed({});
  if (credentials.kind === 'basic') return basic(credentials.username, credentials.password);
  if (credentials.kind !== 'token') return unfit(kind);
  const { token } = credentials;
  // A line break at its end is what "echo" leaves in a Secret.
  if (!/^[\x21-\x7e]+$/.test(token))
    return fail({
      kind: 'unauthorized',
      message: 'the token is empty or has spaces or line breaks in it: the tenant must correct it',
    });
  switch (kind) {
    case 'gitlab':
      return succeed({ 'private-token': token });
    case 'gitea':
      return succeed({ authorization: `token ${token}` });
    case 'azureDevOps':
      return basic('', token);
    case 'github':
    case 'bitbucket':
    case 'bitbucketServer':
      return succeed({ authorization: `Bearer ${token}` });
    case 'awsCodeCommit':
      return unfit(kind);
  }
}

/**
 * Signs in as a GitHub App: a statement signed with its key is exchanged for a token of one installation, good for an hour
 * (GitHub, "Generating a JSON Web Token (JWT) for a GitHub App"). Equal statements share one token.
 */
export async function signInAsGithubApp(
  client: Pick<ScmHttpClient, 'ask'>,
  caller: Caller,
  base: string,
  { appId, installationId, privateKey }: Extract<ScmCredentials, { kind: 'github-app' }>,
  nowMs: number,
): Promise<SignedIn> {
  // Of one minute, so that askers within it share; a minute back, for clocks that differ.
  const second = Math.floor(nowMs / 60_000) * 60 - 60;
  const statement = signStatement({ iat: second, exp: second + 600, iss: appId }, privateKey);
  if (statement === undefined)
    return fail({
      kind: 'unauthorized',
      message: 'the private key of the GitHub App cannot be read: the tenant must correct it',
    });
  const reply = await client.ask(
    {
      method: 'POST',
      url: `${base}/app/installations/${segment(installationId)}/access_tokens`,
      headers: { accept: 'application/vnd.github+json', authorization: `Bearer ${statement}` },
    },
    caller,
  );
  if (!reply.ok) return reply;
  const answer = parse(z.object({ token: z.string().min(1) }), reply.value.body);
  return answer.ok ? succeed({ authorization: `Bearer ${answer.value.token}` }) : answer;
}

function encode(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function signStatement(claims: object, privateKey: string): string | undefined {
  const text = `${encode({ alg: 'RS256', typ: 'JWT' })}.${encode(claims)}`;
  try {
    return `${text}.${createSign('RSA-SHA256').update(text).sign(privateKey, 'base64url')}`;
  } catch {
    return undefined;
  }
}

function basic(username: string, password: string): SignedIn {
  return succeed({ authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}` });
}

function unfit(kind: string): SignedIn {
  return fail({
    kind: 'unauthorized',
    message: `credentials of this kind do not fit ${kind}: the tenant must give others`,
  });
}
