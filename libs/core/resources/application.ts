import { z } from 'zod';
import { keepReasons } from '#core/model/objects/inventory.ts';
import { hookPhases } from '#core/plan/hooks/hook-phase.ts';
import { Hold, RequestedOperation } from './application-operation.ts';
import { ApplicationSource, ListedSource } from './application-source.ts';
import { ObjectMeta } from './metadata.ts';
import { ObjectDifferences } from './object-differences.ts';
import { Conditions } from './schema/shared-fields.ts';

const ApplicationDestination = z
  .object({
    name: z.string().optional().describe('Name of a registered cluster.'),
    server: z.string().optional().describe("A registered cluster's API address."),
    namespace: z.string().default('').describe('Namespace for objects that name none.'),
  })
  .meta({
    description: 'Where the objects go.',
    'x-kubernetes-validations': [
      {
        rule: '!(has(self.name) && has(self.server) && self.name != "" && self.server != "")',
        message: 'give either name or server',
      },
    ],
  });

const Backoff = z.object({
  duration: z.string().optional().describe('Pause before the first retry, such as 5s.'),
  factor: z.number().int().optional().describe('By how much each pause is longer than the one before.'),
  maxDuration: z.string().optional().describe('Longest pause, such as 3m.'),
});

const Retry = z.object({
  limit: z.number().int().optional().describe('Attempts for one state of the inputs; negative is without end.'),
  backoff: Backoff.optional().describe('Pauses between attempts.'),
});

const Automated = z.object({
  enabled: z.boolean().optional().describe('False turns automated syncing off.'),
  prune: z.boolean().optional().describe('Whether objects gone from git are deleted from the cluster.'),
  selfHeal: z.boolean().optional().describe('Whether drift is undone.'),
  allowEmpty: z.boolean().optional().describe('Whether the last object may be pruned too.'),
});

const NamespaceMetadata = z.object({
  labels: z.record(z.string(), z.string()).optional().describe('Labels of the namespace.'),
  annotations: z.record(z.string(), z.string()).optional().describe('Annotations of the namespace.'),
});

const SyncPolicy = z.object({
  automated: Automated.optional().describe('Present: new commits are synced without being asked for.'),
  syncOptions: z.array(z.string()).optional().describe('Switches as Name=value, such as CreateNamespace=true.'),
  retry: Retry.optional().describe('What happens after a failed attempt.'),
  managedNamespaceMetadata: NamespaceMetadata.optional().describe(
    'Labels and annotations of the namespace of the destination, with CreateNamespace=true.',
  ),
});

export const ApplicationSpec = z
  .looseObject({
    project: z.string().optional().describe('The tenant; absent means the one that owns the namespace.'),
    source: ApplicationSource.optional(),
    sources: z.array(ListedSource).optional().describe('Several sources, in place of source; a later one wins.'),
    destination: ApplicationDestination,
    syncPolicy: SyncPolicy.optional().describe('When and how it is synced.'),
    ignoreDifferences: z
      .array(ObjectDifferences)
      .optional()
      .describe('Places in objects that may differ from git without being drift.'),
  })
  .describe('What goes where, and for whom.');

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

/** What sets an operation going: a change in git or of a rule, drift on the cluster, a person's request, or a rollback. */
export const OperationTrigger = z.enum(['change', 'drift', 'person', 'rollback']);
export type OperationTrigger = z.infer<typeof OperationTrigger>;

const Trigger = OperationTrigger.optional().describe('What set it going.');
const Username = z.string().optional().describe('The person who did, as they call themselves.');

const Digest = z.string().optional();
const Time = z.string().optional();

const Operation = z.object({
  phase: OperationPhase.describe(
    'Waiting: tried again soon. Failed: tried again with growing pauses. Stalled: not before git or a rule changes.',
  ),
  reason: z.string().optional().describe('One word in CamelCase for programs.'),
  message: z.string().optional().describe('What happened, who must act and what happens next.'),
  commit: z
    .string()
    .optional()
    .describe('The commit that was rendered, full SHA; of a chart its version, of an artifact its digest.'),
  startedAt: Time.describe('RFC 3339.'),
  finishedAt: Time.describe('RFC 3339.'),
  inputsDigest: Digest.describe('Digest of the inputs this operation was for.'),
  attempts: z.number().int().optional().describe('Attempts without success for these inputs.'),
  retryAt: Time.describe('Not before this time, RFC 3339.'),
  hookRun: z.string().optional().describe('The run of its hooks, as long as it is not through.'),
  contested: z.array(z.string()).optional().meta({
    description: 'Objects it wants that another Application of the tenant owns: group/kind/namespace/name.',
    'x-kubernetes-list-type': 'atomic',
  }),
  awaitsApproval: z
    .boolean()
    .optional()
    .describe('Whether objects wait for a person to approve their deletion since startedAt.'),
  deadlineAt: Time.describe('When it is given up unless it has ended, RFC 3339.'),
  trigger: Trigger,
  username: Username,
  request: z.string().optional().describe('Digest of the request in .operation that it is for.'),
});

const InventoryItem = z.object({
  id: z.string().describe('group/kind/namespace/name'),
  version: z.string().describe('API version the object was applied with, without its group.'),
  uid: z.string().optional().describe('UID on the cluster; absent while the first apply is on its way.'),
  desiredHash: Digest.describe('Hash of the manifest that was applied.'),
  entryHash: Digest.describe('Hash of our managedFields entry after the apply: another one means drift.'),
  wave: z.number().int().optional().describe('Sync wave, for the order of pruning.'),
  keep: z.array(z.enum(keepReasons)).optional().describe('From what the object is exempt.'),
  pruneLast: z.boolean().optional().describe('Whether it is pruned only after everything else.'),
  ignoreExtraneous: z.boolean().optional().describe('Whether it may stay without git and counts as no difference.'),
});

const HookItem = z.object({
  id: z.string().describe('group/kind/namespace/name'),
  version: z.string().describe('API version the hook was created with, without its group.'),
  phase: z.enum(hookPhases).describe('When it runs.'),
  run: z.string().describe('The run it belongs to: revision and start, in seconds since 1970.'),
  uid: z.string().optional().describe('UID on the cluster; absent while it has not been created.'),
  outcome: z.enum(['Succeeded', 'Failed']).optional().describe('How it ended; absent while it has not.'),
});

const ContentionItem = z.object({
  id: z.string().describe('group/kind/namespace/name'),
  heals: z.array(z.string()).describe('When its drift was undone within the last hour, RFC 3339, oldest first.'),
  left: z
    .enum(['changed', 'missing'])
    .optional()
    .describe('How it differs, while it is left so until it may be undone again.'),
  field: z.string().optional().describe('The field that is fought for, such as spec.replicas.'),
  manager: z.string().optional().describe('Who writes it, by the name of the field manager.'),
});

const ObjectResult = z.object({
  id: z.string().describe('group/kind/namespace/name'),
  outcome: z
    .enum(['created', 'configured', 'unchanged', 'pruned', 'skipped', 'failed'])
    .describe('What was done to the object.'),
  message: z.string().optional().describe('Why it failed or was left out.'),
});

const Count = z.number().int();

const HistoryItem = z.object({
  commit: z
    .string()
    .describe(
      'Full SHA; of a chart its version, of an artifact its digest. Of the first source, where there are several.',
    ),
  commits: z.array(z.string()).optional().describe('Of each source, where there are several.'),
  startedAt: Time.describe('RFC 3339.'),
  finishedAt: z.string().describe('RFC 3339.'),
  trigger: Trigger,
  username: Username,
  planDigest: Digest.describe('Digest of the steps, their objects and reasons: equal for equal plans.'),
  isPartial: z.boolean().optional().describe('Whether only chosen objects were synced.'),
  created: Count.describe('Objects created.'),
  configured: Count.describe('Objects changed.'),
  pruned: Count.describe('Objects deleted.'),
});

const Sync = z.object({
  status: SyncStatus.describe('Whether the cluster matches git.'),
  commit: z
    .string()
    .optional()
    .describe('The commit last synced completely, full SHA; of a chart its version, of an artifact its digest.'),
  inputsDigest: Digest.describe('Digest of everything the last complete sync was made from.'),
  hooksDigest: Digest.describe('Digest of the manifests for which the hooks have run to their end.'),
});

const Health = z.object({
  status: HealthStatus.describe('The worst health among the objects.'),
  message: z.string().optional().describe('Which object, and why.'),
});

const Drift = z.object({
  objects: z.array(z.string()).describe('group/kind/namespace/name'),
  message: z.string().optional().describe('What differs.'),
});

export const ApplicationStatus = z
  .object({
    sync: Sync.optional().describe('Whether the cluster matches git.'),
    operation: Operation.optional().describe('The last or the running sync.'),
    summary: z.string().optional().describe('One sentence: why it is not synced, or that it is.'),
    cluster: z
      .string()
      .optional()
      .meta({ description: 'Registered cluster that the objects of the inventory are on.' }),
    inventory: z
      .array(InventoryItem)
      .optional()
      .meta({ description: 'The objects this Application owns.', 'x-kubernetes-list-type': 'atomic' }),
    hooks: z.array(HookItem).optional().meta({
      description: 'Objects of hooks that are still there, or will be.',
      'x-kubernetes-list-type': 'atomic',
    }),
    contention: z.array(ContentionItem).optional().meta({
      description: 'Objects whose drift was undone within the last hour, and what is known of who causes it.',
      'x-kubernetes-list-type': 'atomic',
    }),
    deletionHooks: z.boolean().optional().describe('Whether hooks run when the Application is deleted.'),
    results: z.array(ObjectResult).optional().meta({
      description: 'Objects of the last operation that were not simply applied.',
      'x-kubernetes-list-type': 'atomic',
    }),
    history: z
      .array(HistoryItem)
      .optional()
      .meta({ description: 'Syncs that changed something, newest first.', 'x-kubernetes-list-type': 'atomic' }),
    health: Health.optional().describe('Whether what was deployed works.'),
    drift: Drift.optional().describe(
      'Objects that differ on the cluster and are left so (self-heal off or not yet done).',
    ),
    conditions: Conditions.optional(),
  })
  .describe('Written by the workers, each part by its own field manager.');

/** Fields of an Application beside spec and status: what people ask for. */
export const APPLICATION_REQUESTS = { operation: RequestedOperation, hold: Hold } as const;

export const Application = z.object({
  metadata: ObjectMeta,
  operation: RequestedOperation.optional(),
  hold: Hold.optional(),
  spec: ApplicationSpec,
  status: ApplicationStatus.default({}),
});
export type Application = z.infer<typeof Application>;
export type ApplicationSpec = z.infer<typeof ApplicationSpec>;
export type ApplicationStatus = z.infer<typeof ApplicationStatus>;
