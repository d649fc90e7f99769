import { describe, expect, it } from 'vitest';
import { lockedVersion } from './locked-versions.ts';

const locked = [{ name: 'redis', version: '1.4.2', repository: 'https://charts.example/' }];
const redis = { name: 'redis', version: '1.x', repository: 'https://charts.example' };
const unfit = (range: string) => ({
  ok: false,
  failure: `the lock file has no version of redis that fits ${range}: run helm dependency update, and commit it`,
});

describe('lockedVersion', () => {
  it.each([
    {
      name: 'leaves a range alone without a lock file',
      needed: redis,
      lock: undefined,
      outcome: { ok: true, value: '1.x' },
    },
    { name: 'takes the locked version', needed: redis, lock: locked, outcome: { ok: true, value: '1.4.2' } },
    {
      name: 'takes it for no range too',
      needed: { ...redis, version: '' },
      lock: locked,
      outcome: { ok: true, value: '1.4.2' },
    },
    {
      name: 'refuses one outside of the range',
      needed: { ...redis, version: '^2' },
      lock: locked,
      outcome: unfit('^2'),
    },
    { name: 'refuses a dependency that is not locked', needed: redis, lock: [], outcome: unfit('1.x') },
    {
      name: 'refuses one that is locked from elsewhere',
      needed: { ...redis, repository: 'https://other.example' },
      lock: locked,
      outcome: unfit('1.x'),
    },
  ])('$name', ({ needed, lock, outcome }) => {
    expect(lockedVersion(needed, lock)).toEqual(outcome);
  });
});
