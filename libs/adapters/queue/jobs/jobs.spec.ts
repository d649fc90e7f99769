import { createSecretKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { sealEnvelope } from './envelope.ts';
import { defineSyncJob, readJobId } from './jobs.ts';

const envelope = sealEnvelope(
  { current: createSecretKey(Buffer.alloc(32)) },
  {
    application: { namespace: 'tenant-red', name: 'web' },
    seen: { application: '12', repository: '7', tenant: '5', cluster: '3' },
    isSighted: false,
  },
  0,
);

describe('defineSyncJob', () => {
  it('lets one job of an Application wait, keeps nothing afterwards and carries the envelope alone', () => {
    expect(defineSyncJob(envelope, 'prod-eu', true)).toEqual({
      name: 'sync',
      data: envelope,
      opts: {
        jobId: `tenant-red/web/prod-eu/${envelope.nonce}`,
        deduplication: { id: 'tenant-red/web', keepLastIfActive: true },
        attempts: 1,
        removeOnComplete: true,
        removeOnFail: true,
        lifo: true,
      },
    });
  });
});

describe('readJobId', () => {
  it.each([
    ['tenant-red/web/prod-eu/00ff', { application: { namespace: 'tenant-red', name: 'web' }, cluster: 'prod-eu' }],
    ['17', undefined],
    ['a/b/c', undefined],
    ['a/b/c/d/e', undefined],
  ])('reads %s', (id, expected) => {
    expect(readJobId(id)).toEqual(expected);
  });
});
