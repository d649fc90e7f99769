import { z } from 'zod';
import type { WebhookService } from '../delivery.ts';
import { readBodySignature } from '../read-proof.ts';
import { Address, addressesOf } from '../repository-addresses.ts';

const Body = z.object({
  date: z.string().optional().catch(undefined),
  repository: z
    .object({ links: z.object({ clone: z.array(z.object({ href: Address })).max(20) }) })
    .optional()
    .catch(undefined),
});

const EVENTS: ReadonlySet<string | undefined> = new Set(['repo:refs_changed', 'mirror:repo_synchronized']);

/** Bitbucket Server and Data Center. Source: Atlassian, Bitbucket Data Center event payload. */
export const bitbucketServer: WebhookService = {
  name: 'bitbucket-server',
  isSender: (headers) => headers.has('x-event-key') && !headers.has('x-hook-uuid'),
  isPush: (headers) => EVENTS.has(headers.get('x-event-key')),
  readProof: (headers) => readBodySignature(headers, 'x-hub-signature', 'sha256='),
  readPush(body) {
    const { date, repository } = Body.safeParse(body).data ?? {};
    const addresses = addressesOf(...(repository?.links.clone ?? []).map(({ href }) => href));
    return { addresses, sentAtMs: date === undefined ? undefined : timeOf(date) };
  },
};

/** `2026-03-04T05:06:07+1000`: the colon in the offset, which other senders write, is left out here. */
function timeOf(date: string): number | undefined {
  const ms = Date.parse(date.replace(/([+-]\d\d)(\d\d)$/, '$1:$2'));
  return Number.isNaN(ms) ? undefined : ms;
}
