import type { Manifest } from '#core/model/objects/manifest.ts';
import { readList } from './read-list.ts';

/** When a hook's object goes: after a sync that succeeded, after one that failed, or only when the next one creates it anew. */
const deletePolicies = ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'] as const;
export type DeletePolicy = (typeof deletePolicies)[number];

const helmPolicies: ReadonlyMap<string, DeletePolicy> = new Map([
  ['hook-succeeded', 'HookSucceeded'],
  ['hook-failed', 'HookFailed'],
  ['before-hook-creation', 'BeforeHookCreation'],
]);

/** The policies of both annotations together, as in Argo CD; `BeforeHookCreation` when there is none. */
export function readDeletePolicies({ metadata: { annotations = {} } }: Manifest): DeletePolicy[] {
  const own = readList(annotations['argocd.argoproj.io/hook-delete-policy']);
  const helm = readList(annotations['helm.sh/hook-delete-policy']).flatMap((word) => helmPolicies.get(word) ?? []);
  const named = deletePolicies.filter((policy) => own.includes(policy) || helm.includes(policy));
  return named.length > 0 ? named : ['BeforeHookCreation'];
}
