import { createHmac, type KeyObject, randomBytes, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { fail, succeed, type Result } from '#core/model/result.ts';
import { PreviewAnswer } from '#core/preview/preview.ts';
import { PREVIEW_DEADLINE_MS } from '#flows/ports/previews.port.ts';
import type { PreviewQuestion } from '#flows/preview/preview-application.ts';
import type { EnvelopeKeys } from '../jobs/envelope.ts';
import { keyPrefix } from '../redis/queue-keys.ts';

export const previewQueueName = 'preview';
export const previewQueuePrefix = keyPrefix;

const Mac = z.string().regex(/^[0-9a-f]{64}$/);

/** A question as it waits in Redis. Times in milliseconds since 1970. */
const SealedQuestion = z.strictObject({
  application: z.strictObject({ namespace: z.string().max(253), name: z.string().max(253) }),
  server: z.boolean(),
  expiresAt: z.number().int().nonnegative(),
  nonce: z.string().regex(/^[0-9a-f]{32}$/),
  mac: Mac,
});
export type SealedQuestion = z.infer<typeof SealedQuestion>;

/** An answer to one question. Whoever can write into Redis can neither ask nor answer. */
const SealedAnswer = z.strictObject({ text: z.string(), mac: Mac });
export type SealedAnswer = z.infer<typeof SealedAnswer>;

export function sealQuestion(keys: EnvelopeKeys, { application, server }: PreviewQuestion, now: number) {
  const { namespace, name } = application;
  const nonce = randomBytes(16).toString('hex');
  const content = { application: { namespace, name }, server, expiresAt: now + PREVIEW_DEADLINE_MS, nonce };
  return { ...content, mac: sign(keys.current, questionText(content)) };
}

/** The question, or why it is refused. */
export function openQuestion(
  keys: EnvelopeKeys,
  payload: unknown,
  now: number,
): Result<SealedQuestion, 'malformed' | 'forged' | 'expired'> {
  const parsed = SealedQuestion.safeParse(payload);
  if (!parsed.success) return fail('malformed');
  if (!isSigned(keys, questionText(parsed.data), parsed.data.mac)) return fail('forged');
  return parsed.data.expiresAt <= now ? fail('expired') : succeed(parsed.data);
}

export function sealAnswer(keys: EnvelopeKeys, { nonce }: SealedQuestion, answer: PreviewAnswer): SealedAnswer {
  const text = JSON.stringify(answer);
  return { text, mac: sign(keys.current, answerText(nonce, text)) };
}

/** Undefined when it is no answer of ours to this very question. */
export function openAnswer(keys: EnvelopeKeys, nonce: string, payload: unknown): PreviewAnswer | undefined {
  const sealed = SealedAnswer.safeParse(payload);
  if (!sealed.success || !isSigned(keys, answerText(nonce, sealed.data.text), sealed.data.mac)) return undefined;
  return PreviewAnswer.parse(JSON.parse(sealed.data.text));
}

/** The first line keeps a signature from being valid for anything else signed with this key. */
function questionText({ application, server, expiresAt, nonce }: Omit<SealedQuestion, 'mac'>): string {
  return ['nabe preview question v1', application.namespace, application.name, server, expiresAt, nonce].join('\n');
}

function answerText(nonce: string, text: string): string {
  return ['nabe preview answer v1', nonce, text].join('\n');
}

function sign(key: KeyObject, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

function isSigned({ current, previous }: EnvelopeKeys, text: string, mac: string): boolean {
  const given = Buffer.from(mac, 'hex');
  const keys = previous === undefined ? [current] : [current, previous];
  return keys.some((key) => timingSafeEqual(Buffer.from(sign(key, text), 'hex'), given));
}
