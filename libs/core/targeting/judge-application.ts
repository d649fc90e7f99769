import { fieldText } from '#core/model/text/field-text.ts';
import type { ClusterFact } from '#core/generators/facts.ts';
import { isJsonObject } from '#core/model/json.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import { type Result, fail, succeed } from '#core/model/result.ts';
import { ApplicationSpec } from '#core/resources/application.ts';
import { NABE_GROUP } from '#core/resources/metadata.ts';
import { DnsName } from '#core/resources/schema/shared-fields.ts';
import type { Expanded } from './expand.ts';
import type { ExpandedApplication } from './fill-template.ts';

/** Our finalizer on an Application: what it deployed goes before it does. */
export const RESOURCES_FINALIZER = 'nabe.dev/resources';

/** One Application that a set wants, in our own form. */
export interface WantedApplication {
  readonly name: string;
  /** Of the template; the hub's own labels are added by `applicationBody`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly finalizers: readonly string[];
  readonly spec: ApplicationSpec;
}

export interface RefusedApplication {
  readonly name: string;
  /** What, where in the template, from which parameters. */
  readonly message: string;
}

/**
 * Reads an expanded Application with our schema: the destination's server becomes the registered cluster's name where there
 * is one, Argo CD's resources finalizer becomes ours. A destination nobody registered is left: `checkApplication` says so on
 * the Application itself, where people look. While the list of clusters is not complete (undefined) a server cannot be judged.
 */
export function judgeApplication(
  { application, origin }: Expanded,
  tenant: string,
  servers: ClusterServers | undefined,
): Result<WantedApplication, RefusedApplication> {
  const { name, labels = {}, annotations = {}, finalizers = [] } = application.metadata;
  const refuse = (mistakes: readonly string[]) =>
    fail({ name, message: `Application ${name} (${origin}) is refused: ${listBriefly(mistakes)}` });
  const parsed = ApplicationSpec.safeParse(application.spec);
  if (!parsed.success)
    return refuse(parsed.error.issues.map(({ path, message }) => `${fieldText(['spec', ...path])}: ${message}`));
  const { destination } = parsed.data;
  const mistakes = [
    ...findMetadataMistakes(application),
    ...findUnreadFields(application.spec, parsed.data, 'spec'),
    ...findDestinationMistakes(destination, servers),
  ];
  if (mistakes.length > 0) return refuse(mistakes);
  const spec = { ...parsed.data, project: tenant, destination: resolveDestination(destination, servers ?? new Map()) };
  return succeed({
    name,
    labels,
    annotations,
    finalizers: finalizers.length > 0 ? [RESOURCES_FINALIZER] : [],
    spec,
  });
}

const argoFinalizer = /^(resources-finalizer\.argocd\.argoproj\.io(\/(background|foreground))?|foregroundFinalizer)$/;

function findMetadataMistakes({ metadata }: ExpandedApplication): string[] {
  const reserved = Object.keys(metadata.labels ?? {}).filter((key) => key.startsWith(`${NABE_GROUP}/`));
  const foreign = (metadata.finalizers ?? []).filter((finalizer) => !argoFinalizer.test(finalizer));
  return [
    ...(DnsName.safeParse(metadata.name).success
      ? []
      : [`metadata.name ${JSON.stringify(metadata.name)} is not a DNS name`]),
    ...reserved.toSorted().map((key) => `metadata.labels: ${key} is kept for Nabe itself`),
    ...foreign.map((finalizer) => `metadata.finalizers: nobody would ever remove ${finalizer}`),
  ];
}

function findDestinationMistakes({ name, server }: Destination, servers: ClusterServers | undefined): string[] {
  if (name && server) return ['spec.destination: give either name or server'];
  if (!server || servers) return [];
  return ['spec.destination.server cannot be resolved until the list of clusters is complete; it is tried again'];
}

/** Fields that our schema drops: a field nobody reads would be a promise nobody keeps. */
function findUnreadFields(written: unknown, read: unknown, path: string): string[] {
  if (Array.isArray(written) && Array.isArray(read)) {
    return written.flatMap((item, index) => findUnreadFields(item, read[index], `${path}[${index}]`));
  }
  if (!isJsonObject(written) || !isJsonObject(read)) return [];
  return Object.keys(written).flatMap((key) => {
    const place = `${path}.${key}`;
    return Object.hasOwn(read, key)
      ? findUnreadFields(written[key], read[key], place)
      : [`${place} is not read by this version`];
  });
}

type Destination = ApplicationSpec['destination'];

function resolveDestination(destination: Destination, servers: ClusterServers) {
  const { server, ...others } = destination;
  if (server === undefined || server === '') return others;
  const name = clusterAt(server, servers);
  return name === undefined ? destination : { ...others, name };
}

/** Names of the registered clusters by their canonical server address. */
export type ClusterServers = ReadonlyMap<string, string>;

export function clusterServers(clusters: readonly ClusterFact[]): ClusterServers {
  return new Map(clusters.map(({ server, name }) => [canonicalServer(server), name]));
}

/** Name of the registered cluster at this address. */
export function clusterAt(server: string, servers: ClusterServers): string | undefined {
  return servers.get(canonicalServer(server));
}

function canonicalServer(server: string): string {
  return server.replace(/\/+$/, '').toLowerCase();
}
