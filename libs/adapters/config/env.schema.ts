import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';
import { isIdentityVariable } from '#core/decryption/identity-variables.ts';
import { duration } from './duration.ts';
import { originPairs } from './origin-pairs.ts';

/** What a person may write, for the sentence that refuses anything else. A secret value is never repeated in it. */
interface OptionText {
  readonly allowed: string;
  readonly secret?: true;
}

function option<T extends z.ZodType>(schema: T, text: OptionText): T {
  return schema.meta({ ...text });
}

const listenPort = (port: number) =>
  option(z.coerce.number().int().min(0).max(65_535).default(port), {
    allowed: `a TCP port from 0 (any free one) to 65535; the default is ${port}`,
  });

/** Options of hub and worker alike. */
const shared = {
  /** Kubeconfig file of the management cluster. Default: the pod's own ServiceAccount. Set it outside of a cluster. */
  NABE_KUBECONFIG: option(z.string().optional(), { allowed: 'the path of a kubeconfig file' }),
  /** Redis or Valkey that carries the queue. It may hold a password. Default: this machine. Every hub and worker needs the same one. */
  NABE_REDIS_URL: option(z.url({ protocol: /^rediss?$/ }).default('redis://127.0.0.1:6379'), {
    allowed: 'redis://HOST:PORT or rediss://HOST:PORT, with USER:PASSWORD@ before the host where needed',
    secret: true,
  }),
  /** Address to listen on. Default: loopback, because the API has no sign-in yet. Widen it only behind something that has. */
  NABE_LISTEN_ADDRESS: option(z.union([z.ipv4(), z.ipv6()]).default('127.0.0.1'), {
    allowed: 'an IPv4 or IPv6 address; the default is 127.0.0.1',
  }),
  /** Folder for git mirrors and rendered manifests. It may vanish at any time. Default: below the system's temporary folder. */
  NABE_CACHE_FOLDER: option(z.string().startsWith('/').default(join(tmpdir(), 'nabe-cache')), {
    allowed: 'an absolute path',
  }),
  /** Least important level that is logged. Default info; debug shows the path every decision took. */
  NABE_LOG_LEVEL: option(z.enum(['error', 'warn', 'info', 'debug', 'silent']).default('info'), {
    allowed: 'one of error, warn, info, debug, silent',
  }),
  /** Name of this replica in Leases, logs and the queue, unique among all replicas. Default: host name and process id. */
  NABE_IDENTITY: option(
    z
      .string()
      .regex(/^[A-Za-z0-9]([A-Za-z0-9._-]{0,198}[A-Za-z0-9])?$/)
      .optional(),
    {
      allowed: 'letters, digits, dots, dashes and underscores, at most 200 of them',
    },
  ),
  /**
   * Hosts of code hosting services and plugins that tenants may name, and stores that Git LFS leads to, although their addresses are
   * private or plain http, with a port where it is not the usual one. Default: none. Name your own GitLab, and plugins inside the cluster.
   */
  NABE_OUTSIDE_HOSTS: option(
    z
      .string()
      .default('')
      .transform((text) => text.split(',').flatMap((host) => host.trim().toLowerCase() || []))
      .pipe(z.array(z.string().regex(/^[a-z0-9.[\]:-]+$/))),
    { allowed: 'hosts separated by commas, such as git.example.com:8443,10.0.0.7' },
  ),
  /**
   * Whether tenants may name, and Git LFS lead to, any host with a public address, by https. Default true; false where only
   * NABE_OUTSIDE_HOSTS may be asked.
   */
  NABE_PUBLIC_HOSTS: option(z.enum(['true', 'false']).default('true'), {
    allowed: 'true or false; the default is true',
  }),
  /**
   * Proxy for https requests to code hosts, plugins and git. Default: none. Names are still looked up and judged before the proxy
   * is asked. It may hold a password.
   */
  HTTPS_PROXY: option(z.url({ protocol: /^https?$/ }).optional(), {
    allowed: 'http://HOST:PORT or https://HOST:PORT, with USER:PASSWORD@ before the host where needed',
    secret: true,
  }),
  /** Hosts that are asked without the proxy, separated by commas: names with all below them, addresses, ranges such as 10.0.0.0/8. Default: none. */
  NO_PROXY: option(z.string().default(''), { allowed: 'hosts separated by commas, such as .corp.example,10.0.0.0/8' }),
};

export const HubEnvironment = z.object({
  ...shared,
  /** TCP port of the API, metrics and health. Default 8080. */
  NABE_LISTEN_PORT: listenPort(8080),
  /**
   * Proxies in front of the hub, whose X-Forwarded-For is believed. Default: none. Set it behind an ingress: webhooks are limited by the
   * address they come from, and without it all of them come from the ingress.
   */
  NABE_TRUSTED_PROXIES: option(
    z
      .string()
      .default('')
      .transform((text) => text.split(',').flatMap((address) => address.trim() || []))
      .pipe(z.array(z.union([z.ipv4(), z.ipv6(), z.cidrv4(), z.cidrv6()]))),
    { allowed: 'IP addresses or networks separated by commas, such as 10.0.0.0/8,fd00::/8' },
  ),
  /** How often every Application that is not where it should be is put back into the queue. Default 60s; Redis coming back sweeps at once. */
  NABE_SWEEP_INTERVAL: option(duration(1_000, 3_600_000).default(60_000), {
    allowed: 'a time span from 1s to 1h, such as 90s or 5m; the default is 60s',
  }),
  /**
   * How patterns of git files are read, for all sets: pathspec as Argo CD does by default, doublestar as it does with
   * ARGOCD_APPLICATIONSET_CONTROLLER_ENABLE_NEW_GIT_FILE_GLOBBING. Default pathspec. Look at what sets generate before changing it.
   */
  NABE_GIT_FILE_GLOBBING: option(z.enum(['pathspec', 'doublestar']).default('pathspec'), {
    allowed: 'pathspec or doublestar; the default is pathspec',
  }),
  /**
   * Where to ask public services instead, as ORIGIN=ORIGIN: through a gateway, or at an endpoint of AWS in your own network. Default:
   * nowhere else. A gateway with a private address has to be in NABE_OUTSIDE_HOSTS too.
   */
  NABE_SERVICE_ADDRESSES: option(originPairs().default(new Map()), {
    allowed:
      'pairs of addresses without a path, separated by commas, such as https://api.bitbucket.org=https://bitbucket.gateway.example',
  }),
});

/** sync renders and applies; observe watches spokes. */
const roles = ['sync', 'observe'] as const;
export type WorkerRole = (typeof roles)[number];

/** Applications that a worker syncs at once unless told otherwise. */
export const DEFAULT_SYNC_CONCURRENCY = 16;

export const WorkerEnvironment = z.object({
  ...shared,
  /** Where helm, kustomize and sops are looked for. All have to be linked statically (docs/adr/0012-render-sandbox.md). */
  PATH: option(z.string().default('/usr/local/bin:/usr/bin:/bin'), { allowed: 'folders separated by colons' }),
  /** TCP port of metrics and health. Default 8081. */
  NABE_LISTEN_PORT: listenPort(8081),
  /** Applications synced at once by this worker. Default 16: each holds one rendered tree in memory. Raise with memory. */
  NABE_SYNC_CONCURRENCY: option(z.coerce.number().int().min(1).max(256).default(DEFAULT_SYNC_CONCURRENCY), {
    allowed: `a whole number from 1 to 256; the default is ${DEFAULT_SYNC_CONCURRENCY}`,
  }),
  /**
   * Names of variables of the worker that tell sops who it is for key services of clouds, such as
   * AWS_REGION,AWS_ROLE_ARN,AWS_WEB_IDENTITY_TOKEN_FILE; files that they name come along. Default: none, and no such service is asked.
   * Which tenants may use which keys is spec.decryption.cloudKeys of each Tenant.
   */
  NABE_SOPS_ENVIRONMENT: option(
    z
      .string()
      .default('')
      .transform((text) => text.split(',').flatMap((name) => name.trim() || []))
      .pipe(z.array(z.string().refine(isIdentityVariable))),
    {
      allowed:
        'names of variables that begin with AWS_, AZURE_, GOOGLE_ or VAULT_, or HTTPS_PROXY, HTTP_PROXY, NO_PROXY and SSL_CERT_FILE, separated by commas',
    },
  ),
  /** What this worker does. Default: both. Split them to scale syncs apart from watches. */
  NABE_ROLES: option(
    z
      .string()
      .default(roles.join(','))
      .transform((text) => [...new Set(text.split(',').map((role) => role.trim()))])
      .pipe(z.array(z.enum(roles)).min(1)),
    { allowed: 'sync, observe or both, separated by a comma; the default is sync,observe' },
  ),
});

/** The variables of this process. Nothing else in Nabe reads them. */
export function processEnvironment(): NodeJS.ProcessEnv {
  return process.env;
}
