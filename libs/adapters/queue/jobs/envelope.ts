import { createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { fail, succeed } from '#core/model/result.ts';
import type { Result } from '#core/model/result.ts';
import type { ApplicationName, SeenVersions } from '#flows/ports/sync-queue.port.ts';

const DnsName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/);

/** As the API server writes versions, which are opaque; without line breaks, see {@link authenticate}. */
const Version = z.string().regex(/^[0-9A-Za-z.-]{0,64}$/);

/**
 * What a job carries: which Application, never what to write there (law 2), how new what is read of it has to be at least, and whether there
 * is anything to ask Redis for. Times in milliseconds since 1970.
 */
export const Envelope = z.strictObject({
  application: z.strictObject({ namespace: DnsName, name: DnsName }),
  seen: z.strictObject({ application: Version, repository: Version, tenant: Version, cluster: Version }),
  isSighted: z.boolean(),
  issuedAt: z.number().int().nonnegative(),
  expiresAt: z.number().int().nonnegative(),
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
  mac: z.string().regex(/^[0-9a-f]{64}$/),
});
export type Envelope = z.infer<typeof Envelope>;

/**
 * Keys of 32 bytes or more, from a Secret: Redis never sees them. While a key is replaced, the previous one still opens. Made once
 * (`createSecretKey`): it takes several times as long as the signature of a job.
 */
export interface EnvelopeKeys {
  readonly current: KeyObject;
  readonly previous?: KeyObject | undefined;
}

/** Why a job is not run. */
export type EnvelopeRefusal = 'malformed' | 'forged' | 'expired';

/** What the hub says of a sync. */
export interface SyncJob {
  readonly application: ApplicationName;
  readonly seen: SeenVersions;
  /** Whether something was sighted for the Application, so that the worker has to ask for it. */
  readonly isSighted: boolean;
}

/** Long enough for a job that waits behind a slow sync or is run again after a worker was lost; a sweep asks again after that. */
const lifetimeMs = 3_600_000;

const minKeyBytes = 32;

/** Throws when the key is shorter than 32 bytes: whoever reads Redis could guess it. */
export function sealEnvelope(keys: EnvelopeKeys, { application, seen, isSighted }: SyncJob, now: number): Envelope {
  const { symmetricKeySize: bytes = 0 } = keys.current;
  if (bytes < minKeyBytes) throw new Error(`the envelope key has ${bytes} bytes: give at least ${minKeyBytes}`);
  const { namespace, name } = application;
  const content = {
    application: { namespace, name },
    seen,
    isSighted,
    issuedAt: now,
    expiresAt: now + lifetimeMs,
    nonce: randomBytes(16).toString('hex'),
  };
  return { ...content, mac: authenticate(keys.current, content).toString('hex') };
}

/** What to sync, or why the payload is refused. Compares in constant time. */
export function openEnvelope(keys: EnvelopeKeys, payload: unknown, now: number): Result<SyncJob, EnvelopeRefusal> {
  const parsed = Envelope.safeParse(payload);
  if (!parsed.success) return fail('malformed');
  const mac = Buffer.from(parsed.data.mac, 'hex');
  const candidates = [keys.current, ...(keys.previous === undefined ? [] : [keys.previous])];
  if (!candidates.some((key) => timingSafeEqual(authenticate(key, parsed.data), mac))) return fail('forged');
  if (parsed.data.expiresAt <= now) return fail('expired');
  const { application, seen, isSighted } = parsed.data;
  return succeed({ application, seen, isSighted });
}

/** HMAC-SHA256 over one line a field. The first line keeps it from being valid for anything else signed with this key. */
function authenticate(key: KeyObject, content: Omit<Envelope, 'mac'>): Buffer {
  const { application, seen, isSighted, issuedAt, expiresAt, nonce } = content;
  const { namespace, name } = application;
  const hints = [seen.application, seen.repository, seen.tenant, seen.cluster, isSighted];
  const lines = ['nabe sync job v2', namespace, name, ...hints, issuedAt, expiresAt, nonce];
  const text = lines.join('\n');
  return createHmac('sha256', key).update(text).digest();
}
