import { createHash, createHmac } from 'node:crypto';
import type { ScmCredentials } from '#flows/ports/generators/scm.port.ts';

export type AwsCredentials = Extract<ScmCredentials, { kind: 'aws' }>;

interface Unsigned {
  readonly method: 'GET' | 'POST';
  /** Without a query. */
  readonly url: string;
  /** Names in lower case. All are signed. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface Scope {
  readonly region: string;
  readonly service: string;
  readonly credentials: AwsCredentials;
  /** Milliseconds since 1970; AWS refuses a signature more than five minutes away from its own clock. */
  readonly atMs: number;
}

/** The headers of a request with AWS Signature Version 4 (AWS, "Create a signed AWS API request"). */
export function signV4({ method, url, headers, body }: Unsigned, scope: Scope): Record<string, string> {
  const { region, service, credentials } = scope;
  const date = new Date(scope.atMs).toISOString().replace(/[-:]|\.\d{3}/g, '');
  const { host, pathname } = new URL(url);
  const signed: Record<string, string> = { ...headers, host, 'x-amz-date': date };
  if (credentials.sessionToken !== undefined) signed['x-amz-security-token'] = credentials.sessionToken;
  const names = Object.keys(signed).toSorted();
  const lines = names.map((name) => `${name}:${signed[name]?.trim().replace(/ +/g, ' ')}\n`).join('');
  const canonical = [method, pathname, '', lines, names.join(';'), sha256(body)].join('\n');
  const day = `${date.slice(0, 8)}/${region}/${service}/aws4_request`;
  const key = day.split('/').reduce<string | Buffer>(hmac, `AWS4${credentials.secretAccessKey}`);
  const signature = hmac(key, ['AWS4-HMAC-SHA256', date, day, sha256(canonical)].join('\n')).toString('hex');
  const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${day}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { ...signed, authorization };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
