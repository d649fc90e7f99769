import { describe, expect, it } from 'vitest';
import { readHook } from './read-hook.ts';

const annotated = (annotations: Record<string, string>) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'migrate', annotations },
});
const before = ['BeforeHookCreation'];
const argo = 'argocd.argoproj.io/hook';
const helm = 'helm.sh/hook';

describe('readHook', () => {
  it.each([
    { name: 'nothing', annotations: {}, hook: undefined },
    {
      name: "Argo CD's phases in their order",
      annotations: { [argo]: 'PostSync, PreSync' },
      hook: { annotation: argo, phases: ['PreSync', 'PostSync'], deletePolicies: before },
    },
    {
      name: 'several of Helm that are one moment here',
      annotations: { [helm]: 'pre-install,pre-upgrade,post-delete' },
      hook: { annotation: helm, phases: ['PreSync', 'PostDelete'], deletePolicies: before },
    },
    {
      name: 'tests and rollbacks of Helm, which never run',
      annotations: { [helm]: 'test,pre-rollback' },
      hook: { annotation: helm, phases: [], deletePolicies: before },
    },
    { name: 'a definition that Helm would install first', annotations: { [helm]: 'crd-install' }, hook: undefined },
    { name: 'one that says Skip', annotations: { [argo]: 'Skip', [helm]: 'pre-install' }, hook: undefined },
    {
      name: "Argo CD's annotation in place of Helm's",
      annotations: { [argo]: 'Sync', [helm]: 'pre-install' },
      hook: { annotation: argo, phases: ['Sync'], deletePolicies: before },
    },
    {
      name: "Helm's delete policies",
      annotations: { [helm]: 'post-install', 'helm.sh/hook-delete-policy': 'hook-failed,before-hook-creation' },
      hook: { annotation: helm, phases: ['PostSync'], deletePolicies: ['BeforeHookCreation', 'HookFailed'] },
    },
    {
      name: "Argo CD's delete policy before Helm's",
      annotations: {
        [helm]: 'post-install',
        'argocd.argoproj.io/hook-delete-policy': 'HookSucceeded',
        'helm.sh/hook-delete-policy': 'hook-failed',
      },
      hook: { annotation: helm, phases: ['PostSync'], deletePolicies: ['HookSucceeded'] },
    },
  ])('reads $name', ({ annotations, hook }) => {
    expect(readHook(annotated(annotations))).toEqual(hook);
  });
});
