import { join } from 'node:path';
import type { Logger } from 'pino';
import { ConfigError, type HubConfig, type WorkerConfig } from '#adapters/config/load-config.ts';
import { processEnvironment } from '#adapters/config/env.schema.ts';
import { MirrorGitSource } from '#adapters/git/mirror-git-source.ts';
import { PackageRepositories } from '#adapters/packages/package-repositories.ts';
import { readFieldManager } from '#adapters/kube/control-plane/field-manager.ts';
import { KubeControlPlane } from '#adapters/kube/control-plane/kube-control-plane.ts';
import { loadManagementSettings } from '#adapters/kube/kubeconfig/management-connection.ts';
import { ClusterConnections } from '#adapters/kube/spokes/cluster-connections.ts';
import { KubeEventRecorder } from '#adapters/kube/events/kube-event-recorder.ts';
import { KubeConnection } from '#adapters/kube/transport/kube-connection.ts';
import { createLogger } from '#adapters/observability/logger.ts';
import { createMetrics, type Metrics } from '#adapters/observability/metrics.ts';
import { SystemClock } from '#adapters/observability/system-clock.ts';
import type { EnvelopeKeys } from '#adapters/queue/jobs/envelope.ts';
import { RedisSyncQueue } from '#adapters/queue/pending/redis-sync-queue.ts';
import { RedisPushAnnouncements } from '#adapters/queue/redis/redis-push-announcements.ts';
import { RedisLink } from '#adapters/queue/redis/redis-link.ts';
import { HostGuard } from '#adapters/scm/hosts/host-guard.ts';
import { HUB_SHARE, shareOfBudget } from '#core/spoke-budget/share-of-budget.ts';
import { RepositorySources } from '#flows/sources/repository-sources.ts';
import { RepositoryCredentials } from '#flows/repositories/repository-credentials.ts';
import { DecryptionKeyring } from '#flows/sources/decryption-keyring.ts';
import type { ResourceKind } from '#flows/ports/control-plane.port.ts';
import { digest } from './digest.ts';
import { loadKeyedDigest } from './keyed-digest.ts';
import { loadQueueKeys } from './queue-key.ts';
import { readVersion } from './version.ts';

/** What hub and worker have in common: their connections to everything outside of the process. */
export interface Platform {
  readonly version: string;
  readonly identity: string;
  readonly log: Logger;
  readonly clock: SystemClock;
  readonly metrics: Metrics;
  readonly management: KubeConnection;
  readonly controlPlane: KubeControlPlane;
  readonly connections: ClusterConnections;
  /** Name under which objects on spokes are applied. */
  readonly fieldManager: string;
  /** Repositories of all kinds. */
  readonly git: RepositorySources;
  readonly packages: PackageRepositories;
  readonly credentials: RepositoryCredentials;
  readonly redis: RedisLink;
  readonly queue: RedisSyncQueue;
  readonly queueKeys: EnvelopeKeys;
  readonly pushes: RedisPushAnnouncements;
  readonly keyring: DecryptionKeyring;
  readonly keyedDigest: (text: string) => string;
  readonly events: KubeEventRecorder;
  /** Ends every connection and child process. */
  close(): Promise<void>;
}

type Config = (HubConfig | WorkerConfig) & { readonly component: 'hub' | 'worker' };

const REQUESTS_IN_FLIGHT = 32;

/** Kinds both follow from the start. */
const VIEWS: readonly ResourceKind[] = ['Tenant', 'Cluster', 'Repository', 'ApplicationSet', 'Application'];

/** Opens the connections. Waits until the management cluster answers, for as long as that takes; throws what a person has to correct. */
export async function openPlatform(config: Config, signal: AbortSignal): Promise<Platform> {
  const version = readVersion();
  const userAgent = `nabe/${version}`;
  const { identity } = config;
  const log = createLogger({ level: config.logLevel, component: config.component, identity });
  const clock = new SystemClock();
  const metrics = createMetrics();
  const management = await connectManagement(config, userAgent);
  const controlPlane = new KubeControlPlane(management, clock, viewProblems(log));
  const fieldManager = await untilItWorks(() => requireFieldManager(management), { log, clock, signal });
  const queueKeys = await untilItWorks(() => loadQueueKeys(management), { log, clock, signal });
  const keyedDigest = await untilItWorks(() => loadKeyedDigest(management), { log, clock, signal });
  for (const kind of VIEWS) controlPlane.view(kind);
  const onAnswer = (verb: string, outcome: string, cluster: string) => {
    metrics.countSpokeRequest(verb, outcome);
    if (outcome === '429') metrics.spokePushbacks.inc({ cluster });
  };
  const share = config.component === 'hub' ? () => HUB_SHARE : (budget: number) => shareOfBudget(budget, undefined);
  const connections = new ClusterConnections({ controlPlane, clock, userAgent, onAnswer, share });
  metrics.readPaces(() => connections.paces());
  const cacheFolder = join(config.cacheFolder, `${config.component}-${identity}`);
  const otherHosts = new HostGuard({ policy: config.hostPolicy, proxy: config.proxy });
  const mirrors = await MirrorGitSource.open({ cacheFolder, environment: gitEnvironment(), otherHosts });
  const packages = new PackageRepositories({ cacheFolder: join(cacheFolder, 'packages'), proxies: processProxies() });
  const onAvailability = (available: boolean) => metrics.queueAvailable.set(available ? 1 : 0);
  const redis = new RedisLink({ url: config.redisUrl, name: identity, log, onAvailability });
  const events = new KubeEventRecorder({
    connection: management,
    clock,
    component: config.component,
    identity,
    onEvent: (outcome) => metrics.events.inc({ outcome }),
    onFailure: ({ status, message }) => log.warn({ status, problem: message }, 'events cannot be written'),
  });
  const close = async () => {
    redis.close();
    await events.close();
    await Promise.all([mirrors.close(), connections.close()]);
    await controlPlane.close();
  };
  const credentials = new RepositoryCredentials(controlPlane);
  const keyring = new DecryptionKeyring({ controlPlane, clock, digest });
  const queue = new RedisSyncQueue(redis);
  return {
    version,
    identity,
    log,
    clock,
    metrics,
    management,
    controlPlane,
    connections,
    fieldManager,
    git: new RepositorySources(mirrors, packages),
    packages,
    credentials,
    redis,
    queue,
    queueKeys,
    pushes: new RedisPushAnnouncements(redis),
    keyring,
    keyedDigest,
    events,
    close,
  };
}

async function connectManagement({ kubeconfig }: Config, userAgent: string): Promise<KubeConnection> {
  try {
    const settings = await loadManagementSettings({ kubeconfig, requestsInFlight: REQUESTS_IN_FLIGHT, userAgent });
    return new KubeConnection(settings);
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
}

/** Until every view of the management cluster has been read to its end. False when the signal aborted first. */
export function untilViewsAreComplete({ controlPlane }: Platform, signal: AbortSignal): Promise<boolean> {
  return controlPlane.ready(VIEWS, signal);
}

/** Views that are not complete at the moment; for /readyz. */
export function incompleteViews({ controlPlane }: Platform): string[] {
  return VIEWS.filter((kind) => !controlPlane.view(kind).complete);
}

async function requireFieldManager(management: KubeConnection): Promise<string> {
  const manager = await readFieldManager(management);
  if (!manager.ok) throw new Error(manager.failure.message);
  return manager.value;
}

interface Patience {
  readonly log: Logger;
  readonly clock: SystemClock;
  readonly signal: AbortSignal;
}

const LONGEST_PAUSE_MS = 10_000;

/** The management cluster may come up after us: tries again until it answers, and says once what it waits for. */
async function untilItWorks<T>(attempt: () => Promise<T>, { log, clock, signal }: Patience): Promise<T> {
  for (let pauseMs = 250; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted) throw error;
      if (pauseMs === 250)
        log.warn({ err: error }, 'the management cluster does not answer as it should: trying again');
      await clock.sleep(pauseMs, signal);
    }
  }
}

function viewProblems(log: Logger): ConstructorParameters<typeof KubeControlPlane>[2] {
  return {
    onUnreadable: (kind, name, message) =>
      log.warn({ kind, ...name, problem: message }, 'a resource cannot be read and is left as it is'),
    onInterrupted: (kind, failure) =>
      log.warn(
        { kind, reason: failure.reason, problem: failure.message },
        'the watch of a kind broke and goes on by itself',
      ),
  };
}

/** The proxies that the process was told to use. */
function processProxies() {
  const { HTTP_PROXY: httpProxy = '', HTTPS_PROXY: httpsProxy = '', NO_PROXY: noProxy = '' } = processEnvironment();
  return { httpProxy, httpsProxy, noProxy };
}

/** What git may see of our environment: nothing that could hold a secret of ours. */
function gitEnvironment(): Record<string, string> {
  const passed = ['PATH', 'HTTPS_PROXY', 'HTTP_PROXY', 'NO_PROXY', 'SSL_CERT_FILE', 'SSL_CERT_DIR'];
  const environment = processEnvironment();
  return Object.fromEntries(
    passed.flatMap((name) => (environment[name] === undefined ? [] : [[name, environment[name]]])),
  );
}
