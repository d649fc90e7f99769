import { describe, expect, it } from 'vitest';
import { RevisionInterest, type Consumer } from './revision-interest.ts';

const red: Consumer = { kind: 'Tenant', key: 'red' };
const shop: Consumer = { kind: 'Application', key: 'tenant-red/shop' };
const wants = (entries: Record<string, string[]>) =>
  new Map(Object.entries(entries).map(([repository, revisions]) => [repository, new Set(revisions)]));

describe('RevisionInterest', () => {
  it('gathers the revisions all consumers follow', () => {
    const interest = new RevisionInterest();
    interest.state(red, wants({ apps: ['main'] }));
    interest.state(shop, wants({ apps: ['v1', 'main'], other: ['HEAD'] }));

    expect([...interest.revisionsOf('apps')].toSorted()).toEqual(['main', 'v1']);
    const nobody = { Tenant: [], ApplicationSet: [], Application: [] };
    expect(interest.consumersOf('apps')).toEqual({ ...nobody, Tenant: ['red'], Application: ['tenant-red/shop'] });
    expect(interest.consumersOf('other')).toEqual({ ...nobody, Application: ['tenant-red/shop'] });
  });

  it('answers the repositories that have to be read for a revision nobody followed before', () => {
    const interest = new RevisionInterest();

    expect(interest.state(red, wants({ apps: ['main'] }))).toEqual(['apps']);
    expect(interest.state(red, wants({ apps: ['main'] }))).toEqual([]);
    expect(interest.state(shop, wants({ apps: ['main'], other: ['HEAD'] }))).toEqual(['other']);
  });

  it('forgets what a consumer followed before, and a consumer that withdraws', () => {
    const interest = new RevisionInterest();
    interest.state(shop, wants({ apps: ['main'] }));
    interest.state(shop, wants({ other: ['main'] }));
    expect(interest.consumersOf('apps').Application).toEqual([]);

    interest.withdraw(shop);
    expect([...interest.revisionsOf('other')]).toEqual([]);
  });

  it('knows of a change that came while somebody read the repository for the first time', () => {
    const interest = new RevisionInterest();
    interest.noteChange('apps');
    const { moment } = interest;
    expect(interest.hasChangedSince(['apps', 'other'], moment)).toBe(false);

    interest.noteChange('apps');
    expect(interest.hasChangedSince(['apps', 'other'], moment)).toBe(true);
    expect(interest.hasChangedSince(['other'], moment)).toBe(false);
  });
});
