import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import { HUB_IDENTITY } from '#core/spoke-setup/spoke-setup.ts';
import { callKube, type KubeFailure } from './kube-failure.ts';
import type { Clock } from '../ports/clock.port.ts';
import type { KubeApi } from '../ports/clusters/kube-api.port.ts';

export interface HubToken {
  readonly token: string;
  /** RFC 3339; absent for a token that does not expire. */
  readonly expiresAt?: string;
  /** Name of the token Secret on the spoke; absent for one of the TokenRequest API. */
  readonly secretName?: string;
}

const SECRETS = `/api/v1/namespaces/${SYSTEM_NAMESPACE}/secrets`;
const TOKEN_SECRET_TYPE = 'kubernetes.io/service-account-token';
const ACCOUNT_ANNOTATION = 'kubernetes.io/service-account.name';
const POLL_MS = 100;

/** The longest expiry TokenRequest accepts; servers with a lower maximum shorten it and say so in the answer. Unit: seconds. */
const LONGEST_EXPIRY_S = 2 ** 32;

/**
 * Makes a new token of the hub's identity on a spoke: a token Secret, or, where no controller-manager fills it within
 * `waitMs`, one of the TokenRequest API. Older tokens stay valid until {@link dropOtherTokens}.
 */
export async function makeHubToken(
  spoke: KubeApi,
  who: string,
  clock: Clock,
  waitMs: number,
): Promise<Result<HubToken, KubeFailure>> {
  const created = await callKube(spoke, who, { method: 'POST', path: SECRETS, body: tokenSecret() });
  if (!created.ok) return created;
  const { name, uid } = identityOf(created.value);
  const filled = await waitForToken(spoke, who, clock, `${SECRETS}/${name}`, clock.now() + waitMs);
  if (!filled.ok) return filled;
  if (filled.value !== undefined) return succeed({ token: filled.value, secretName: name });
  // A controller-manager that starts later would fill it: a credential nobody knows of.
  const removed = await deleteSecret(spoke, who, name, uid);
  return removed.ok ? requestToken(spoke, who) : removed;
}

/** Ends the tokens of earlier registrations: every token Secret of the hub's identity but the one in use. */
export async function dropOtherTokens(
  spoke: KubeApi,
  who: string,
  current: HubToken,
): Promise<Result<void, KubeFailure>> {
  const path = `${SECRETS}?fieldSelector=${encodeURIComponent(`type=${TOKEN_SECRET_TYPE}`)}`;
  const listed = await callKube(spoke, who, { method: 'GET', path });
  if (!listed.ok) return listed;
  const items = Array.isArray(listed.value['items']) ? listed.value['items'].filter(isJsonObject) : [];
  for (const { name, uid } of items.filter(isOfHub).map(identityOf)) {
    if (name === current.secretName) continue;
    const removed = await deleteSecret(spoke, who, name, uid);
    if (!removed.ok) return removed;
  }
  return succeed(undefined);
}

function tokenSecret(): JsonObject {
  const annotations = { [ACCOUNT_ANNOTATION]: HUB_IDENTITY };
  const metadata = { generateName: `${HUB_IDENTITY}-token-`, namespace: SYSTEM_NAMESPACE, annotations };
  return { apiVersion: 'v1', kind: 'Secret', metadata, type: TOKEN_SECRET_TYPE };
}

async function waitForToken(
  spoke: KubeApi,
  who: string,
  clock: Clock,
  path: string,
  deadline: number,
): Promise<Result<string | undefined, KubeFailure>> {
  for (;;) {
    const read = await callKube(spoke, who, { method: 'GET', path });
    if (!read.ok) return read;
    const data = read.value['data'];
    const token = isJsonObject(data) ? data['token'] : undefined;
    if (typeof token === 'string' && token !== '') return succeed(atob(token));
    if (clock.now() >= deadline) return succeed(undefined);
    await clock.sleep(POLL_MS);
  }
}

async function requestToken(spoke: KubeApi, who: string): Promise<Result<HubToken, KubeFailure>> {
  const path = `/api/v1/namespaces/${SYSTEM_NAMESPACE}/serviceaccounts/${HUB_IDENTITY}/token`;
  const body = {
    apiVersion: 'authentication.k8s.io/v1',
    kind: 'TokenRequest',
    spec: { expirationSeconds: LONGEST_EXPIRY_S },
  };
  const answered = await callKube(spoke, who, { method: 'POST', path, body });
  if (!answered.ok) return answered;
  const status = answered.value['status'];
  const token = isJsonObject(status) ? status['token'] : undefined;
  const expiresAt = isJsonObject(status) ? status['expirationTimestamp'] : undefined;
  if (typeof token === 'string' && typeof expiresAt === 'string') return succeed({ token, expiresAt });
  return fail({ kind: 'failed', message: `${who} answered the token request for ${HUB_IDENTITY} without a token` });
}

async function deleteSecret(
  spoke: KubeApi,
  who: string,
  name: string,
  uid: string,
): Promise<Result<void, KubeFailure>> {
  const body = { apiVersion: 'v1', kind: 'DeleteOptions', preconditions: { uid } };
  const deleted = await callKube(spoke, who, { method: 'DELETE', path: `${SECRETS}/${name}`, body });
  return deleted.ok || deleted.failure.kind === 'not-found' ? succeed(undefined) : deleted;
}

function isOfHub(secret: JsonObject): boolean {
  const metadata = secret['metadata'];
  const annotations = isJsonObject(metadata) ? metadata['annotations'] : undefined;
  return isJsonObject(annotations) && annotations[ACCOUNT_ANNOTATION] === HUB_IDENTITY;
}

function identityOf(object: JsonObject): { name: string; uid: string } {
  const metadata = isJsonObject(object['metadata']) ? object['metadata'] : {};
  const { name, uid } = metadata;
  return { name: typeof name === 'string' ? name : '', uid: typeof uid === 'string' ? uid : '' };
}
