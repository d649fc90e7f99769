import { describe, expect, it } from 'vitest';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { expandHook } from './expand-hook.ts';
import { readDeletePolicies } from './read-delete-policies.ts';
import { findHookMistake, readHook } from './read-hook.ts';

function job(annotations: Readonly<Record<string, string>>): Manifest {
  return { apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'migrate', annotations } };
}

const argo = (value: string) => ({ 'argocd.argoproj.io/hook': value });
const helm = (value: string) => ({ 'helm.sh/hook': value });

describe('readHook', () => {
  it.each([
    { name: 'a manifest without annotation', annotations: {}, role: { kind: 'object' } },
    {
      name: 'several phases, in their order',
      annotations: argo('PostSync, PreSync'),
      role: hook('PreSync', 'PostSync'),
    },
    { name: 'Skip', annotations: argo('Skip'), role: { kind: 'skipped' } },
    { name: 'Skip with a phase, of which the phase counts', annotations: argo('Skip,Sync'), role: hook('Sync') },
    { name: 'a word that is no phase', annotations: argo('presync'), role: hook() },
    { name: "Helm's moments", annotations: helm('pre-install,post-upgrade'), role: hook('PreSync', 'PostSync') },
    { name: "Helm's deletion", annotations: helm('pre-delete,post-delete'), role: hook('PreDelete', 'PostDelete') },
    { name: "Helm's tests, which no sync runs", annotations: helm('test'), role: hook() },
    { name: "Helm's old way to write definitions", annotations: helm('crd-install'), role: { kind: 'object' } },
    {
      name: "Argo CD's annotation before Helm's",
      annotations: { ...helm('pre-install'), ...argo('PostSync') },
      role: hook('PostSync'),
    },
  ])('reads $name', ({ annotations, role }) => {
    expect(readHook(job(annotations))).toEqual(role);
  });

  function hook(...phases: string[]) {
    return { kind: 'hook', phases };
  }
});

describe('findHookMistake', () => {
  it.each([
    { name: 'nothing in what is no hook', annotations: {}, mistake: undefined },
    { name: 'nothing in Helm hooks, whatever they say', annotations: helm('test'), mistake: undefined },
    { name: 'nothing in phases', annotations: argo('PreSync,Skip'), mistake: undefined },
    { name: 'a word that is no phase', annotations: argo('PreSync,presync'), mistake: 'but holds "presync"' },
    { name: 'an empty list', annotations: argo(' '), mistake: 'but holds nothing' },
  ])('finds $name', ({ annotations, mistake }) => {
    const found = findHookMistake(job(annotations));
    expect(found?.slice(found.indexOf('but holds'))).toBe(mistake);
  });
});

describe('readDeletePolicies', () => {
  it.each([
    { name: 'the default', annotations: {}, policies: ['BeforeHookCreation'] },
    {
      name: 'both annotations together',
      annotations: {
        'argocd.argoproj.io/hook-delete-policy': 'HookFailed',
        'helm.sh/hook-delete-policy': 'hook-succeeded, before-hook-creation',
      },
      policies: ['HookSucceeded', 'HookFailed', 'BeforeHookCreation'],
    },
    {
      name: 'the default for words it does not know',
      annotations: { 'argocd.argoproj.io/hook-delete-policy': 'Never' },
      policies: ['BeforeHookCreation'],
    },
  ])('reads $name', ({ annotations, policies }) => {
    expect(readDeletePolicies(job(annotations))).toEqual(policies);
  });
});

describe('expandHook', () => {
  const run = { revision: '0123456789', startedAtSeconds: 1777629600 };

  it('makes a task for each phase, named after revision, phase and start where only a prefix is given', () => {
    const { metadata, ...rest } = job(argo('PreSync,PostSync'));
    const tasks = expandHook({ ...rest, metadata: { ...metadata, name: '', generateName: 'm-' } }, run);

    expect(tasks.map(({ phase, manifest }) => [phase, manifest.metadata])).toEqual([
      ['PreSync', { ...metadata, name: 'm-0123456-presync-1777629600' }],
      ['PostSync', { ...metadata, name: 'm-0123456-postsync-1777629600' }],
    ]);
  });

  it('leaves a name as it is', () => {
    const manifest = job(argo('Sync'));
    expect(expandHook(manifest, run)).toEqual([{ phase: 'Sync', manifest }]);
  });

  it('makes none of what is no hook', () => {
    expect(expandHook(job({}), run)).toEqual([]);
  });
});
