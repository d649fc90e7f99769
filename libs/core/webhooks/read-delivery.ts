import { isJsonObject, type JsonValue } from '#core/model/json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { Delivery, WebhookService } from './delivery.ts';
import { collectHeaders } from './delivery-headers.ts';
import { azureDevOps } from './services/azure-devops.ts';
import { bitbucketCloud } from './services/bitbucket-cloud.ts';
import { bitbucketServer } from './services/bitbucket-server.ts';
import { gitea } from './services/gitea.ts';
import { github } from './services/github.ts';
import { gitlab } from './services/gitlab.ts';
import { standard } from './services/standard.ts';

/** The first that knows the headers: Gitea sends GitHub's as well, GitLab those of Standard Webhooks. Azure DevOps has none it always sends. */
const SERVICES: readonly WebhookService[] = [
  gitea,
  gitlab,
  bitbucketCloud,
  bitbucketServer,
  github,
  standard,
  azureDevOps,
];

export type ReadDelivery =
  | { readonly kind: 'push'; readonly delivery: Delivery }
  /** A ping, an issue, a comment: nothing to do. */
  | { readonly kind: 'other-event'; readonly service: string };

/**
 * What a request says, from its raw headers and body alone; nothing is believed yet. Fails with a sentence for its sender, which never
 * depends on what is registered here.
 */
export function readDelivery(rawHeaders: readonly string[], body: Uint8Array): Result<ReadDelivery, string> {
  const headers = collectHeaders(rawHeaders);
  if (!headers.ok) return headers;
  const service = SERVICES.find((candidate) => candidate.isSender(headers.value));
  if (service === undefined)
    return fail('its headers are those of no service Nabe knows, and it has no webhook-signature');
  const { name } = service;
  if (!service.isPush(headers.value)) return succeed({ kind: 'other-event', service: name });
  const proof = service.readProof(headers.value);
  if (!proof.ok) return fail(`it looks like one of ${name}, and ${proof.failure}`);
  const json = parseBody(body);
  if (json === undefined) return fail('its body is not a JSON object');
  const push = service.readPush(json);
  if (push === undefined) return succeed({ kind: 'other-event', service: name });
  if (push.addresses.length === 0) return fail(`its body does not name the repository as ${name} does`);
  return succeed({ kind: 'push', delivery: { service: name, proof: proof.value, body, ...push } });
}

function parseBody(body: Uint8Array): JsonValue | undefined {
  try {
    const parsed: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
    return isJsonObject(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
