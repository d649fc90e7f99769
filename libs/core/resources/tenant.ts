import { z } from 'zod';
import { OwnHealthRule } from '../health/rules/health-rule.ts';
import { ObjectMeta } from './metadata.ts';
import { SourceIntegrity } from './source-integrity.ts';
import { Conditions, GoDuration, LabelSelector, ObservedGeneration } from './schema/shared-fields.ts';

const KindRule = z.object({
  group: z.string().describe("API group glob; '' is the core group, '*' every group."),
  kind: z.string().describe('Kind glob.'),
});

const KindRules = z.object({
  allow: z.array(KindRule).optional().describe('Kinds that are allowed.'),
  deny: z.array(KindRule).optional().describe('Kinds that are refused; wins over allow.'),
});

const Destination = z
  .object({
    cluster: z.string().optional().describe('Glob over cluster names.'),
    clusterSelector: LabelSelector.optional().describe('Labels of the clusters; an empty selector takes every one.'),
    namespaces: z.array(z.string().min(1)).min(1).describe('Globs over namespaces; a leading ! denies.'),
  })
  .meta({
    'x-kubernetes-validations': [
      {
        rule: 'has(self.cluster) != has(self.clusterSelector)',
        message: 'give either cluster (a name glob) or clusterSelector',
      },
    ],
  });

const ConfigSource = z
  .object({
    repoURL: z.string().min(1).describe('Address of a registered Repository.'),
    revision: z
      .string()
      .min(1)
      .default('HEAD')
      .describe(
        'Branch, tag, HEAD, version range over tags (1.2.*, ^1), or a commit id, whole or its first seven digits or more.',
      ),
    path: z.string().default('.').describe('Directory whose YAML and JSON files hold the app sets, read recursively.'),
  })
  .describe("Where the tenant's ApplicationSets live in git.");

const SyncWindow = z
  .object({
    kind: z.enum(['allow', 'deny']).describe('Whether syncs may run in the window, or may not.'),
    schedule: z.string().min(1).max(200).describe('When it opens: cron with five fields, such as 0 22 * * 1-5.'),
    duration: z.string().min(1).max(40).describe('How long it stays open, such as 90m or 1h30m.'),
    timeZone: z.string().optional().describe('IANA name of the zone that the schedule is in; UTC when absent.'),
    applications: z.array(z.string()).optional().describe('Globs over names of Applications.'),
    namespaces: z.array(z.string()).optional().describe('Globs over namespaces of destinations.'),
    clusters: z.array(z.string()).optional().describe('Globs over names or addresses of clusters.'),
    andOperator: z.boolean().optional().describe('Each of the lists must name the Application, not one of them.'),
    manualSync: z.boolean().optional().describe('Whether a person may sync all the same.'),
    syncOverrun: z.boolean().optional().describe('Whether a sync that began before may go on.'),
    description: z.string().max(255).optional().describe('What the window is for.'),
  })
  .describe('A time in which Applications may be synced, or may not.');

export const TenantSpec = z
  .object({
    sourceRepos: z
      .array(z.string().min(1))
      .default([])
      .describe('Globs over the repositories the tenant may deploy from; a leading ! denies.'),
    destinations: z
      .array(Destination)
      .max(100)
      .default([])
      .describe('Clusters and namespaces the tenant may deploy to; nowhere when empty.'),
    clusterResources: KindRules.default({}).describe('Cluster-scoped kinds the tenant may own; none unless allowed.'),
    namespaceResources: KindRules.default({}).describe(
      'Namespaced kinds the tenant may own: all, or only those of allow where it is given, less those of deny.',
    ),
    configSources: z.array(ConfigSource).default([]).describe("Where the tenant's ApplicationSets live in git."),
    sourceIntegrity: SourceIntegrity.optional().describe(
      "Whose signatures make a commit of the tenant's own Repositories deployable; shared ones have their own.",
    ),
    syncWindows: z
      .array(SyncWindow)
      .max(100)
      .optional()
      .describe(
        'When Applications may be synced: never in an open deny window, and where allow windows name them only in one.',
      ),
    operationTimeout: GoDuration.optional().describe(
      'How long one sync of an Application may take, its waits for health and hooks included, before it is given up; without end when absent.',
    ),
    quota: z
      .object({
        weight: z
          .number()
          .int()
          .min(1)
          .max(1000)
          .default(1)
          .describe('Share of the workers relative to other tenants.'),
        concurrentSyncs: z.number().int().min(1).optional().describe('Syncs of this tenant that may run at once.'),
      })
      .default({ weight: 1 })
      .describe('How much of the workers the tenant may use.'),
    deletionBudget: z
      .object({
        applications: z
          .number()
          .int()
          .min(0)
          .optional()
          .describe('Most Applications that one change of an ApplicationSet may delete.'),
        objects: z.number().int().min(0).optional().describe('Most objects that one sync of an Application may prune.'),
      })
      .optional()
      .describe('How much one change may delete; with more than that nothing is deleted until a person approves.'),
    decryption: z
      .object({
        cloudKeys: z
          .array(
            z
              .string()
              .max(500)
              .regex(
                /^(arn:[^\s,]+:kms:[^\s,]+|projects\/[^\s,]+\/cryptoKeys\/[^\s,]+|https?:\/\/[^\s,]+\/keys\/[^\s,]+)$/,
              )
              .describe(
                'As one writes it for sops: an ARN of AWS (with +ROLE), a resource id of Google, https://VAULT/keys/NAME/VERSION of Azure, ' +
                  'or https://HOST/v1/ENGINE/keys/NAME of HashiCorp Vault.',
              ),
          )
          .min(1)
          .max(50)
          .describe(
            "Keys of cloud services that may open the tenant's files, with the identity of the workers; exactly these.",
          ),
      })
      .optional()
      .describe('What else than its own keys may open what the tenant has encrypted with SOPS.'),
    healthRules: z
      .array(OwnHealthRule)
      .max(100)
      .default([])
      .describe("How to judge the health of kinds in the tenant's Applications; goes before Nabe's own rules."),
  })
  .describe('What the tenant may deploy, and where its app sets come from.');

export const TenantStatus = z
  .object({
    namespace: z.string().optional().describe("The tenant's namespace on the management cluster."),
    observedGeneration: ObservedGeneration,
    conditions: Conditions.optional(),
  })
  .describe('Written by the hub.');

export const Tenant = z.object({ metadata: ObjectMeta, spec: TenantSpec, status: TenantStatus.default({}) });
export type Tenant = z.infer<typeof Tenant>;
export type TenantSpec = z.infer<typeof TenantSpec>;
export type TenantStatus = z.infer<typeof TenantStatus>;
