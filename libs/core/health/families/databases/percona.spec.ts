import { describe, expect, it } from 'vitest';
import { toldHealth } from '../told-health.ts';

const MONGO = 'psmdb.percona.com/v1/PerconaServerMongoDB';
const XTRADB = 'pxc.percona.com/v1/PerconaXtraDBCluster';
const uncounted = 'its status does not say how many nodes there are, and how many of them are ready';

describe('Percona', () => {
  it.each([
    { kind: MONGO, state: 'ready', told: 'Healthy: 1/3 nodes are ready' },
    { kind: MONGO, state: 'initializing', told: 'Progressing: 1/3 nodes are ready' },
    { kind: MONGO, state: 'stopping', told: 'Progressing: 1/3 nodes are ready' },
    { kind: MONGO, state: 'paused', told: 'Suspended: 1/3 nodes are ready' },
    { kind: MONGO, state: 'error', told: 'Degraded: 1/3 nodes are ready' },
    { kind: MONGO, state: 'odd', told: 'Unknown: state odd is not known' },
    { kind: XTRADB, state: 'ready', told: 'Healthy: 1/3 nodes are ready' },
    { kind: XTRADB, state: 'initializing', told: 'Progressing: 1/3 nodes are ready' },
    { kind: XTRADB, state: 'stopping', told: 'Degraded: stopping: 1/3 nodes are ready' },
    { kind: XTRADB, state: 'paused', told: 'Unknown: it is paused' },
    { kind: XTRADB, state: 'odd', told: 'Unknown: state odd is not known' },
  ])('calls a $kind that is $state $told', ({ kind, state, told }) => {
    expect(toldHealth(kind, { status: { state, ready: 1, size: 3 } })).toBe(told);
  });

  it.each([
    { name: 'a MongoDB without a status', kind: MONGO, body: {}, told: 'Unknown: it has no status' },
    {
      name: 'a MongoDB without numbers',
      kind: MONGO,
      body: { status: { state: 'ready', size: 3 } },
      told: `Unknown: ${uncounted}`,
    },
    { name: 'an XtraDB without a status', kind: XTRADB, body: {}, told: 'Unknown: it has no status' },
    { name: 'an XtraDB without a state', kind: XTRADB, body: { status: {} }, told: 'Unknown: its status has no state' },
    {
      name: 'an XtraDB without numbers',
      kind: XTRADB,
      body: { status: { state: 'ready', ready: 3 } },
      told: `Unknown: ${uncounted}`,
    },
    {
      name: 'an XtraDB in error',
      kind: XTRADB,
      body: { status: { state: 'error', message: ['no quorum', 'disk full'] } },
      told: 'Degraded: no quorum; disk full',
    },
    {
      name: 'an XtraDB in error with an empty list',
      kind: XTRADB,
      body: { status: { state: 'error', message: [] } },
      told: 'Degraded: The cluster is in error',
    },
    {
      name: 'an XtraDB in error without a word',
      kind: XTRADB,
      body: { status: { state: 'error' } },
      told: 'Unknown: it is in error, and its status does not say why',
    },
  ])('calls $name $told', ({ kind, body, told }) => {
    expect(toldHealth(kind, body)).toBe(told);
  });
});
