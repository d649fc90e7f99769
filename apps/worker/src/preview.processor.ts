import { PreviewWorker } from '#adapters/queue/previews/preview-worker.ts';
import { previewApplication } from '#flows/preview/preview-application.ts';
import type { SyncPorts } from '#flows/sync/sync-ports.ts';
import type { Platform } from '#runtime/platform.ts';

/** Makes the previews that people ask the hub for. */
export function startPreviews({ redis, queueKeys, clock, log }: Platform, ports: SyncPorts): PreviewWorker {
  return new PreviewWorker({
    link: redis,
    keys: () => queueKeys,
    clock,
    log,
    preview: (question, signal) => previewApplication(question, ports, signal),
  });
}
