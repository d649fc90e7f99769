import { z } from 'zod';
import { ObjectMeta } from './metadata.ts';
import { Conditions, DnsName, LabelSelector } from './shared-fields.ts';

const KindRule = z.object({
  group: z.string().meta({ description: "API group glob; '' is the core group, '*' every group." }),
  kind: z.string().meta({ description: 'Kind glob.' }),
});

const KindRules = z.object({
  allow: z.array(KindRule).optional(),
  deny: z.array(KindRule).optional(),
});

const Destination = z
  .object({
    cluster: z.string().optional().meta({ description: 'Glob over cluster names.' }),
    clusterSelector: LabelSelector.optional(),
    namespaces: z.array(z.string().min(1)).min(1).meta({ description: 'Globs over namespaces; a leading ! denies.' }),
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
    repoURL: z.string().min(1),
    revision: z.string().min(1).default('HEAD'),
    path: z.string().default('.').meta({ description: 'Directory whose YAML and JSON files hold the app sets, read recursively.' }),
  })
  .meta({ description: "Where the tenant's ApplicationSets live in git." });

export const TenantSpec = z.object({
  sourceRepos: z
    .array(z.string().min(1))
    .default([])
    .meta({ description: 'Globs over the repositories the tenant may deploy from; a leading ! denies.' }),
  destinations: z.array(Destination).default([]),
  clusterResources: KindRules.default({}).meta({ description: 'Cluster-scoped kinds the tenant may own; none unless allowed.' }),
  namespaceResources: KindRules.default({}).meta({ description: 'Namespaced kinds the tenant may own; all unless denied.' }),
  configSources: z.array(ConfigSource).default([]),
  quota: z
    .object({
      weight: z.number().int().min(1).max(1000).default(1).meta({ description: 'Share of the workers relative to other tenants.' }),
      concurrentSyncs: z.number().int().min(1).optional().meta({ description: 'Syncs of this tenant that may run at once.' }),
    })
    .default({ weight: 1 }),
});

export const TenantStatus = z.object({
  namespace: z.string().optional(),
  observedGeneration: z.number().int().optional(),
  conditions: Conditions.optional(),
});

export const Tenant = z.object({ metadata: ObjectMeta, spec: TenantSpec, status: TenantStatus.default({}) });
export type Tenant = z.infer<typeof Tenant>;
export type TenantSpec = z.infer<typeof TenantSpec>;
export type TenantStatus = z.infer<typeof TenantStatus>;

/** A tenant's name becomes part of namespace names (`tenant-<name>`) and of a ServiceAccount's. */
export const TenantName = DnsName.max(50);
