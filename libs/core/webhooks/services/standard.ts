import { z } from 'zod';
import type { WebhookService } from '../delivery.ts';
import { readMessageSignature } from '../read-proof.ts';
import { Address, addressesOf } from '../repository-addresses.ts';

const Body = z.object({ repository: z.object({ url: Address }) });

/** Anything that signs as Standard Webhooks 1.0 says, with `{"repository": {"url": "…"}}` as its body. Source: standardwebhooks.com. */
export const standard: WebhookService = {
  name: 'standard',
  isSender: (headers) => headers.has('webhook-signature'),
  isPush: () => true,
  readProof: readMessageSignature,
  readPush: (body) => ({ addresses: addressesOf(Body.safeParse(body).data?.repository.url) }),
};
