import type { KubeConfig } from '@kubernetes/client-node';
import type { ConnectionSettings, TlsSettings } from '../transport/connection-settings.ts';

export interface ManagementOptions {
  /** Path of a kubeconfig; undefined inside a pod, where the ServiceAccount's files are used. */
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly requestsInFlight: number;
  readonly userAgent: string;
}

/**
 * Connection settings of the management cluster, from a kubeconfig or from inside a pod, with every kind of authentication
 * that `@kubernetes/client-node` knows. Throws an Error whose message is a sentence for the person who starts the process, with
 * the file and what is wrong with it.
 */
export async function loadManagementSettings(options: ManagementOptions): Promise<ConnectionSettings> {
  const config = await loadConfig(options);
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) throw new Error(`${sourceOf(options)} names no cluster for its current context`);
  const identity = await readIdentity(config).catch((error: unknown) => {
    throw unusable(options, error);
  });
  return {
    title: 'the management cluster',
    server: server.replace(/\/$/, ''),
    tls: identity.tls,
    authorization: refreshingAuthorization(config, identity.authorization),
    requestsInFlight: options.requestsInFlight,
    userAgent: options.userAgent,
  };
}

async function loadConfig(options: ManagementOptions): Promise<KubeConfig> {
  // Loading this package costs half a second and 80 MB: only processes that need a kubeconfig pay for it.
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  try {
    if (options.kubeconfig === undefined) config.loadFromCluster();
    else config.loadFromFile(options.kubeconfig);
  } catch (error) {
    throw unusable(options, error);
  }
  if (options.context !== undefined) config.setCurrentContext(options.context);
  return config;
}

function unusable(options: ManagementOptions, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  const advice = options.kubeconfig === undefined ? '; outside of a pod, NABE_KUBECONFIG names a kubeconfig' : '';
  return new Error(`cannot use ${sourceOf(options)} to reach the management cluster: ${why}${advice}`, { cause });
}

function sourceOf({ kubeconfig }: ManagementOptions): string {
  return kubeconfig === undefined ? "the pod's ServiceAccount files" : `the kubeconfig ${kubeconfig}`;
}

interface Identity {
  readonly tls: TlsSettings;
  readonly authorization: string | undefined;
}

async function readIdentity(config: KubeConfig): Promise<Identity> {
  const options: Parameters<KubeConfig['applyToHTTPSOptions']>[0] = {};
  await config.applyToHTTPSOptions(options);
  const { ca, cert, key, servername, rejectUnauthorized, headers } = options;
  const authorization = headers === undefined || Array.isArray(headers) ? undefined : headers['Authorization'];
  return {
    tls: {
      ...(ca === undefined ? {} : { ca: String(ca) }),
      ...(cert === undefined ? {} : { cert: String(cert) }),
      ...(key === undefined ? {} : { key: String(key) }),
      ...(servername === undefined ? {} : { servername }),
      ...(rejectUnauthorized === undefined ? {} : { rejectUnauthorized }),
    },
    authorization: typeof authorization === 'string' ? authorization : undefined,
  };
}

/** Asks for the header again from time to time: a pod's token changes on disk, exec plugins hand out short-lived ones. */
function refreshingAuthorization(config: KubeConfig, first: string | undefined): () => Promise<string | undefined> {
  let readAt = performance.now();
  let current = Promise.resolve(first);
  return () => {
    if (performance.now() - readAt < AUTHORIZATION_MAX_AGE_MS) return current;
    readAt = performance.now();
    current = readIdentity(config).then(({ authorization }) => authorization);
    return current;
  };
}

const AUTHORIZATION_MAX_AGE_MS = 30_000;
