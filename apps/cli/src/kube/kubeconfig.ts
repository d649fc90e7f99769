import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Cluster, KubeConfig } from '@kubernetes/client-node';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import { CliFailure } from '../cli-failure.ts';

export interface KubeconfigChoice {
  readonly file: string;
  readonly context?: string | undefined;
  /** With false, a file with several contexts needs one named: registering the wrong cluster is hard to undo. */
  readonly useCurrentContext: boolean;
}

/** Reads a kubeconfig with the context chosen in it. `@kubernetes/client-node` is loaded here only: it takes half a second. */
export async function loadKubeconfig({ file, context, useCurrentContext }: KubeconfigChoice): Promise<KubeConfig> {
  const text = await readFile(file, 'utf8').catch(() => {
    throw new CliFailure(`cannot read the kubeconfig ${file}: check its path and permissions`);
  });
  const { KubeConfig } = await import('@kubernetes/client-node');
  const config = new KubeConfig();
  try {
    config.loadFromString(text);
  } catch {
    throw new CliFailure(`${file} is no kubeconfig: it has to be YAML with clusters, users and contexts`);
  }
  config.makePathsAbsolute(resolve(file, '..'));
  config.setCurrentContext(chooseContext(config, file, context, useCurrentContext));
  return config;
}

function chooseContext(
  config: KubeConfig,
  file: string,
  wanted: string | undefined,
  useCurrentContext: boolean,
): string {
  const names = config
    .getContexts()
    .map(({ name }) => name)
    .toSorted();
  const current = config.getCurrentContext();
  const chosen = wanted ?? (names.length === 1 ? names[0] : useCurrentContext ? current : undefined);
  if (chosen !== undefined && names.includes(chosen)) return chosen;
  const list = names.length === 0 ? 'it has none' : `it has ${listBriefly(names, ', ')}`;
  if (wanted !== undefined) throw new CliFailure(`${file} has no context ${wanted}: ${list}`, 2);
  throw new CliFailure(`${file} does not say which context to use: name one with --context (${list})`, 2);
}

/** Where hub and workers will reach the cluster of the chosen context. */
export interface KubeconfigServer {
  readonly server: string;
  /** PEM, base64. */
  readonly caData?: string | undefined;
}

/** The cluster of the chosen context; refuses what the hub could not or should not use. */
export async function serverOf(config: KubeConfig, file: string): Promise<KubeconfigServer> {
  const cluster = config.getCurrentCluster();
  if (cluster === null) {
    throw new CliFailure(
      `the context ${config.getCurrentContext()} of ${file} names a cluster that the file does not have`,
    );
  }
  const problem = problemOf(cluster);
  if (problem !== undefined) throw new CliFailure(`the cluster ${cluster.name} of ${file} ${problem}`);
  return { server: cluster.server, caData: await readCa(cluster) };
}

function problemOf({ server, skipTLSVerify, tlsServerName, proxyUrl }: Cluster): string | undefined {
  if (!server.startsWith('https://')) return `has the server ${server}: only https servers can be registered`;
  if (skipTLSVerify)
    return 'sets insecure-skip-tls-verify: anybody in between could take its place; give its certificate-authority instead';
  if (tlsServerName)
    return 'sets tls-server-name, which the hub does not use: give a server name that its certificate holds';
  return proxyUrl
    ? 'sets proxy-url, which the hub does not use: give an address that the hub reaches by itself'
    : undefined;
}

async function readCa({ caData, caFile }: Cluster): Promise<string | undefined> {
  if (caData !== undefined && caData !== '') return caData;
  if (caFile === undefined || caFile === '') return undefined;
  const pem = await readFile(caFile).catch(() => {
    throw new CliFailure(`cannot read the certificate authority ${caFile} named by the kubeconfig`);
  });
  return pem.toString('base64');
}
