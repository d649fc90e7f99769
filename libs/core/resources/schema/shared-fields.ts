import { z } from 'zod';

/** Fields that several resources share. `meta` carries what JSON Schema does not know (CEL rules, list types) into the CRDs. */

/** A name as Kubernetes takes it for most objects (RFC 1123 subdomain). */
export const DnsName = z
  .string()
  .max(253)
  .regex(
    /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/,
    'a name of lower-case letters, digits, - and . expected, which begins and ends with a letter or digit',
  );

const LabelExpression = z
  .object({
    key: z.string().describe('Name of the label.'),
    operator: z.enum(['In', 'NotIn', 'Exists', 'DoesNotExist']).describe('How the label relates to the values.'),
    values: z.array(z.string()).max(100).optional().describe('For In and NotIn only.'),
  })
  .meta({
    'x-kubernetes-validations': [
      {
        rule: '(self.operator in ["In", "NotIn"]) == (has(self.values) && size(self.values) > 0)',
        message: 'In and NotIn need values; Exists and DoesNotExist take none',
      },
    ],
  });

/** The upper limits keep the CEL rule above within the API server's cost budget. */
export const LabelSelector = z
  .object({
    matchLabels: z.record(z.string(), z.string()).optional().describe('Labels and the values they must have.'),
    matchExpressions: z.array(LabelExpression).max(20).optional().describe('Further requirements; all must hold.'),
  })
  .describe('A Kubernetes label selector; an empty one selects everything.');

/** A duration as Go writes it, in whole units: `2s`, `5m`, `1h30m`. */
export const GoDuration = z
  .string()
  .regex(/^([0-9]+h)?([0-9]+m)?([0-9]+s)?([0-9]+ms)?$/)
  .min(2)
  .max(20)
  .describe('A duration such as 2s, 5m or 1h30m.');

export const SecretRef = z
  .object({ name: DnsName.describe('Name of the Secret.') })
  .describe('Names a Secret in the namespace of the resource that refers to it.');

const Condition = z.object({
  type: z.string().describe('What the condition is about, in CamelCase.'),
  status: z.enum(['True', 'False', 'Unknown']).describe('Whether it holds.'),
  reason: z.string().describe('One word in CamelCase for programs.'),
  message: z.string().describe('A sentence for people; the same problem gives the same text.'),
  lastTransitionTime: z.string().describe('When the status last changed, RFC 3339.'),
  observedGeneration: z.number().int().optional().describe('The metadata.generation that was judged.'),
});

/** Conditions merge by type, so that several field managers can each own theirs. */
export const Conditions = z.array(Condition).meta({
  description: 'Observations, one of each type.',
  'x-kubernetes-list-type': 'map',
  'x-kubernetes-list-map-keys': ['type'],
});

/** The generation that a status was made from. */
export const ObservedGeneration = z.number().int().optional().describe('The metadata.generation this status is for.');

/** Parses {@link GoDuration}. Unit of the answer: milliseconds. */
export function durationToMs(text: string): number {
  const [, hours, minutes, seconds, millis] = /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/.exec(text) ?? [];
  return (
    Number(hours ?? 0) * 3_600_000 + Number(minutes ?? 0) * 60_000 + Number(seconds ?? 0) * 1000 + Number(millis ?? 0)
  );
}
