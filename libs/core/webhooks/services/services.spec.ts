import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#core/model/json.ts';
import { readDelivery } from '../read-delivery.ts';

const HEX = '0123456789abcdef'.repeat(4);
const BASE64 = `${'A'.repeat(43)}=`;
const signed = { kind: 'body-signature', signature: HEX };

/** Headers as Node has them before it joins any. */
function raw(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flat();
}

function read(headers: Readonly<Record<string, string>>, body: JsonValue) {
  return readDelivery(raw(headers), new TextEncoder().encode(JSON.stringify(body)));
}

const services = [
  {
    name: 'GitHub',
    headers: {
      'X-GitHub-Event': 'push',
      'X-GitHub-Delivery': '72d3162e-cc78-11e3-81ab-4c9367dc0958',
      'X-Hub-Signature': 'sha1=0123456789abcdef0123456789abcdef01234567',
      'X-Hub-Signature-256': `sha256=${HEX}`,
    },
    body: {
      ref: 'refs/heads/main',
      repository: {
        full_name: 'red/apps',
        html_url: 'https://github.com/red/apps',
        clone_url: 'https://github.com/red/apps.git',
        ssh_url: 'git@github.com:red/apps.git',
      },
    },
    service: 'github',
    proof: signed,
    addresses: ['https://github.com/red/apps.git', 'git@github.com:red/apps.git', 'https://github.com/red/apps'],
  },
  {
    name: 'Gitea, whose headers of GitHub are not taken for it',
    headers: {
      'X-GitHub-Event': 'push',
      'X-Hub-Signature-256': `sha256=${'f'.repeat(64)}`,
      'X-Gogs-Event': 'push',
      'X-Gogs-Signature': 'e'.repeat(64),
      'X-Gitea-Event': 'push',
      'X-Gitea-Signature': HEX,
    },
    body: {
      repository: {
        clone_url: 'https://gitea.example:3000/red/apps.git',
        ssh_url: 'ssh://git@gitea.example:2222/red/apps.git',
      },
    },
    service: 'gitea',
    proof: signed,
    addresses: ['https://gitea.example:3000/red/apps.git', 'ssh://git@gitea.example:2222/red/apps.git'],
  },
  {
    name: 'Forgejo, by its own name before that of Gitea',
    headers: {
      'X-Gitea-Event': 'push',
      'X-Gitea-Signature': 'f'.repeat(64),
      'X-Forgejo-Event': 'delete',
      'X-Forgejo-Signature': HEX,
    },
    body: { repository: { clone_url: 'https://codeberg.example/red/apps.git' } },
    service: 'gitea',
    proof: signed,
    addresses: ['https://codeberg.example/red/apps.git'],
  },
  {
    name: 'GitLab with a secret token',
    headers: {
      'X-Gitlab-Event': 'Tag Push Hook',
      'X-Gitlab-Token': 'hush',
      'X-Gitlab-Event-UUID': '13792a34-cac6-4fda-95a8-c58e00a3954e',
      'Idempotency-Key': 'a5461c4d-9c7f-4af9-add6-cddebe3c426f',
    },
    body: {
      object_kind: 'tag_push',
      event_name: 'tag_push',
      project: {
        web_url: 'https://gitlab.example/red/apps',
        git_ssh_url: 'git@gitlab.example:red/apps.git',
        git_http_url: 'https://gitlab.example/red/apps.git',
      },
    },
    service: 'gitlab',
    proof: { kind: 'token', token: 'hush', id: 'a5461c4d-9c7f-4af9-add6-cddebe3c426f' },
    addresses: [
      'https://gitlab.example/red/apps.git',
      'git@gitlab.example:red/apps.git',
      'https://gitlab.example/red/apps',
    ],
  },
  {
    name: 'GitLab before it had Idempotency-Key',
    headers: { 'X-Gitlab-Event': 'Push Hook', 'X-Gitlab-Token': 'hush', 'X-Gitlab-Event-UUID': 'event-1' },
    body: { project: { git_http_url: 'https://gitlab.example/red/apps.git' } },
    service: 'gitlab',
    proof: { kind: 'token', token: 'hush', id: 'event-1' },
    addresses: ['https://gitlab.example/red/apps.git'],
  },
  {
    name: 'GitLab with a signing token, which counts more than a secret token',
    headers: {
      'X-Gitlab-Event': 'System Hook',
      'X-Gitlab-Token': 'hush',
      'webhook-id': 'a5461c4d-9c7f-4af9-add6-cddebe3c426f',
      'webhook-timestamp': '1772600767',
      'webhook-signature': `v1,${BASE64}`,
    },
    body: { event_name: 'repository_update', project: { git_http_url: 'https://gitlab.example/red/apps.git' } },
    service: 'gitlab',
    proof: {
      kind: 'message-signature',
      id: 'a5461c4d-9c7f-4af9-add6-cddebe3c426f',
      timestamp: '1772600767',
      signatures: [BASE64],
    },
    addresses: ['https://gitlab.example/red/apps.git'],
  },
  {
    name: 'Bitbucket Cloud',
    headers: {
      'X-Event-Key': 'repo:push',
      'X-Hook-UUID': '{0f1b6c2e}',
      'X-Request-UUID': '{6f3c}',
      'X-Hub-Signature': `sha256=${HEX.toUpperCase()}`,
    },
    body: { repository: { full_name: 'red/apps', links: { html: { href: 'https://bitbucket.org/red/apps' } } } },
    service: 'bitbucket-cloud',
    proof: signed,
    addresses: ['https://bitbucket.org/red/apps'],
  },
  {
    name: 'Bitbucket Server, with the time in the body',
    headers: { 'X-Event-Key': 'repo:refs_changed', 'X-Request-Id': 'f2e7', 'X-Hub-Signature': `sha256=${HEX}` },
    body: {
      eventKey: 'repo:refs_changed',
      date: '2026-03-04T15:06:07+1000',
      repository: {
        slug: 'apps',
        links: {
          clone: [
            { href: 'ssh://git@bitbucket.example:7999/red/apps.git', name: 'ssh' },
            { href: 'https://bitbucket.example/scm/red/apps.git', name: 'http' },
          ],
        },
      },
    },
    service: 'bitbucket-server',
    proof: signed,
    addresses: ['ssh://git@bitbucket.example:7999/red/apps.git', 'https://bitbucket.example/scm/red/apps.git'],
    sentAtMs: Date.parse('2026-03-04T05:06:07Z'),
  },
  {
    name: 'Azure DevOps, with the address of ssh that its body lacks',
    headers: { 'X-VSS-ActivityId': '8e1b', Authorization: 'Basic bmFiZTpodXNo' },
    body: {
      id: '03c164c2-8912-4d5e-8009-3707d5f83734',
      eventType: 'git.push',
      resource: { repository: { remoteUrl: 'https://red@dev.azure.com/red/shop/_git/apps' } },
    },
    service: 'azure-devops',
    proof: { kind: 'basic', credentials: 'bmFiZTpodXNo' },
    addresses: ['https://red@dev.azure.com/red/shop/_git/apps', 'ssh://git@ssh.dev.azure.com/v3/red/shop/apps'],
  },
  {
    name: 'Azure DevOps Server, which may send nothing but the credentials',
    headers: { Authorization: 'Basic bmFiZTpodXNo' },
    body: { eventType: 'git.push', resource: { repository: { remoteUrl: 'https://tfs.example/red/shop/_git/apps' } } },
    service: 'azure-devops',
    proof: { kind: 'basic', credentials: 'bmFiZTpodXNo' },
    addresses: ['https://tfs.example/red/shop/_git/apps'],
  },
  {
    name: 'anything else by Standard Webhooks, with two signatures while the secret is replaced',
    headers: {
      'Webhook-Id': 'push-1',
      'Webhook-Timestamp': '1772600767',
      'Webhook-Signature': `v1a,xyz v1,${BASE64} v1,${BASE64.replace('A', 'B')}`,
    },
    body: { repository: { url: 'https://git.example/red/apps.git' } },
    service: 'standard',
    proof: {
      kind: 'message-signature',
      id: 'push-1',
      timestamp: '1772600767',
      signatures: [BASE64, BASE64.replace('A', 'B')],
    },
    addresses: ['https://git.example/red/apps.git'],
  },
];

describe('readDelivery', () => {
  it.each(services)('reads a push of $name', ({ headers, body, service, proof, addresses, sentAtMs }) => {
    const bytes = new TextEncoder().encode(JSON.stringify(body));
    const delivery = { service, proof, addresses, body: bytes, ...(sentAtMs !== undefined && { sentAtMs }) };
    expect(readDelivery(raw(headers), bytes)).toEqual({ ok: true, value: { kind: 'push', delivery } });
  });

  it.each([
    { name: 'a ping of GitHub', headers: { 'X-GitHub-Event': 'ping' }, body: {}, service: 'github' },
    { name: 'an issue of Gitea', headers: { 'X-Gitea-Event': 'issues' }, body: {}, service: 'gitea' },
    {
      name: 'a merge request of GitLab',
      headers: { 'X-Gitlab-Event': 'Merge Request Hook' },
      body: {},
      service: 'gitlab',
    },
    {
      name: 'a user who was created on GitLab',
      headers: { 'X-Gitlab-Event': 'System Hook', 'X-Gitlab-Token': 'hush' },
      body: { event_name: 'user_create' },
      service: 'gitlab',
    },
    {
      name: 'a comment on Bitbucket Cloud',
      headers: { 'X-Event-Key': 'repo:commit_comment_created', 'X-Hook-UUID': '1' },
      body: {},
      service: 'bitbucket-cloud',
    },
    {
      name: 'the connection test of Bitbucket Server',
      headers: { 'X-Event-Key': 'diagnostics:ping' },
      body: { test: true },
      service: 'bitbucket-server',
    },
    {
      name: 'a work item of Azure DevOps',
      headers: { Authorization: 'Basic bmFiZTpodXNo' },
      body: { eventType: 'workitem.created' },
      service: 'azure-devops',
    },
  ])('leaves $name alone', ({ headers, body, service }) => {
    expect(read(headers, body)).toEqual({ ok: true, value: { kind: 'other-event', service } });
  });
});
