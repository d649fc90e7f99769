import type { Manifest } from '#core/model/manifest.ts';

/** When a hook runs. */
type HookPhase = 'PreSync' | 'Sync' | 'PostSync' | 'SyncFail' | 'PreDelete' | 'PostDelete';

type HookDeletePolicy = 'BeforeHookCreation' | 'HookSucceeded' | 'HookFailed';

/** An object that runs at moments of a sync instead of staying. */
export interface Hook {
  /** The annotation that makes it one. */
  readonly annotation: string;
  /** Sorted as listed in {@link HookPhase}; empty for one that never runs, such as Helm's tests. */
  readonly phases: readonly HookPhase[];
  /** Never empty. */
  readonly deletePolicies: readonly HookDeletePolicy[];
}

const argoAnnotation = 'argocd.argoproj.io/hook';
const helmAnnotation = 'helm.sh/hook';

const argoPhases = ['PreSync', 'Sync', 'PostSync', 'SyncFail', 'PreDelete', 'PostDelete'] as const;

/** Helm's events, by the moment of a sync that Argo CD gives them; it runs no tests, and there is no rollback. */
const helmPhases: Readonly<Record<string, HookPhase>> = {
  'pre-install': 'PreSync',
  'pre-upgrade': 'PreSync',
  'post-install': 'PostSync',
  'post-upgrade': 'PostSync',
  'pre-delete': 'PreDelete',
  'post-delete': 'PostDelete',
};

const helmPolicies: Readonly<Record<string, HookDeletePolicy>> = {
  'before-hook-creation': 'BeforeHookCreation',
  'hook-succeeded': 'HookSucceeded',
  'hook-failed': 'HookFailed',
};

const argoPolicies = ['BeforeHookCreation', 'HookSucceeded', 'HookFailed'] as const;

/**
 * Reads whether an object is a hook; undefined for one that stays. Rules of Argo CD: its own annotation wins over Helm's; `Skip` is
 * no hook; Helm's `crd-install` is an ordinary definition; what names no known moment never runs. Helm's weight is a sync wave,
 * which readWave knows.
 */
export function readHook({ metadata: { annotations = {} } }: Manifest): Hook | undefined {
  const argo = annotations[argoAnnotation];
  const helm = annotations[helmAnnotation];
  const names = listOf(argo ?? helm);
  if (argo !== undefined)
    return names.includes('Skip') ? undefined : hookOf(argoAnnotation, pick(argoPhases, names), annotations);
  if (helm === undefined || names.includes('crd-install')) return undefined;
  const phases = names.flatMap((name) => (Object.hasOwn(helmPhases, name) ? [helmPhases[name]] : []));
  return hookOf(helmAnnotation, pick(argoPhases, phases), annotations);
}

function hookOf(annotation: string, phases: readonly HookPhase[], annotations: Readonly<Record<string, string>>): Hook {
  const argo = pick(argoPolicies, listOf(annotations['argocd.argoproj.io/hook-delete-policy']));
  const helm = listOf(annotations['helm.sh/hook-delete-policy']).flatMap((name) =>
    Object.hasOwn(helmPolicies, name) ? [helmPolicies[name]] : [],
  );
  const policies = argo.length > 0 ? argo : pick(argoPolicies, helm);
  return { annotation, phases, deletePolicies: policies.length > 0 ? policies : ['BeforeHookCreation'] };
}

/** The known names among those given, in the order in which they are known. */
function pick<T extends string>(known: readonly T[], given: readonly (string | undefined)[]): T[] {
  return known.filter((name) => given.includes(name));
}

function listOf(text = ''): string[] {
  return text.split(',').map((name) => name.trim());
}
