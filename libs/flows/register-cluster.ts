import { isJsonObject, type JsonObject } from '#core/model/json.ts';
import { fail, succeed, type Result } from '#core/model/result.ts';
import type { Cluster } from '#core/resources/cluster.ts';
import { CLUSTER_UID_ANNOTATION, NABE_API_VERSION, SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import { checkCluster } from '#core/spoke-setup/check-cluster.ts';
import { spokeSetup } from '#core/spoke-setup/spoke-setup.ts';
import { dropOtherTokens, makeHubToken, type HubToken } from './registration/hub-token.ts';
import { applyKube, callKube, type KubeFailure } from './registration/kube-failure.ts';
import type { Clock } from './ports/clock.port.ts';
import type { KubeApi } from './ports/clusters/kube-api.port.ts';
import { CLUSTERS_PATH, clusterUid, listRegisteredClusters } from './registration/registered-clusters.ts';

const MANAGER = 'nabe-cli';
const MANAGEMENT = 'the management cluster';

export interface RegisterCluster {
  readonly name: string;
  /** Address under which hub and workers reach the spoke: https. */
  readonly server: string;
  /** PEM certificates of its authority, base64; the system store when absent. */
  readonly caData?: string | undefined;
  /** Added to the labels the Cluster has already. */
  readonly labels: Readonly<Record<string, string>>;
  /** The spoke, with the rights of somebody who may create roles there. */
  readonly spoke: KubeApi;
  readonly management: KubeApi;
  readonly clock: Clock;
  /** How long a controller-manager may take to fill the token Secret. Unit: milliseconds. */
  readonly tokenWaitMs?: number;
}

export interface RegisteredCluster {
  readonly name: string;
  /** UID of the spoke's kube-system namespace. */
  readonly uid: string;
  /** False when the cluster had been registered before: its token was renewed. */
  readonly created: boolean;
  /** RFC 3339; only where the spoke gives no token without expiry. */
  readonly tokenExpiresAt?: string | undefined;
}

/** `refused`: the input has to change; nothing was written anywhere. */
export type RegisterFailure = KubeFailure | { readonly kind: 'refused'; readonly message: string };

/**
 * Registers a spoke: sets up the hub's identity and roles there, then stores its token and the Cluster on the management
 * cluster. Running it again renews the token and keeps the labels. A failure half-way leaves an earlier registration
 * working, because older tokens end only when the new one is stored; running it again completes it.
 */
export async function registerCluster(input: RegisterCluster): Promise<Result<RegisteredCluster, RegisterFailure>> {
  const problem = checkCluster(input);
  if (problem !== undefined) return fail({ kind: 'refused', message: problem });
  const who = `cluster ${input.name}`;
  const uid = await readClusterUid(input.spoke, who);
  if (!uid.ok) return uid;
  const known = await findRegistration(input, uid.value);
  if (!known.ok) return known;
  const token = await prepareSpoke(input, who);
  if (!token.ok) return token;
  const stored = await storeRegistration(input, uid.value, token.value.token, known.value);
  if (!stored.ok) return stored;
  const dropped = await dropOtherTokens(input.spoke, who, token.value);
  if (!dropped.ok) return dropped;
  return succeed({
    name: input.name,
    uid: uid.value,
    created: known.value === undefined,
    tokenExpiresAt: token.value.expiresAt,
  });
}

async function readClusterUid(spoke: KubeApi, who: string): Promise<Result<string, KubeFailure>> {
  const read = await callKube(spoke, who, { method: 'GET', path: '/api/v1/namespaces/kube-system' });
  if (!read.ok) return read;
  const metadata = read.value['metadata'];
  const uid = isJsonObject(metadata) ? metadata['uid'] : undefined;
  if (typeof uid === 'string' && uid !== '') return succeed(uid);
  return fail({
    kind: 'failed',
    message: `${who} answered its kube-system namespace without a UID: is it a Kubernetes API server?`,
  });
}

async function findRegistration(
  { name, management }: RegisterCluster,
  uid: string,
): Promise<Result<Cluster | undefined, RegisterFailure>> {
  const clusters = await listRegisteredClusters(management);
  if (!clusters.ok) return clusters;
  const twin = clusters.value.find((cluster) => cluster.metadata.name !== name && clusterUid(cluster) === uid);
  if (twin !== undefined) return fail({ kind: 'refused', message: registeredAs(twin.metadata.name, uid) });
  const known = clusters.value.find((cluster) => cluster.metadata.name === name);
  const knownUid = known === undefined ? undefined : clusterUid(known);
  if (knownUid !== undefined && knownUid !== uid)
    return fail({ kind: 'refused', message: anotherCluster(name, knownUid, uid) });
  return succeed(known);
}

function registeredAs(name: string, uid: string): string {
  return `this cluster is registered already under the name ${name} (kube-system UID ${uid}): use that name, or delete that Cluster first`;
}

/** Overwriting would send everything meant for one cluster to another one. */
function anotherCluster(name: string, known: string, uid: string): string {
  return `the name ${name} belongs to another cluster (its kube-system UID is ${known}, this one's ${uid}): choose another name, or delete that Cluster first`;
}

async function prepareSpoke(
  { spoke, clock, tokenWaitMs = 10_000 }: RegisterCluster,
  who: string,
): Promise<Result<HubToken, KubeFailure>> {
  for (const object of spokeSetup()) {
    const applied = await applyKube(spoke, who, MANAGER, object);
    if (!applied.ok) return applied;
  }
  return makeHubToken(spoke, who, clock, tokenWaitMs);
}

async function storeRegistration(
  { name, server, caData, labels, management }: RegisterCluster,
  uid: string,
  token: string,
  known: Cluster | undefined,
): Promise<Result<JsonObject, KubeFailure>> {
  const namespace = SYSTEM_NAMESPACE;
  const secretName = `cluster-${name}`;
  const secret = {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: secretName, namespace },
    type: 'Opaque',
    data: { token: btoa(token) },
  };
  const secretPath = `/api/v1/namespaces/${namespace}/secrets/${secretName}`;
  const kept = await applyKube(management, MANAGEMENT, MANAGER, { path: secretPath, manifest: secret });
  if (!kept.ok) return kept;
  const metadata = {
    name,
    namespace,
    labels: { ...known?.metadata.labels, ...labels },
    annotations: { [CLUSTER_UID_ANNOTATION]: uid },
  };
  const spec = { server, credentialsRef: { name: secretName }, ...(caData === undefined ? {} : { caData }) };
  const manifest = { apiVersion: NABE_API_VERSION, kind: 'Cluster', metadata, spec };
  return applyKube(management, MANAGEMENT, MANAGER, { path: `${CLUSTERS_PATH}/${name}`, manifest });
}
