import { z } from 'zod';
import { ObjectMeta } from './metadata.ts';
import { Conditions } from './shared-fields.ts';

/** The part of Argo CD's Application that can be synced today; any other field of a source is refused by name, never ignored. */
const Directory = z.object({
  recurse: z.boolean().optional(),
  include: z.string().optional().meta({ description: 'Glob over paths relative to the source path; {a,b} gives alternatives.' }),
  exclude: z.string().optional(),
});

export const ApplicationSource = z
  .looseObject({
    repoURL: z.string().min(1),
    path: z.string().default('.'),
    targetRevision: z.string().default('HEAD'),
    directory: Directory.optional(),
  })
  .meta({ description: 'One directory of one repository.' });

const ApplicationDestination = z
  .object({
    name: z.string().optional().meta({ description: 'Name of a registered cluster.' }),
    server: z.string().optional().meta({ description: "A registered cluster's API address." }),
    namespace: z.string().default('').meta({ description: 'Namespace for objects that name none.' }),
  })
  .meta({
    'x-kubernetes-validations': [
      { rule: '!(has(self.name) && has(self.server) && self.name != "" && self.server != "")', message: 'give either name or server' },
    ],
  });

const Retry = z.object({
  limit: z.number().int().optional().meta({ description: 'Attempts for one state of the inputs; negative is without end.' }),
  backoff: z
    .object({ duration: z.string().optional(), factor: z.number().int().optional(), maxDuration: z.string().optional() })
    .optional(),
});

const SyncPolicy = z.object({
  automated: z
    .object({
      enabled: z.boolean().optional(),
      prune: z.boolean().optional(),
      selfHeal: z.boolean().optional(),
      allowEmpty: z.boolean().optional(),
    })
    .optional(),
  syncOptions: z.array(z.string()).optional(),
  retry: Retry.optional(),
});

export const ApplicationSpec = z.looseObject({
  project: z.string().optional().meta({ description: 'The tenant; absent means the one that owns the namespace.' }),
  source: ApplicationSource.optional(),
  destination: ApplicationDestination,
  syncPolicy: SyncPolicy.optional(),
});

export const SyncStatus = z.enum(['Synced', 'OutOfSync', 'Unknown']);
export type SyncStatus = z.infer<typeof SyncStatus>;

export const HealthStatus = z.enum(['Healthy', 'Suspended', 'Progressing', 'Missing', 'Degraded', 'Unknown']);
export type HealthStatus = z.infer<typeof HealthStatus>;

/**
 * What happens next after an operation, and whose move it is. Waiting: Nabe's, the same attempt again soon. Failed: somebody has to
 * change something, Nabe looks again with growing pauses. Stalled: nothing happens until git, the Tenant or a registration changes.
 */
export const OperationPhase = z.enum(['Running', 'Succeeded', 'Waiting', 'Failed', 'Stalled']);
export type OperationPhase = z.infer<typeof OperationPhase>;

const Operation = z.object({
  phase: OperationPhase,
  reason: z.string().optional(),
  message: z.string().optional(),
  commit: z.string().optional(),
  startedAt: z.string().optional(),
  finishedAt: z.string().optional(),
  inputsDigest: z.string().optional().meta({ description: 'Digest of the inputs this operation was for.' }),
  attempts: z.number().int().optional().meta({ description: 'Attempts without success for these inputs.' }),
  retryAt: z.string().optional().meta({ description: 'Not before this time, RFC 3339.' }),
});

const InventoryItem = z.object({
  id: z.string().meta({ description: 'group/kind/namespace/name' }),
  version: z.string(),
  uid: z.string().optional(),
  desiredHash: z.string().optional(),
  entryHash: z.string().optional(),
  wave: z.number().int().optional(),
  keep: z.array(z.enum(['prune', 'delete'])).optional(),
});

const ObjectResult = z.object({
  id: z.string(),
  outcome: z.enum(['created', 'configured', 'unchanged', 'pruned', 'skipped', 'failed']),
  message: z.string().optional(),
});

const HistoryItem = z.object({ commit: z.string(), finishedAt: z.string(), created: z.number(), configured: z.number(), pruned: z.number() });

export const ApplicationStatus = z.object({
  sync: z
    .object({
      status: SyncStatus,
      commit: z.string().optional(),
      inputsDigest: z.string().optional().meta({ description: 'Digest of everything the last complete sync was made from.' }),
    })
    .optional(),
  operation: Operation.optional(),
  summary: z.string().optional().meta({ description: 'One sentence: why it is not synced, or that it is.' }),
  inventory: z.array(InventoryItem).optional().meta({ 'x-kubernetes-list-type': 'atomic' }),
  results: z.array(ObjectResult).optional().meta({
    description: 'Objects of the last operation that were not simply applied.',
    'x-kubernetes-list-type': 'atomic',
  }),
  history: z.array(HistoryItem).optional().meta({ 'x-kubernetes-list-type': 'atomic' }),
  health: z.object({ status: HealthStatus, message: z.string().optional() }).optional(),
  drift: z
    .object({ objects: z.array(z.string()), message: z.string().optional() })
    .optional()
    .meta({ description: 'Objects that differ on the cluster and are left so (self-heal off or not yet done).' }),
  conditions: Conditions.optional(),
});

export const Application = z.object({ metadata: ObjectMeta, spec: ApplicationSpec, status: ApplicationStatus.default({}) });
export type Application = z.infer<typeof Application>;
export type ApplicationSpec = z.infer<typeof ApplicationSpec>;
export type ApplicationSource = z.infer<typeof ApplicationSource>;
export type ApplicationStatus = z.infer<typeof ApplicationStatus>;
