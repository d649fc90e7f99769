import { describe, expect, it } from 'vitest';
import type { Manifest } from '../model/objects/manifest.ts';
import { desiredObject } from '../sync-target/desired-object.ts';
import { decidePrune } from '../plan/prune-steps.ts';
import { readSyncDecisions } from '../sync-target/sync-decisions.ts';
import { keepOf } from './keep-of.ts';
import { readApplicationOptions, readObjectOptions } from './read-options.ts';

const digest = (text: string) => text;
const owner = { tenant: 'red', application: 'web', digest: () => '0123456789', keyedDigest: digest };
const object = (options: string): Manifest => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'a', namespace: 'shop', annotations: { 'argocd.argoproj.io/sync-options': options } },
});
const entry = (options: string) => ({
  group: '',
  kind: 'ConfigMap',
  namespace: 'shop',
  name: 'a',
  version: 'v1',
  uid: 'u',
  keep: keepOf(readObjectOptions(object(options)).options),
});

/** How an object is applied. */
const applied = (application: string, own: string) => {
  const { options } = readApplicationOptions({ syncPolicy: { syncOptions: [application] } });
  return desiredObject(object(own), owner, { options, differences: [] }).options ?? {};
};

/** What becomes of an object that git has no longer, or whose Application is deleted. */
const fate = (application: string, own: string, deleting: boolean) => {
  const policy = { ...readSyncDecisions({ syncPolicy: { syncOptions: [application] } }), prune: true };
  const { action, reason } = decidePrune({
    entry: entry(own),
    policy,
    deleting,
    nothingDesired: false,
    isSkipped: false,
    pruneLast: false,
  });
  return action === 'prune' ? 'goes' : reason;
};

describe('an option of an object and the Application’s', () => {
  it.each([
    { name: 'Replace of the Application', application: 'Replace=true', own: '', way: { replace: true } },
    { name: 'Replace of the object', application: '', own: 'Replace=true', way: { replace: true } },
    { name: 'no Replace for one object', application: 'Replace=true', own: 'Replace=false', way: {} },
    { name: 'Force of the Application', application: 'Force=true', own: '', way: { recreate: true } },
    { name: 'no Force for one object', application: 'Force=true', own: 'Force=false', way: {} },
    { name: 'client-side apply', application: 'ServerSideApply=false', own: '', way: { clientSide: true } },
    {
      name: 'client-side apply of one object',
      application: 'ServerSideApply=true',
      own: 'ServerSideApply=false',
      way: { clientSide: true },
    },
    {
      name: 'server-side apply of one object',
      application: 'ServerSideApply=false',
      own: 'ServerSideApply=true',
      way: {},
    },
    { name: 'no validation', application: 'Validate=false', own: '', way: { clientSide: true, lenient: true } },
    { name: 'validation of one object', application: 'Validate=false', own: 'Validate=true', way: {} },
    {
      name: 'no validation, as far as server-side apply can',
      application: 'Validate=false',
      own: 'ServerSideApply=true',
      way: {},
    },
  ])('decide how it is applied: $name', ({ application, own, way }) => {
    expect(applied(application, own)).toEqual(way);
  });

  it.each([
    { option: 'Prune', deleting: false, kept: 'prune-disabled-by-annotation', waits: 'prune-unapproved' },
    { option: 'Delete', deleting: true, kept: 'delete-disabled-by-annotation', waits: 'delete-unapproved' },
  ])('decide whether it goes: $option', ({ option, deleting, kept, waits }) => {
    const rules = [
      { application: '', own: '', is: 'goes' },
      { application: 'false', own: '', is: kept },
      { application: 'confirm', own: '', is: waits },
      { application: '', own: 'false', is: kept },
      { application: '', own: 'confirm', is: waits },
      { application: 'false', own: 'true', is: 'goes' },
      { application: 'confirm', own: 'true', is: 'goes' },
      { application: 'false', own: 'confirm', is: waits },
      { application: 'true', own: 'false', is: kept },
    ];
    const text = (value: string) => (value === '' ? '' : `${option}=${value}`);
    expect(rules.map(({ application, own }) => fate(text(application), text(own), deleting))).toEqual(
      rules.map(({ is }) => is),
    );
  });

  it('change what an unchanged object is compared by, so that it is applied in the new way', () => {
    const hashOf = (application: string) => {
      const { options } = readApplicationOptions({ syncPolicy: { syncOptions: [application] } });
      return desiredObject(object(''), owner, { options, differences: [] }).hash;
    };
    expect(hashOf('ServerSideApply=false')).not.toBe(hashOf('ServerSideApply=true'));
    expect(hashOf('Validate=false')).not.toBe(hashOf('ServerSideApply=false'));
  });
});
