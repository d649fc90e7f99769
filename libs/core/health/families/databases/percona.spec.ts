import { describe, expect, it } from 'vitest';
import { toldHealth } from '../told-health.ts';

describe('Percona', () => {
  it.each([
    {
      name: 'a MongoDB that starts',
      kind: 'psmdb.percona.com/v1/PerconaServerMongoDB',
      body: { status: { state: 'initializing', ready: 1, size: 3 } },
      told: 'Progressing: 1/3 nodes are ready',
    },
    {
      name: 'a MongoDB in another state',
      kind: 'psmdb.percona.com/v1/PerconaServerMongoDB',
      body: { status: { state: 'odd' } },
      told: 'Unknown: state odd is not known',
    },
    {
      name: 'an XtraDB that is ready',
      kind: 'pxc.percona.com/v1/PerconaXtraDBCluster',
      body: { status: { state: 'ready', ready: 3, size: 3 } },
      told: 'Healthy: 3/3 nodes are ready',
    },
    {
      name: 'an XtraDB that is paused',
      kind: 'pxc.percona.com/v1/PerconaXtraDBCluster',
      body: { status: { state: 'paused', ready: 0, size: 3 } },
      told: 'Suspended: 0/3 nodes are ready',
    },
    {
      name: 'an XtraDB in error',
      kind: 'pxc.percona.com/v1/PerconaXtraDBCluster',
      body: { status: { state: 'error', messages: ['no quorum', 'disk full'] } },
      told: 'Degraded: no quorum; disk full',
    },
    {
      name: 'an XtraDB in error without a word',
      kind: 'pxc.percona.com/v1/PerconaXtraDBCluster',
      body: { status: { state: 'error' } },
      told: 'Unknown: it is in error, and its status does not say why',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
