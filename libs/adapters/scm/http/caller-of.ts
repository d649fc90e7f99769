import { createHmac, randomBytes } from 'node:crypto';
import type { ScmAccess } from '#flows/ports/generators/scm.port.ts';
import type { Caller } from './api-request.ts';

/** The identity behind an access. It is keyed with chance of this process, so that nobody can try out tokens against it. */
export function callerOf({ credentials, caData }: ScmAccess, insecure: boolean): Caller {
  const id = createHmac('sha256', salt)
    .update(JSON.stringify([credentials, caData, insecure]))
    .digest('base64url');
  return { id, trust: { caData, insecure } };
}

const salt = randomBytes(32);
