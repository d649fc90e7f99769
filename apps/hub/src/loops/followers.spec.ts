import { describe, expect, it } from 'vitest';
import { type Consumer, RevisionInterest } from '#flows/repositories/revision-interest.ts';
import { Followers } from './followers.ts';

const shop: Consumer = { kind: 'ApplicationSet', key: 'tenant-red/shop' };
const main = new Map([['tenant-red/apps', new Set(['main'])]]);

function start() {
  const interest = new RevisionInterest();
  const refreshed: string[] = [];
  return { interest, refreshed, followers: new Followers(interest, (repository) => refreshed.push(repository)) };
}

describe('Followers', () => {
  it('has a repository read for a revision that nobody followed before', () => {
    const { followers, refreshed } = start();
    followers.state(shop, main, followers.moment);
    followers.state(shop, main, followers.moment);

    expect(refreshed).toEqual(['tenant-red/apps']);
  });

  it('says that a commit came while the repository was being read for the first time, when it woke nobody', () => {
    const { interest, followers } = start();
    const { moment } = followers;
    interest.noteChange('tenant-red/apps');

    expect(followers.state(shop, main, moment)).toBe(true);
    expect(followers.state(shop, main, followers.moment)).toBe(false);
  });

  it('is not concerned by a change of a repository that was not read', () => {
    const { interest, followers } = start();
    const { moment } = followers;
    interest.noteChange('tenant-blue/apps');

    expect(followers.state(shop, main, moment)).toBe(false);
  });
});
