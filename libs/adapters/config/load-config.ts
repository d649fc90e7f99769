import { hostname } from 'node:os';
import type { z } from 'zod';
import { HubEnvironment, processEnvironment, WorkerEnvironment } from './env.schema.ts';
import type { WorkerRole } from './env.schema.ts';

type LogLevel = 'error' | 'warn' | 'info' | 'debug' | 'silent';

interface SharedConfig {
  /** Absent: the pod's own ServiceAccount. */
  readonly kubeconfig: string | undefined;
  readonly redisUrl: string;
  readonly listenAddress: string;
  readonly listenPort: number;
  readonly cacheFolder: string;
  readonly logLevel: LogLevel;
  readonly identity: string;
  /** Whom tenants may have asked beside Kubernetes and git. */
  readonly hostPolicy: { readonly allowedHosts: readonly string[]; readonly publicHosts: boolean };
  /** Absent: the internet is reached directly. */
  readonly proxy: { readonly url: string; readonly exceptions: string } | undefined;
}

export interface HubConfig extends SharedConfig {
  readonly sweepIntervalMs: number;
  /** IP addresses and networks of proxies in front of the hub. */
  readonly trustedProxies: readonly string[];
  readonly gitFileGlobbing: 'pathspec' | 'doublestar';
  /** Origins to ask instead of those of public services. */
  readonly serviceAddresses: ReadonlyMap<string, string>;
}

export interface WorkerConfig extends SharedConfig {
  readonly syncConcurrency: number;
  /** Where helm and kustomize are looked for, as in PATH. */
  readonly searchPath: string;
  readonly roles: readonly WorkerRole[];
  /** Variables that tell sops who the worker is for key services of clouds; none where those are not asked. Secret. */
  readonly sopsEnvironment: Readonly<Record<string, string>>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Throws ConfigError on the first bad value. Variables of others are ignored: Kubernetes itself sets some that start with NABE_. */
export function loadHubConfig(environment: Environment = processEnvironment()): HubConfig {
  const values = read(HubEnvironment, environment);
  return {
    ...sharedConfig(values),
    sweepIntervalMs: values.NABE_SWEEP_INTERVAL,
    trustedProxies: values.NABE_TRUSTED_PROXIES,
    gitFileGlobbing: values.NABE_GIT_FILE_GLOBBING,
    serviceAddresses: values.NABE_SERVICE_ADDRESSES,
  };
}

/** Throws ConfigError on the first bad value. */
export function loadWorkerConfig(environment: Environment = processEnvironment()): WorkerConfig {
  const values = read(WorkerEnvironment, environment);
  return {
    ...sharedConfig(values),
    syncConcurrency: values.NABE_SYNC_CONCURRENCY,
    searchPath: values.PATH,
    roles: values.NABE_ROLES,
    sopsEnvironment: Object.fromEntries(
      values.NABE_SOPS_ENVIRONMENT.flatMap((name) => {
        const value = environment[name];
        return value ? [[name, value] as const] : [];
      }),
    ),
  };
}

/** One sentence for the person who starts the process: print `message`, not the stack. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

function read<T extends z.ZodObject>(schema: T, environment: Environment): z.infer<T> {
  const given = Object.fromEntries(
    Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''),
  );
  const parsed = schema.safeParse(given);
  if (parsed.success) return parsed.data;
  const variable = String(parsed.error.issues[0]?.path[0]);
  throw new ConfigError(refusal(variable, given[variable], schema.shape[variable]?.meta() ?? {}));
}

function refusal(variable: string, value: string | undefined, text: Record<string, unknown>): string {
  const shown =
    text['secret'] === true
      ? 'has a value that cannot be used (not shown: it may hold a password)'
      : `is ${JSON.stringify(value)}`;
  return `${variable} ${shown}: give ${String(text['allowed'])}.`;
}

function sharedConfig(values: z.infer<typeof HubEnvironment> | z.infer<typeof WorkerEnvironment>): SharedConfig {
  const { HTTPS_PROXY: url, NO_PROXY: exceptions } = values;
  return {
    kubeconfig: values.NABE_KUBECONFIG,
    redisUrl: values.NABE_REDIS_URL,
    listenAddress: values.NABE_LISTEN_ADDRESS,
    listenPort: values.NABE_LISTEN_PORT,
    cacheFolder: values.NABE_CACHE_FOLDER,
    logLevel: values.NABE_LOG_LEVEL,
    identity: values.NABE_IDENTITY ?? `${hostname()}-${process.pid}`,
    hostPolicy: { allowedHosts: values.NABE_OUTSIDE_HOSTS, publicHosts: values.NABE_PUBLIC_HOSTS === 'true' },
    proxy: url === undefined ? undefined : { url, exceptions },
  };
}
