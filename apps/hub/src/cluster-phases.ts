import type { Platform } from '#runtime/platform.ts';

/** Counts the registered clusters by phase for the metrics. */
export function followClusterPhases({ controlPlane, metrics }: Pick<Platform, 'controlPlane' | 'metrics'>): void {
  const view = controlPlane.view('Cluster');
  const count = () => {
    metrics.clusters.reset();
    for (const { status } of view.list()) metrics.clusters.inc({ phase: status.phase ?? 'Pending' });
  };
  view.onChange(count);
  count();
}
