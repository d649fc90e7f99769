import { argoGlobMatches } from '#core/globs/argo-glob.ts';
import type { SyncWindow } from './sync-window.ts';

/** What windows choose Applications by. */
export interface WindowedApplication {
  readonly name: string;
  /** Of its destination. */
  readonly namespace: string;
  /** Name and address of its cluster, as far as they are known. */
  readonly cluster: { readonly name?: string | undefined; readonly server?: string | undefined };
}

/**
 * Whether a window is about an Application: one of its lists names it or, with `andOperator`, each of those it has. A window without
 * any list is about none. There is no negation in these globs. Rule: Argo CD's.
 */
export function windowMatches(window: SyncWindow, { name, namespace, cluster }: WindowedApplication): boolean {
  const { applications = [], namespaces = [], clusters = [], andOperator = false } = window;
  const places = [cluster.name, cluster.server].flatMap((place) => place || []);
  const answers = [
    ...answerOf(applications, [name]),
    ...answerOf(namespaces, [namespace]),
    ...answerOf(clusters, places),
  ];
  return answers.length > 0 && (andOperator ? answers.every(Boolean) : answers.some(Boolean));
}

/** A list that is empty has no say. */
function answerOf(globs: readonly string[], texts: readonly string[]): boolean[] {
  if (globs.length === 0) return [];
  return [globs.some((glob) => texts.some((text) => argoGlobMatches(glob, text)))];
}
