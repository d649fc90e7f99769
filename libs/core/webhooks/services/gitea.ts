import { z } from 'zod';
import type { DeliveryHeaders, WebhookService } from '../delivery.ts';
import { readBodySignature } from '../read-proof.ts';
import { Address, addressesOf } from '../repository-addresses.ts';

const Body = z.object({ repository: z.object({ clone_url: Address, ssh_url: Address, html_url: Address }) });

/** Each sends its own headers and those of its ancestors, and those of GitHub too: the youngest name counts. */
const SENDERS = ['forgejo', 'gitea', 'gogs'];
const EVENTS: ReadonlySet<string | undefined> = new Set(['push', 'create', 'delete']);

/** Forgejo, Gitea and Gogs, which send the same. Source: Forgejo and Gitea documentation, webhooks. */
export const gitea: WebhookService = {
  name: 'gitea',
  isSender: (headers) => senderOf(headers) !== undefined,
  isPush: (headers) => EVENTS.has(headers.get(`x-${senderOf(headers)}-event`)),
  readProof: (headers) => readBodySignature(headers, `x-${senderOf(headers)}-signature`, ''),
  readPush(body) {
    const repository = Body.safeParse(body).data?.repository;
    return { addresses: addressesOf(repository?.clone_url, repository?.ssh_url, repository?.html_url) };
  },
};

function senderOf(headers: DeliveryHeaders): string | undefined {
  return SENDERS.find((name) => headers.has(`x-${name}-event`));
}
