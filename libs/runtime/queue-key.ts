import { createSecretKey, type KeyObject, randomBytes } from 'node:crypto';
import { ensureSecret } from '#adapters/kube/control-plane/ensure-secret.ts';
import type { KubeConnection } from '#adapters/kube/transport/kube-connection.ts';
import type { EnvelopeKeys } from '#adapters/queue/jobs/envelope.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';

const NAME = 'nabe-queue-key';
const KEY_BYTES = 32;

function makeKey(): Record<string, string> {
  return { current: randomBytes(KEY_BYTES).toString('base64') };
}

/**
 * The keys that sign sync jobs, from Secret nabe-system/nabe-queue-key; made by whichever process starts first. Keys are base64 under
 * `current` and, while one is replaced, `previous`.
 */
export async function loadQueueKeys(management: KubeConnection): Promise<EnvelopeKeys> {
  const secret = await ensureSecret(management, { namespace: SYSTEM_NAMESPACE, name: NAME, create: makeKey });
  if (!secret.ok) throw new Error(`cannot get the key that signs sync jobs: ${secret.failure.message}`);
  const { current, previous } = secret.value;
  if (current === undefined)
    throw new Error(`Secret ${SYSTEM_NAMESPACE}/${NAME} lacks the key current: delete it, and a new one is made`);
  return {
    current: readKey(current),
    ...(previous !== undefined && { previous: readKey(previous) }),
  };
}

function readKey(base64: string): KeyObject {
  return createSecretKey(Buffer.from(base64, 'base64'));
}
