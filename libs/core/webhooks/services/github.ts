import { z } from 'zod';
import type { WebhookService } from '../delivery.ts';
import { readBodySignature } from '../read-proof.ts';
import { Address, addressesOf } from '../repository-addresses.ts';

const Body = z.object({ repository: z.object({ clone_url: Address, ssh_url: Address, html_url: Address }) });

/** GitHub, GitHub Enterprise. The older X-Hub-Signature is SHA-1 and not looked at. Source: GitHub Docs, webhook events and payloads. */
export const github: WebhookService = {
  name: 'github',
  isSender: (headers) => headers.has('x-github-event'),
  isPush: (headers) => headers.get('x-github-event') === 'push',
  readProof: (headers) => readBodySignature(headers, 'x-hub-signature-256', 'sha256='),
  readPush(body) {
    const repository = Body.safeParse(body).data?.repository;
    return { addresses: addressesOf(repository?.clone_url, repository?.ssh_url, repository?.html_url) };
  },
};
