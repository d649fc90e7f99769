import { timingSafeEqual } from 'node:crypto';

export interface GitUser {
  readonly username: string;
  readonly password: string;
}

/** Whether an Authorization header names this user with the right password. Rule: RFC 7617. */
export function isAuthorized(header: string | undefined, user: GitUser): boolean {
  const expected = Buffer.from(`Basic ${Buffer.from(`${user.username}:${user.password}`).toString('base64')}`);
  const given = Buffer.from(header ?? '');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
