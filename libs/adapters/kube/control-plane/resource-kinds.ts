import type { z } from 'zod';
import { fieldText } from '#core/model/text/field-text.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import { NABE_API_VERSION } from '#core/resources/metadata.ts';
import { Application } from '#core/resources/application.ts';
import { ApplicationSet } from '#core/resources/application-set.ts';
import { Cluster } from '#core/resources/cluster.ts';
import { Repository } from '#core/resources/repository.ts';
import {
  APPLICATION,
  APPLICATION_SET,
  CLUSTER,
  REPOSITORY,
  type ResourceDefinition,
  TENANT,
} from '#core/resources/schema/resource-definitions.ts';
import { Tenant } from '#core/resources/tenant.ts';
import type { JsonObject } from '#core/model/json.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ResourceKind, ResourceName, ResourceTypes } from '#flows/ports/control-plane.port.ts';

/** How the API server's JSON of one kind becomes our type. */
type Schemas = { readonly [K in ResourceKind]: z.ZodType<ResourceTypes[K]> };

const SCHEMAS: Schemas = { Tenant, Cluster, Repository, ApplicationSet, Application };

const DEFINITIONS: Readonly<Record<ResourceKind, ResourceDefinition>> = {
  Tenant: TENANT,
  Cluster: CLUSTER,
  Repository: REPOSITORY,
  ApplicationSet: APPLICATION_SET,
  Application: APPLICATION,
};

/** Parses an object of the API server; the failure names the fields that are wrong. */
export function parseResource<K extends ResourceKind>(kind: K, object: JsonObject): Result<ResourceTypes[K], string> {
  const parsed = SCHEMAS[kind].safeParse(object);
  return parsed.success ? succeed(parsed.data) : fail(describeIssues(parsed.error));
}

/** `spec.server: Invalid input: expected string, received undefined; and 2 more`. */
function describeIssues({ issues }: z.ZodError): string {
  return listBriefly(issues.map(({ path, message }) => `${fieldText(path)}: ${message}`));
}

/** Path of all resources of the kind, in every namespace. */
export function allPath(kind: ResourceKind): string {
  return `/apis/${NABE_API_VERSION}/${DEFINITIONS[kind].plural}`;
}

export function resourcePath(kind: ResourceKind, { namespace, name }: ResourceName): string {
  const { plural, scope } = DEFINITIONS[kind];
  const folder = scope === 'Cluster' ? '' : `/namespaces/${encodeURIComponent(namespace)}`;
  return `/apis/${NABE_API_VERSION}${folder}/${plural}/${encodeURIComponent(name)}`;
}

/** For messages: `Application tenant-red/web`, `Tenant red`. */
export function describeResource(kind: ResourceKind, { namespace, name }: ResourceName): string {
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
