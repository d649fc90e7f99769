import { describe, expect, it } from 'vitest';
import { Cluster } from '#core/resources/cluster.ts';
import { judgeIdentity, statusOfCluster } from './cluster-status.ts';

function build(status: object = {}, annotations: object = {}): Cluster {
  const spec = { server: 'https://eu.example:6443', credentialsRef: { name: 'eu' } };
  return Cluster.parse({ metadata: { name: 'eu', generation: 2, annotations }, spec, status });
}

const ready = {
  phase: 'Ready',
  since: 't0',
  version: 'v1.36.3',
  uid: 'u1',
  observer: 'w1',
  observedGeneration: 2,
} as const;

describe('statusOfCluster', () => {
  it('keeps the time while the phase stays', () => {
    const news = { phase: 'Ready', message: '', version: 'v1.36.3', uid: 'u1', observer: 'w1' } as const;

    expect(statusOfCluster(build(ready), news, 't1')).toEqual(ready);
  });

  it('keeps version and identity of a cluster that is lost, and says since when', () => {
    const news = { phase: 'Unreachable', message: 'No answer.', observer: 'w2' } as const;

    expect(statusOfCluster(build(ready), news, 't1')).toEqual({
      ...ready,
      phase: 'Unreachable',
      message: 'No answer.',
      since: 't1',
      observer: 'w2',
    });
  });

  it('never takes another identity for the registered one', () => {
    const news = { phase: 'IdentityChanged', message: 'm', uid: 'u2', observer: 'w1' } as const;

    expect(statusOfCluster(build(ready), news, 't1').uid).toBe('u1');
  });
});

describe('judgeIdentity', () => {
  it.each([
    { name: 'trusts the first answer', status: {}, phase: 'Ready' },
    { name: 'knows the cluster again', status: { uid: 'u1' }, phase: 'Ready' },
    { name: 'tells another cluster', status: { uid: 'u0' }, phase: 'IdentityChanged' },
    {
      name: 'knows the identity it was registered with before anybody reached it',
      status: {},
      registered: 'u0',
      phase: 'IdentityChanged',
    },
    { name: 'goes by the newest registration', status: { uid: 'u0' }, registered: 'u1', phase: 'Ready' },
  ])('$name', ({ status, registered, phase }) => {
    const annotations = registered === undefined ? {} : { 'nabe.dev/cluster-uid': registered };
    expect(judgeIdentity(build(status, annotations), 'u1').phase).toBe(phase);
  });
});
