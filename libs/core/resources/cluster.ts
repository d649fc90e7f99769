import { z } from 'zod';
import { ObjectMeta } from './metadata.ts';
import { Conditions, SecretRef } from './shared-fields.ts';

export const ClusterSpec = z.object({
  server: z
    .string()
    .regex(/^https:\/\/[^\s/]+(\/[^\s]*)?$/)
    .meta({ description: 'https address of the API server.' }),
  caData: z.string().optional().meta({ description: 'PEM certificates of its authority, base64; the system store when absent.' }),
  credentialsRef: SecretRef.meta({
    description: "Secret of type Opaque in the same namespace with `token`, or with `tls.crt` and `tls.key`: the hub's own identity there.",
  }),
  limits: z
    .object({
      requestsInFlight: z.number().int().min(1).max(512).default(32).meta({ description: 'Requests at once, of each worker.' }),
      concurrentSyncs: z.number().int().min(1).default(16).meta({ description: 'Applications synced at once, of all workers.' }),
    })
    .default({ requestsInFlight: 32, concurrentSyncs: 16 }),
});

/** What is known of a spoke. Pending: registered, nobody has reached it yet. */
export const ClusterPhase = z.enum(['Pending', 'Ready', 'Unreachable', 'Unauthorized', 'IdentityChanged']);
export type ClusterPhase = z.infer<typeof ClusterPhase>;

export const ClusterStatus = z.object({
  phase: ClusterPhase.optional(),
  message: z.string().optional(),
  since: z.string().optional().meta({ description: 'When the phase was entered, RFC 3339.' }),
  version: z.string().optional().meta({ description: 'Kubernetes version.' }),
  uid: z.string().optional().meta({ description: 'UID of the kube-system namespace: tells a rebuilt cluster from the registered one.' }),
  observer: z.string().optional().meta({ description: 'The worker that watches this cluster.' }),
  observedGeneration: z.number().int().optional(),
  conditions: Conditions.optional(),
});

export const Cluster = z.object({ metadata: ObjectMeta, spec: ClusterSpec, status: ClusterStatus.default({}) });
export type Cluster = z.infer<typeof Cluster>;
export type ClusterSpec = z.infer<typeof ClusterSpec>;
export type ClusterStatus = z.infer<typeof ClusterStatus>;
