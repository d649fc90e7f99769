import { fail, type Result, succeed } from '#core/model/result.ts';
import type { ClusterSpec } from '#core/resources/cluster.ts';
import { SYSTEM_NAMESPACE } from '#core/resources/metadata.ts';
import type { ConnectionSettings } from '../transport/connection-settings.ts';

/** Connection settings of a spoke from its Cluster and the decoded Secret; the failure says what the Secret lacks. */
export function spokeSettings(
  cluster: string,
  spec: ClusterSpec,
  secret: Readonly<Record<string, string>> | undefined,
  userAgent: string,
): Result<ConnectionSettings, string> {
  const title = `Secret ${SYSTEM_NAMESPACE}/${spec.credentialsRef.name} of cluster ${cluster}`;
  if (secret === undefined) return fail(`${title} does not exist; the platform team has to register the cluster again`);
  const token = secret['token']?.trim();
  const { 'tls.crt': cert, 'tls.key': key } = secret;
  const hasCertificate = cert !== undefined && key !== undefined;
  if (!token && !hasCertificate)
    return fail(`${title} has neither token nor tls.crt and tls.key; the platform team has to fill it`);
  const authorization = token ? `Bearer ${token}` : undefined;
  return succeed({
    title: `cluster ${cluster}`,
    server: spec.server.replace(/\/$/, ''),
    tls: {
      ...(spec.caData === undefined ? {} : { ca: Buffer.from(spec.caData, 'base64').toString('utf8') }),
      ...(hasCertificate ? { cert, key } : {}),
    },
    authorization: async () => authorization,
    requestsInFlight: spec.limits.requestsInFlight,
    userAgent,
  });
}

/** Tells whether two connections would be the same one, credentials included. For comparing only: it holds secrets. */
export function settingsFingerprint(spec: ClusterSpec, secret: Readonly<Record<string, string>> | undefined): string {
  const { server, caData, limits } = spec;
  return JSON.stringify([
    server,
    caData,
    limits.requestsInFlight,
    secret?.['token'],
    secret?.['tls.crt'],
    secret?.['tls.key'],
  ]);
}
