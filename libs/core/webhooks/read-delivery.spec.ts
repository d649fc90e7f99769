import { describe, expect, it } from 'vitest';
import type { JsonValue } from '#core/model/json.ts';
import { readDelivery } from './read-delivery.ts';

const HEX = '0123456789abcdef'.repeat(4);
const BASE64 = `${'A'.repeat(43)}=`;

/** Headers as Node has them before it joins any. */
function raw(headers: Readonly<Record<string, string>>): string[] {
  return Object.entries(headers).flat();
}

function read(headers: Readonly<Record<string, string>>, body: JsonValue) {
  return readDelivery(raw(headers), new TextEncoder().encode(JSON.stringify(body)));
}

describe('readDelivery', () => {
  it.each([
    {
      name: 'headers of nobody',
      headers: { 'Content-Type': 'application/json' },
      failure: 'its headers are those of no service Nabe knows, and it has no webhook-signature',
    },
    {
      name: 'GitHub without a secret',
      headers: { 'X-GitHub-Event': 'push' },
      failure: 'it looks like one of github, and there is no header x-hub-signature-256: give the webhook a secret',
    },
    {
      name: 'GitHub with SHA-1 only',
      headers: { 'X-GitHub-Event': 'push', 'X-Hub-Signature': 'sha1=0123456789abcdef0123456789abcdef01234567' },
      failure: 'it looks like one of github, and there is no header x-hub-signature-256: give the webhook a secret',
    },
    {
      name: 'SHA-1 where Bitbucket has SHA-256',
      headers: { 'X-Event-Key': 'repo:push', 'X-Hook-UUID': '1', 'X-Hub-Signature': `sha1=${HEX.slice(0, 40)}` },
      failure:
        'it looks like one of bitbucket-cloud, and the header x-hub-signature is not sha256=HEX with the HMAC-SHA256 of the body',
    },
    {
      name: 'a signature that is cut off',
      headers: { 'X-Gitea-Event': 'push', 'X-Gitea-Signature': HEX.slice(1) },
      failure:
        'it looks like one of gitea, and the header x-gitea-signature is not HEX with the HMAC-SHA256 of the body',
    },
    {
      name: 'Forgejo with the signature of Gitea only',
      headers: { 'X-Forgejo-Event': 'push', 'X-Gitea-Signature': HEX },
      failure: 'it looks like one of gitea, and there is no header x-forgejo-signature: give the webhook a secret',
    },
    {
      name: 'GitLab without a token',
      headers: { 'X-Gitlab-Event': 'Push Hook', 'X-Gitlab-Token': '' },
      failure:
        'it looks like one of gitlab, and there is neither webhook-signature nor x-gitlab-token: give the webhook a signing token or a secret token',
    },
    {
      name: 'Azure DevOps without credentials',
      headers: { 'X-VSS-SubscriptionId': '1' },
      failure:
        'it looks like one of azure-devops, and there is no basic authentication: give the service hook a user name and a password',
    },
    {
      name: 'a bearer token',
      headers: { Authorization: 'Bearer hush' },
      failure:
        'it looks like one of azure-devops, and there is no basic authentication: give the service hook a user name and a password',
    },
    {
      name: 'an id that could end anywhere',
      headers: { 'webhook-id': 'a.1772600767', 'webhook-timestamp': '1', 'webhook-signature': `v1,${BASE64}` },
      failure: 'it looks like one of standard, and the header webhook-id is not 1 to 128 letters, digits, - or _',
    },
    {
      name: 'a time that is no number',
      headers: { 'webhook-id': 'a', 'webhook-timestamp': '1e3', 'webhook-signature': `v1,${BASE64}` },
      failure: 'it looks like one of standard, and the header webhook-timestamp is not a number of seconds since 1970',
    },
    {
      name: 'a signature of another kind',
      headers: { 'webhook-id': 'a', 'webhook-timestamp': '1', 'webhook-signature': `v1a,${BASE64}` },
      failure:
        'it looks like one of standard, and the header webhook-signature is not v1,BASE64 with the HMAC-SHA256 of ID.TIMESTAMP.BODY',
    },
    {
      name: 'a body that names no repository',
      headers: { 'X-GitHub-Event': 'push', 'X-Hub-Signature-256': `sha256=${HEX}` },
      body: { repository: null, commits: null },
      failure: 'its body does not name the repository as github does',
    },
    {
      name: 'addresses that are no text, or too long',
      headers: { 'X-GitHub-Event': 'push', 'X-Hub-Signature-256': `sha256=${HEX}` },
      body: { repository: { clone_url: 7, ssh_url: 'x'.repeat(2049), html_url: '' } },
      failure: 'its body does not name the repository as github does',
    },
    {
      name: 'a list',
      headers: { 'X-GitHub-Event': 'push', 'X-Hub-Signature-256': `sha256=${HEX}` },
      body: [],
      failure: 'its body is not a JSON object',
    },
  ])('refuses $name', ({ headers, body = {}, failure }) => {
    expect(read(headers, body)).toEqual({ ok: false, failure });
  });

  it.each([
    { name: 'cut off', bytes: new TextEncoder().encode('{"repository":{"clone_url":"https://git.ex') },
    { name: 'empty', bytes: new Uint8Array() },
    { name: 'not UTF-8', bytes: Uint8Array.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]) },
    { name: 'nested without end', bytes: new TextEncoder().encode('['.repeat(100_000)) },
  ])('refuses a body that is $name', ({ bytes }) => {
    const headers = raw({ 'X-GitHub-Event': 'push', 'X-Hub-Signature-256': `sha256=${HEX}` });
    expect(readDelivery(headers, bytes)).toEqual({ ok: false, failure: 'its body is not a JSON object' });
  });

  it('refuses a header that is there twice, in whatever case', () => {
    const headers = [...raw({ 'X-GitHub-Event': 'push', 'X-Hub-Signature-256': 'a' }), 'x-hub-signature-256', 'b'];
    expect(readDelivery(headers, new Uint8Array())).toEqual({
      ok: false,
      failure: 'the header x-hub-signature-256 occurs more than once',
    });
  });

  it('lets headers be there twice that say nothing about a delivery', () => {
    const headers = [...raw({ 'X-GitHub-Event': 'ping' }), 'Via', 'a', 'Via', 'b'];
    expect(readDelivery(headers, new Uint8Array()).ok).toBe(true);
  });
});
