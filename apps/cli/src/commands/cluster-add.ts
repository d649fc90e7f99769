import { registerCluster, type RegisteredCluster } from '#flows/register-cluster.ts';
import type { CliContext } from '../cli-context.ts';
import { CliFailure } from '../cli-failure.ts';
import { KubeconfigApi } from '../kube/kubeconfig-api.ts';
import { loadKubeconfig, serverOf } from '../kube/kubeconfig.ts';
import { processClock } from '../kube/process-clock.ts';

export interface ClusterAddOptions {
  readonly kubeconfig: string;
  readonly context?: string;
  readonly label: readonly string[];
  readonly managementKubeconfig?: string;
}

/** `nabe cluster add NAME`: registers a spoke, or renews the token of one that is registered. */
export async function clusterAdd(context: CliContext, name: string, options: ClusterAddOptions): Promise<void> {
  const labels = parseLabels(options.label);
  const spoke = await loadKubeconfig({ file: options.kubeconfig, context: options.context, useCurrentContext: false });
  const management = await loadKubeconfig({ file: managementFile(context, options), useCurrentContext: true });
  const { server, caData } = await serverOf(spoke, options.kubeconfig);
  const registered = await registerCluster({
    name,
    server,
    caData,
    labels,
    spoke: new KubeconfigApi(spoke),
    management: new KubeconfigApi(management),
    clock: processClock,
  });
  if (!registered.ok) throw new CliFailure(registered.failure.message);
  context.print(describe(registered.value, server));
}

function parseLabels(given: readonly string[]): Record<string, string> {
  return Object.fromEntries(
    given.map((label) => {
      const equals = label.indexOf('=');
      if (equals < 1) throw new CliFailure(`--label ${label}: write a label as key=value`, 2);
      return [label.slice(0, equals), label.slice(equals + 1)];
    }),
  );
}

function managementFile({ env }: CliContext, { managementKubeconfig }: ClusterAddOptions): string {
  const file = managementKubeconfig ?? (env['NABE_KUBECONFIG'] || env['KUBECONFIG']);
  if (file) return file;
  const message =
    'no management cluster given: name its kubeconfig with --management-kubeconfig FILE, NABE_KUBECONFIG or KUBECONFIG';
  throw new CliFailure(message, 2);
}

function describe({ name, uid, created, tokenExpiresAt }: RegisteredCluster, server: string): string {
  const lines = [`cluster ${name} ${created ? 'registered' : 'renewed'}: ${server} (kube-system UID ${uid})`];
  if (tokenExpiresAt !== undefined) {
    lines.push(
      `its token expires at ${tokenExpiresAt}: run the same command again before that (no controller-manager there makes lasting ones)`,
    );
  }
  return `${lines.join('\n')}\n`;
}
