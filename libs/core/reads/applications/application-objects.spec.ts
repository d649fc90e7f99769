import { describe, expect, it } from 'vitest';
import { viewObjects } from './application-objects.ts';

const web = { id: 'apps/Deployment/shop/web', version: 'v1', uid: 'u1' };
const key = { group: 'apps', version: 'v1', kind: 'Deployment', namespace: 'shop', name: 'web' };

describe('viewObjects', () => {
  it.each([
    {
      name: 'gives an object that is as it should be',
      status: { inventory: [web] },
      views: [{ ...key, sync: 'Synced' }],
    },
    {
      name: 'gives one whose first apply has not been confirmed',
      status: { inventory: [{ id: web.id, version: 'v1' }] },
      views: [{ ...key, sync: 'OutOfSync' }],
    },
    {
      name: 'says why one failed',
      status: { inventory: [web], results: [{ id: web.id, outcome: 'failed' as const, message: 'refused' }] },
      views: [{ ...key, sync: 'OutOfSync', outcome: 'failed', message: 'refused' }],
    },
    {
      name: 'gives one that failed before it was ever owned',
      status: { results: [{ id: web.id, outcome: 'failed' as const, message: 'refused' }] },
      views: [{ ...key, version: '', sync: 'OutOfSync', outcome: 'failed', message: 'refused' }],
    },
    {
      name: 'says that one drifted',
      status: { inventory: [web], drift: { objects: [web.id], message: 'self-heal is off' } },
      views: [{ ...key, sync: 'OutOfSync', message: 'self-heal is off' }],
    },
    {
      name: 'leaves out one that was pruned',
      status: { results: [{ id: web.id, outcome: 'pruned' as const }] },
      views: [],
    },
    {
      name: 'leaves out what names no object',
      status: { results: [{ id: 'x', outcome: 'failed' as const }] },
      views: [],
    },
  ])('$name', ({ status, views }) => {
    expect(viewObjects(status)).toEqual(views);
  });
});
