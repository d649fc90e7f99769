import { readFile } from 'node:fs/promises';
import { assertNever } from '#core/model/result.ts';
import type { ConnectionSettings } from '../transport/connection-settings.ts';
import { KubeconfigReader } from './kubeconfig-reader.ts';
import type { KubeAccess, KubeconfigChoice } from './read-access.ts';

export interface ManagementOptions extends KubeconfigChoice {
  readonly requestsInFlight: number;
  readonly userAgent: string;
}

/** A pod's token changes on disk, plugins hand out short-lived ones: nothing older than this is sent. */
const AUTHORIZATION_MAX_AGE_MS = 30_000;
/** After a renewal that failed: a plugin must not be started for each of a thousand requests. */
const RENEWAL_PAUSE_MS = 1_000;

/**
 * Connection settings of the management cluster, from a kubeconfig or from inside a pod. Throws an Error whose message is a sentence
 * for the person who starts the process, with the file and what is wrong with it.
 */
export async function loadManagementSettings(options: ManagementOptions): Promise<ConnectionSettings> {
  const { kubeconfig, context, requestsInFlight, userAgent } = options;
  const reader = new KubeconfigReader({ kubeconfig, context });
  const access = await reader.read().catch((error: unknown) => {
    throw unusable(options, error);
  });
  if (access.server === undefined) throw new Error(`${sourceOf(options)} names no cluster for its current context`);
  return {
    title: 'the management cluster',
    server: access.server.replace(/\/$/, ''),
    tls: access.tls,
    authorization: authorizationOf(access, reader),
    requestsInFlight,
    userAgent,
  };
}

function unusable(options: ManagementOptions, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  const advice = options.kubeconfig === undefined ? '; outside of a pod, NABE_KUBECONFIG names a kubeconfig' : '';
  return new Error(`cannot use ${sourceOf(options)} to reach the management cluster: ${why}${advice}`, { cause });
}

function sourceOf({ kubeconfig }: ManagementOptions): string {
  return kubeconfig === undefined ? "the pod's ServiceAccount files" : `the kubeconfig ${kubeconfig}`;
}

function authorizationOf(
  { authorization, renewal }: KubeAccess,
  reader: KubeconfigReader,
): ConnectionSettings['authorization'] {
  const first = Promise.resolve(authorization);
  switch (renewal.kind) {
    case 'never':
      return () => first;
    case 'ask':
      return refreshing(first, async () => (await reader.read()).authorization);
    case 'file':
      return refreshing(first, async () => `Bearer ${(await readFile(renewal.path, 'utf8')).trim()}`);
    default:
      return assertNever(renewal);
  }
}

function refreshing(first: Promise<string | undefined>, renew: () => Promise<string | undefined>) {
  let readAt = performance.now();
  let current = first;
  return () => {
    if (performance.now() - readAt < AUTHORIZATION_MAX_AGE_MS) return current;
    readAt = performance.now();
    current = renew().catch((error: unknown) => {
      readAt = performance.now() - AUTHORIZATION_MAX_AGE_MS + RENEWAL_PAUSE_MS;
      throw error;
    });
    return current;
  };
}
