import type { Manifest } from '#core/model/objects/manifest.ts';
import { listBriefly } from '#core/model/text/list-briefly.ts';
import { type HookPhase, hookPhases } from './hook-phase.ts';
import { readList } from './read-list.ts';

/** What a manifest is to a sync: a plain object, a hook of some phases (none: it never runs), or nothing at all (`Skip`). */
export type ManifestRole =
  | { readonly kind: 'object' }
  | { readonly kind: 'skipped' }
  | { readonly kind: 'hook'; readonly phases: readonly HookPhase[] };

const hookAnnotation = 'argocd.argoproj.io/hook';
const helmHookAnnotation = 'helm.sh/hook';

/** Helm's moments as Argo CD maps them: every sync is an install and an upgrade. Others, such as `test`, have no counterpart. */
const helmPhases: ReadonlyMap<string, HookPhase> = new Map([
  ['pre-install', 'PreSync'],
  ['pre-upgrade', 'PreSync'],
  ['post-install', 'PostSync'],
  ['post-upgrade', 'PostSync'],
  ['pre-delete', 'PreDelete'],
  ['post-delete', 'PostDelete'],
]);

/**
 * Reads the hook annotations, Argo CD's before Helm's, each a comma list. Phases are in the order in which they run, each
 * once. A hook that names no phase we know is a hook all the same: applying it as a plain object would run, say, a database migration at the wrong time.
 */
export function readHook({ metadata: { annotations = {} } }: Manifest): ManifestRole {
  const own = annotations[hookAnnotation];
  const helm = annotations[helmHookAnnotation];
  const words = readList(own).filter((word) => word === 'Skip' || isPhase(word));
  if (words.length === 1 && words[0] === 'Skip') return { kind: 'skipped' };
  // Helm once wrote definitions of kinds as hooks; they are plain objects.
  if (own === undefined && (helm === undefined || helm === 'crd-install')) return { kind: 'object' };
  const named = words.length > 0 ? words.filter(isPhase) : readList(helm).flatMap((word) => helmPhases.get(word) ?? []);
  return { kind: 'hook', phases: hookPhases.filter((phase) => named.includes(phase)) };
}

/** A sentence about words of Argo CD's annotation that are no phases, which Argo CD passes over silently; Helm's may be any. */
export function findHookMistake({ metadata: { annotations = {} } }: Manifest): string | undefined {
  const text = annotations[hookAnnotation];
  if (text === undefined) return undefined;
  const words = readList(text);
  const wrong = words.filter((word) => word !== 'Skip' && !isPhase(word)).map((word) => JSON.stringify(word));
  if (words.length > 0 && wrong.length === 0) return undefined;
  const found = wrong.length > 0 ? listBriefly(wrong) : 'nothing';
  return `annotation ${hookAnnotation} must be Skip or a list of ${hookPhases.join(', ')}, but holds ${found}`;
}

function isPhase(word: string): word is HookPhase {
  return hookPhases.some((phase) => phase === word);
}
