import { sign } from 'node:crypto';
import type { GitHubApp } from '#core/repositories/repository-access.ts';

/** GitHub allows ten minutes; the rest is room for clocks that differ. Unit: seconds. */
const lifetime = 540;
const clockRoom = 60;

/**
 * The token with which a GitHub App itself asks GitHub's API (a JSON Web Token, RS256). Throws when the key is no RSA key.
 * Rule: GitHub's "Generating a JSON Web Token (JWT) for a GitHub App".
 */
export function signAppToken({ appId, privateKey }: GitHubApp, nowMs: number): string {
  const now = Math.floor(nowMs / 1000);
  const parts = [
    { alg: 'RS256', typ: 'JWT' },
    { iat: now - clockRoom, exp: now + lifetime, iss: appId },
  ];
  const text = parts.map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  return `${text}.${sign('RSA-SHA256', Buffer.from(text), privateKey).toString('base64url')}`;
}
