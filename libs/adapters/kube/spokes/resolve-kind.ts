import { formatApiVersion, type GroupVersionKind } from '#core/model/objects/manifest.ts';
import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ServedKind, SpokeFailure } from '#flows/ports/clusters/cluster-access.port.ts';
import type { ClusterConnection } from './cluster-connection.ts';
import { spokeFailure } from './spoke-failure.ts';

/** Where a cluster serves a kind; no request while the answer is known. */
export async function resolveServedKind(
  connection: ClusterConnection,
  kind: GroupVersionKind,
): Promise<Result<ServedKind, SpokeFailure>> {
  const found = await lookUpKind(connection, kind, 'this-version');
  if (!found.ok) return found;
  if (found.value !== undefined) return succeed(found.value);
  const name = describeKind(kind);
  const message = `Cluster ${connection.name} does not serve ${name}: correct apiVersion and kind, or have its CustomResourceDefinition installed`;
  return fail({ kind: 'not-found', message });
}

/**
 * As {@link resolveServedKind}, but undefined when the kind is certainly not served. With `any-version` another version will
 * do when the one asked for is gone: it names the same objects.
 */
export async function lookUpKind(
  connection: ClusterConnection,
  kind: GroupVersionKind,
  versions: 'this-version' | 'any-version',
): Promise<Result<ServedKind | undefined, SpokeFailure>> {
  const what = `find out where ${describeKind(kind)} is served`;
  const kinds = await connection.discovery.lookUp(kind);
  if (!kinds.ok) return fail(spokeFailure({ cluster: connection.name, what }, kinds.failure));
  const served = versions === 'any-version' ? kinds.value.findAnyVersion(kind) : kinds.value.find(kind);
  if (served !== undefined || kinds.value.knowsGroup(kind.group)) return succeed(served);
  const message = `Cannot ${what} on cluster ${connection.name}: its API server cannot reach the part that serves the group ${kind.group}`;
  return fail({ kind: 'unreachable', message });
}

/** A chart that asks for a new kind waits no longer than this for it. Unit: milliseconds. */
const versionsAgeMs = 30_000;

/** All versions and kinds that a cluster serves, as Helm's capabilities name them. */
export async function listServedVersions(
  connection: ClusterConnection,
): Promise<Result<readonly string[], SpokeFailure>> {
  const kinds = await connection.discovery.served(versionsAgeMs);
  if (kinds.ok) return succeed(kinds.value.versions());
  return fail(spokeFailure({ cluster: connection.name, what: 'find out what is served' }, kinds.failure));
}

function describeKind({ group, version, kind }: GroupVersionKind): string {
  return `${formatApiVersion(group, version)} ${kind}`;
}
