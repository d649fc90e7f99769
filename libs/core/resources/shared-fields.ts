import { z } from 'zod';

/** Fields that several resources share. `meta` carries what JSON Schema does not know (descriptions, CEL rules, list types) into the CRDs. */

/** A name as Kubernetes takes it for most objects (RFC 1123 subdomain). */
export const DnsName = z
  .string()
  .max(253)
  .regex(/^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/);

export const LabelSelector = z
  .object({
    matchLabels: z.record(z.string(), z.string()).optional(),
    matchExpressions: z
      .array(
        z.object({
          key: z.string(),
          operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']),
          values: z.array(z.string()).optional(),
        }),
      )
      .optional(),
  })
  .meta({ description: 'A Kubernetes label selector; an empty one selects everything.' });

/** A duration as Go writes it, in whole units: `2s`, `5m`, `1h30m`. */
export const GoDuration = z
  .string()
  .regex(/^([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$/)
  .min(2)
  .meta({ description: 'A duration such as 2s, 5m or 1h30m.' });

export const SecretRef = z
  .object({ name: DnsName })
  .meta({ description: 'Names a Secret in the namespace of the resource that refers to it.' });

export const ConditionSchema = z.object({
  type: z.string(),
  status: z.enum(['True', 'False', 'Unknown']),
  reason: z.string(),
  message: z.string(),
  lastTransitionTime: z.string(),
  observedGeneration: z.number().int().optional(),
});

/** Conditions merge by type, so that several field managers can each own theirs. */
export const Conditions = z
  .array(ConditionSchema)
  .meta({ 'x-kubernetes-list-type': 'map', 'x-kubernetes-list-map-keys': ['type'] });

/** Parses {@link GoDuration}. Unit of the answer: milliseconds. */
export function durationToMs(text: string): number {
  const [, hours, minutes, seconds, millis] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text) ?? [];
  return Number(hours ?? 0) * 3_600_000 + Number(minutes ?? 0) * 60_000 + Number(seconds ?? 0) * 1000 + Number(millis ?? 0);
}
