import { judgeWindows } from '#core/sync-windows/judge-windows.ts';
import { readWindows, type SyncWindow } from '#core/sync-windows/sync-window.ts';
import { windowMatches } from '#core/sync-windows/window-matches.ts';
import { difference, type LineCase, lineCases } from '../line-cases.ts';

interface WindowCase extends LineCase {
  readonly windows: readonly SyncWindow[];
  readonly application?: {
    readonly metadata: { readonly name: string };
    readonly spec: {
      readonly destination: { readonly namespace: string; readonly name?: string; readonly server?: string };
    };
  };
  readonly isManual: boolean;
  readonly at: string;
  readonly operationStartedAt?: string;
  readonly allowed?: boolean;
  readonly error?: boolean;
}

export const runWindowCases = lineCases<WindowCase>((windowCase) => {
  const { windows, isManual, at, operationStartedAt, allowed, error = false } = windowCase;
  const read = readWindows(windows, (window) => isAbout(window, windowCase));
  if (!read.ok) return error ? undefined : `failed: ${read.failure}`;
  if (error) return 'an error expected';
  const startedMs = operationStartedAt === undefined ? undefined : Date.parse(operationStartedAt);
  return difference(judgeWindows(read.value, { atMs: Date.parse(at), isManual, startedMs }).allowed, allowed);
});

function isAbout(window: SyncWindow, { application }: WindowCase): boolean {
  if (application === undefined) return true;
  const { namespace, ...cluster } = application.spec.destination;
  return windowMatches(window, { name: application.metadata.name, namespace, cluster });
}
