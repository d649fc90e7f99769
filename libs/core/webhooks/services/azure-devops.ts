import { z } from 'zod';
import { fail, succeed } from '#core/model/result.ts';
import type { WebhookService } from '../delivery.ts';
import { Address, addressesOf } from '../repository-addresses.ts';

const Body = z.object({
  eventType: z.string().optional().catch(undefined),
  resource: z
    .object({ repository: z.object({ remoteUrl: Address, sshUrl: Address }) })
    .optional()
    .catch(undefined),
});

const BASIC = /^Basic +([A-Za-z0-9+/]{1,1024}={0,2})$/i;

/** Azure DevOps signs nothing: a user name and password of the subscription are its proof. Source: Microsoft Learn, service hooks. */
export const azureDevOps: WebhookService = {
  name: 'azure-devops',
  isSender: (headers) =>
    headers.has('x-vss-activityid') || headers.has('x-vss-subscriptionid') || headers.has('authorization'),
  isPush: () => true,
  readProof(headers) {
    const credentials = BASIC.exec(headers.get('authorization') ?? '')?.[1];
    if (credentials === undefined)
      return fail('there is no basic authentication: give the service hook a user name and a password');
    return succeed({ kind: 'basic', credentials });
  },
  readPush(body) {
    const { eventType, resource } = Body.safeParse(body).data ?? {};
    if (eventType !== undefined && eventType !== 'git.push') return undefined;
    const { remoteUrl, sshUrl } = resource?.repository ?? {};
    return { addresses: addressesOf(remoteUrl, sshUrl, remoteUrl === undefined ? undefined : sshAddressOf(remoteUrl)) };
  },
};

const HTTPS = /^https:\/\/(?:[^/@]*@)?dev\.azure\.com\/([^/]+)\/([^/]+)\/_git\/([^/]+)$/;

/** The service's SSH addresses lie on a host and a path of their own, and its payloads do not name them. */
function sshAddressOf(remoteUrl: string): string | undefined {
  const [, organisation, project, repository] = HTTPS.exec(remoteUrl) ?? [];
  if (organisation === undefined) return undefined;
  return `ssh://git@ssh.dev.azure.com/v3/${organisation}/${project}/${repository}`;
}
