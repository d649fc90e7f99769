import { z } from 'zod';
import { ObjectMeta } from './metadata.ts';
import { Conditions, ObservedGeneration, SecretRef } from './schema/shared-fields.ts';

const Limits = z.object({
  requestsInFlight: z
    .number()
    .int()
    .min(1)
    .max(512)
    .default(32)
    .describe('Requests at once, of the hub and all workers together. Watches do not count.'),
  concurrentSyncs: z.number().int().min(1).default(16).describe('Applications synced at once, of all workers.'),
});

export const ClusterSpec = z
  .object({
    server: z
      .string()
      .regex(/^https:\/\/[^\s/]+(\/[^\s]*)?$/)
      .meta({
        description: 'https address of the API server.',
        'x-kubernetes-validations': [
          { rule: '!self.contains("@")', message: 'no credentials in the address: put them into the Secret' },
        ],
      }),
    caData: z
      .string()
      .optional()
      .meta({
        description: 'PEM certificates of its authority, base64; the system store when absent.',
        'x-kubernetes-validations': [
          { rule: '!self.contains("-----BEGIN")', message: 'this is PEM itself: encode the whole text as base64' },
        ],
      }),
    credentialsRef: SecretRef.describe(
      "Secret of type Opaque in the same namespace with `token`, or with `tls.crt` and `tls.key`: the hub's own identity there.",
    ),
    limits: Limits.default({ requestsInFlight: 32, concurrentSyncs: 16 }).describe('How hard the spoke may be worked.'),
  })
  .describe(
    "How the spoke is reached. Its labels, in metadata, are what generators and tenants' destinations select on.",
  );

/** What is known of a spoke. Pending: registered, nobody has reached it yet. */
export const ClusterPhase = z.enum(['Pending', 'Ready', 'Unreachable', 'Unauthorized', 'IdentityChanged']);
export type ClusterPhase = z.infer<typeof ClusterPhase>;

export const ClusterStatus = z
  .object({
    phase: ClusterPhase.optional().describe(
      'Pending until it has been reached once; only Ready clusters are synced to.',
    ),
    message: z.string().optional().describe('Why it is not Ready, and who must act.'),
    since: z.string().optional().describe('When the phase was entered, RFC 3339.'),
    version: z.string().optional().describe('Kubernetes version.'),
    uid: z
      .string()
      .optional()
      .describe('UID of the kube-system namespace: tells a rebuilt cluster from the registered one.'),
    observer: z.string().optional().describe('The worker that watches this cluster.'),
    observedGeneration: ObservedGeneration,
    conditions: Conditions.optional(),
  })
  .describe('Written by the worker that observes the cluster.');

export const Cluster = z.object({ metadata: ObjectMeta, spec: ClusterSpec, status: ClusterStatus.default({}) });
export type Cluster = z.infer<typeof Cluster>;
export type ClusterSpec = z.infer<typeof ClusterSpec>;
export type ClusterStatus = z.infer<typeof ClusterStatus>;
