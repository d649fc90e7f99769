import type { z } from 'zod';
import { APPLICATION_REQUESTS, ApplicationSpec, ApplicationStatus } from '../application.ts';
import { ApplicationSetSpec, ApplicationSetStatus } from '../application-set.ts';
import { ClusterSpec, ClusterStatus } from '../cluster.ts';
import { RepositorySpec, RepositoryStatus } from '../repository.ts';
import { TenantSpec, TenantStatus } from '../tenant.ts';

interface PrinterColumn {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'date';
  readonly jsonPath: string;
  readonly priority?: number;
}

/** Everything the API server has to know of one kind. The CRDs in charts/ are generated from these. */
export interface ResourceDefinition {
  readonly kind: string;
  /** What the kind is for, one or two sentences: `kubectl explain` shows it. */
  readonly description: string;
  readonly plural: string;
  readonly shortNames: readonly string[];
  readonly scope: 'Namespaced' | 'Cluster';
  readonly spec: z.ZodType;
  readonly status: z.ZodType;
  /** Further top-level fields. */
  readonly others?: Readonly<Record<string, z.ZodType>>;
  readonly columns: readonly PrinterColumn[];
  /** CEL rules over the whole object. */
  readonly rules?: readonly { rule: string; message: string }[];
}

const age: PrinterColumn = { name: 'Age', type: 'date', jsonPath: '.metadata.creationTimestamp' };
const ready: PrinterColumn = {
  name: 'Ready',
  type: 'string',
  jsonPath: '.status.conditions[?(@.type=="Ready")].status',
};
const readyMessage: PrinterColumn = {
  name: 'Message',
  type: 'string',
  jsonPath: '.status.conditions[?(@.type=="Ready")].message',
  priority: 1,
};

export const TENANT: ResourceDefinition = {
  kind: 'Tenant',
  description:
    'A team, the repositories and clusters it may use, and where in git its ApplicationSets are. Owns the namespace tenant-<name>.',
  plural: 'tenants',
  shortNames: [],
  scope: 'Cluster',
  spec: TenantSpec,
  status: TenantStatus,
  columns: [{ name: 'Namespace', type: 'string', jsonPath: '.status.namespace' }, ready, readyMessage, age],
  rules: [
    { rule: "self.metadata.name.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')", message: 'a tenant name is a DNS label' },
    { rule: 'size(self.metadata.name) <= 50', message: 'a tenant name has at most 50 characters' },
  ],
};

export const CLUSTER: ResourceDefinition = {
  kind: 'Cluster',
  description: 'A registered spoke: a cluster that Nabe deploys to.',
  plural: 'clusters',
  shortNames: [],
  scope: 'Namespaced',
  spec: ClusterSpec,
  status: ClusterStatus,
  columns: [
    { name: 'Phase', type: 'string', jsonPath: '.status.phase' },
    { name: 'Version', type: 'string', jsonPath: '.status.version' },
    { name: 'Server', type: 'string', jsonPath: '.spec.server', priority: 1 },
    { name: 'Message', type: 'string', jsonPath: '.status.message', priority: 1 },
    age,
  ],
  rules: [{ rule: 'size(self.metadata.name) <= 63', message: 'a cluster name has at most 63 characters' }],
};

export const REPOSITORY: ResourceDefinition = {
  kind: 'Repository',
  description: 'A git repository that Applications and app sets may name. In nabe-system it is there for every tenant.',
  plural: 'repositories',
  shortNames: ['repo'],
  scope: 'Namespaced',
  spec: RepositorySpec,
  status: RepositoryStatus,
  columns: [{ name: 'URL', type: 'string', jsonPath: '.spec.url' }, ready, readyMessage, age],
};

export const APPLICATION_SET: ResourceDefinition = {
  kind: 'ApplicationSet',
  description: 'Makes one Application for each parameter set that its generators give.',
  plural: 'applicationsets',
  shortNames: ['appset'],
  scope: 'Namespaced',
  spec: ApplicationSetSpec,
  status: ApplicationSetStatus,
  columns: [{ name: 'Applications', type: 'integer', jsonPath: '.status.applications' }, ready, readyMessage, age],
  // The name is the value of a label on each of the set's Applications.
  rules: [
    { rule: 'size(self.metadata.name) <= 63', message: 'the name of an ApplicationSet has at most 63 characters' },
  ],
};

export const APPLICATION: ResourceDefinition = {
  kind: 'Application',
  description: 'What is deployed to one cluster from one directory of one repository, for one tenant.',
  plural: 'applications',
  shortNames: ['app'],
  scope: 'Namespaced',
  spec: ApplicationSpec,
  status: ApplicationStatus,
  others: APPLICATION_REQUESTS,
  columns: [
    { name: 'Cluster', type: 'string', jsonPath: '.spec.destination.name' },
    { name: 'Sync', type: 'string', jsonPath: '.status.sync.status' },
    { name: 'Health', type: 'string', jsonPath: '.status.health.status' },
    { name: 'Operation', type: 'string', jsonPath: '.status.operation.phase', priority: 1 },
    { name: 'Commit', type: 'string', jsonPath: '.status.sync.commit', priority: 1 },
    { name: 'Summary', type: 'string', jsonPath: '.status.summary', priority: 1 },
    age,
  ],
};

export const RESOURCE_DEFINITIONS: readonly ResourceDefinition[] = [
  TENANT,
  CLUSTER,
  REPOSITORY,
  APPLICATION_SET,
  APPLICATION,
];
