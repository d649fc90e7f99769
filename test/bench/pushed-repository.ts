import { createHmac } from 'node:crypto';
import type { World } from '../world/world.ts';

/** The code host and the Repository share it. */
const SECRET = 'shared with the code host';

/** Has a team's Repository wait for webhooks; it is polled so seldom that no benchmark meets it. */
export async function followWebhooks(world: World, team: string, url: string): Promise<void> {
  const namespace = `tenant-${team}`;
  await world.put(`/api/v1/namespaces/${namespace}/secrets/webhook`, {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { namespace, name: 'webhook' },
    stringData: { secret: SECRET },
  });
  await world.put(`/apis/nabe.dev/v1alpha1/namespaces/${namespace}/repositories/${team}`, {
    apiVersion: 'nabe.dev/v1alpha1',
    kind: 'Repository',
    metadata: { namespace, name: team },
    spec: { url, interval: '1h', credentialsRef: { name: `${team}-git` }, webhookSecretRef: { name: 'webhook' } },
  });
}

/** Sends what the code host sends after a push. */
export async function deliverPush(world: World, url: string, commit: string): Promise<void> {
  const { status } = await fetch(`${world.apiUrl}/api/webhook`, pushDelivery(url, commit));
  if (status !== 202) throw new Error(`the hub answered a webhook with ${status}`);
}

/** A signed delivery as GitHub sends it; `after` makes it differ from others. */
function pushDelivery(url: string, after: string): RequestInit {
  const body = JSON.stringify({ ref: 'refs/heads/main', after, repository: { clone_url: url } });
  const signature = createHmac('sha256', SECRET).update(body).digest('hex');
  const headers = {
    'content-type': 'application/json',
    'x-github-event': 'push',
    'x-hub-signature-256': `sha256=${signature}`,
  };
  return { method: 'POST', headers, body };
}
