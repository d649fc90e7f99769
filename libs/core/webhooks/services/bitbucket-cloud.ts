import { z } from 'zod';
import type { WebhookService } from '../delivery.ts';
import { readBodySignature } from '../read-proof.ts';
import { Address, addressesOf } from '../repository-addresses.ts';

const Body = z.object({ repository: z.object({ links: z.object({ html: z.object({ href: Address }) }) }) });

/** Bitbucket Cloud: what a browser opens is what git clones. Source: Atlassian Support, Bitbucket Cloud event payloads. */
export const bitbucketCloud: WebhookService = {
  name: 'bitbucket-cloud',
  isSender: (headers) => headers.has('x-event-key') && headers.has('x-hook-uuid'),
  isPush: (headers) => headers.get('x-event-key') === 'repo:push',
  readProof: (headers) => readBodySignature(headers, 'x-hub-signature', 'sha256='),
  readPush: (body) => ({ addresses: addressesOf(Body.safeParse(body).data?.repository.links.html.href) }),
};
