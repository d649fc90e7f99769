import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import { ensureSecret } from '#adapters/kube/control-plane/ensure-secret.ts';
import type { KubeConnection } from '#adapters/kube/transport/kube-connection.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';

const NAME = 'nabe-digest-key';
const KEY_BYTES = 32;

function makeKey(): Record<string, string> {
  return { key: randomBytes(KEY_BYTES).toString('base64') };
}

/**
 * Digests of objects that everybody may read without learning what is in them, by the key in Secret nabe-system/nabe-digest-key; made by
 * whichever process starts first. Another key means other digests: then every object is applied once more.
 */
export async function loadKeyedDigest(management: KubeConnection): Promise<(text: string) => string> {
  const secret = await ensureSecret(management, { namespace: SYSTEM_NAMESPACE, name: NAME, create: makeKey });
  if (!secret.ok) throw new Error(`cannot get the key for digests of objects: ${secret.failure.message}`);
  const { key } = secret.value;
  if (!key) throw new Error(`Secret ${SYSTEM_NAMESPACE}/${NAME} lacks the key key: delete it, and a new one is made`);
  return keyedDigest(Buffer.from(key, 'base64'));
}

/** Half of an HMAC with SHA-256 in hex: as long as a plain digest. */
function keyedDigest(key: Uint8Array): (text: string) => string {
  // Made once: it takes several times as long as the digest of a small object.
  const secret = createSecretKey(key);
  return (text) => createHmac('sha256', secret).update(text).digest('hex').slice(0, 32);
}
