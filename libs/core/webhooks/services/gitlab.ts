import { z } from 'zod';
import { fail, succeed } from '#core/model/result.ts';
import type { WebhookService } from '../delivery.ts';
import { readMessageSignature } from '../read-proof.ts';
import { Address, addressesOf } from '../repository-addresses.ts';

const Body = z.object({
  event_name: z.string().optional().catch(undefined),
  project: z.object({ git_http_url: Address, git_ssh_url: Address, web_url: Address }).optional().catch(undefined),
});

const EVENTS: ReadonlySet<string | undefined> = new Set(['Push Hook', 'Tag Push Hook', 'System Hook']);
/** A system hook tells of everything on the server. */
const PUSHES: ReadonlySet<string | undefined> = new Set([undefined, 'push', 'tag_push', 'repository_update']);

/**
 * GitLab: the signing token (Standard Webhooks) where the hook has one, or the secret token in a header of its own. An id stays the same
 * when a delivery is repeated; the event's UUID does too, for versions without Idempotency-Key. Source: GitLab Docs, webhooks.
 */
export const gitlab: WebhookService = {
  name: 'gitlab',
  isSender: (headers) => headers.has('x-gitlab-event'),
  isPush: (headers) => EVENTS.has(headers.get('x-gitlab-event')),
  readProof(headers) {
    if (headers.has('webhook-signature')) return readMessageSignature(headers);
    const token = headers.get('x-gitlab-token');
    if (token === undefined || token === '')
      return fail(
        'there is neither webhook-signature nor x-gitlab-token: give the webhook a signing token or a secret token',
      );
    const id = headers.get('idempotency-key') ?? headers.get('x-gitlab-event-uuid');
    return succeed({ kind: 'token', token, id });
  },
  readPush(body) {
    const { event_name: event, project } = Body.safeParse(body).data ?? {};
    if (!PUSHES.has(event)) return undefined;
    return { addresses: addressesOf(project?.git_http_url, project?.git_ssh_url, project?.web_url) };
  },
};
