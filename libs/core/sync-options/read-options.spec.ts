import { describe, expect, it } from 'vitest';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { describeUnknownOptions } from './describe-unknown-options.ts';
import { isDeletionApproved } from './read-approval.ts';
import { effectiveOptions, readApplicationOptions, readObjectOptions } from './read-options.ts';

const object = (options: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace: 'shop', name: 'web', annotations: { 'argocd.argoproj.io/sync-options': options } },
});
const spec = (...syncOptions: string[]) => ({ syncPolicy: { syncOptions } });

describe('sync options', () => {
  it.each([
    {
      name: 'of an object, with spaces',
      options: ' Prune=false , Replace=true',
      read: ['Prune=false', 'Replace=true'],
    },
    { name: 'written twice: the last counts', options: 'Prune=false,Prune=confirm', read: ['Prune=confirm'] },
    { name: 'empty', options: '', read: [] },
  ])('are read: $name', ({ options, read }) => {
    const found = readObjectOptions(object(options));
    expect([...found.options].map(([name, value]) => `${name}=${value}`)).toEqual(read);
    expect(found.unknown).toEqual([]);
  });

  it('of an object go before those of the Application', () => {
    const ofApplication = readApplicationOptions(spec('Prune=false', 'Replace=true')).options;
    expect(Object.fromEntries(effectiveOptions(object('Prune=confirm'), ofApplication))).toEqual({
      Prune: 'confirm',
      Replace: 'true',
    });
  });

  it('that nobody reads are told with their place', () => {
    const message = describeUnknownOptions(spec('Prune=maybe', 'CreateNamespace=true'), [
      object('CreateNamespace=true,Prun=false,ServerSideApply=true'),
    ]);
    expect(message).toBe(
      'Sync options without effect, because unknown or in the wrong place: CreateNamespace=true of ConfigMap shop/web, Prun=false of ConfigMap shop/web, Prune=maybe in spec.syncPolicy.syncOptions. Correct them in git.',
    );
    expect(describeUnknownOptions(spec('Prune=false'), [object('Prune=true')])).toBeUndefined();
  });
});

describe('an approval', () => {
  const since = '2026-01-02T03:04:05Z';
  it.each([
    { name: 'at that very time counts', value: '2026-01-02T03:04:05Z', approved: true },
    { name: 'from before was for something else', value: '2026-01-02T03:04:04Z', approved: false },
    { name: 'in another time zone counts', value: '2026-01-02T04:05:05+01:00', approved: true },
    { name: 'that is no time does not count', value: 'yes', approved: false },
  ])('$name', ({ value, approved }) => {
    const annotations = { 'argocd.argoproj.io/deletion-approved': value };
    expect(isDeletionApproved(annotations, since)).toBe(approved);
    expect(isDeletionApproved(annotations, undefined)).toBe(false);
  });
});
