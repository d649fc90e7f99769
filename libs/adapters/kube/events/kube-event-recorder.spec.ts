import { describe, expect, it } from 'vitest';
import { fail, succeed } from '#core/model/result.ts';
import type { Occurrence } from '#core/occurrences/occurrence.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import type { KubeRequest } from '../transport/kube-request.ts';
import { wireFailure } from '../transport/request-failure.ts';
import { KubeEventRecorder } from './kube-event-recorder.ts';

const WEB = { kind: 'Application' as const, namespace: 'tenant-red', name: 'web', uid: 'uid-web' };
const refused: Occurrence = { type: 'Warning', reason: 'Refused', message: 'Not allowed.' };

function scene() {
  const clock = new FakeClock({ isPatient: true });
  const requests: KubeRequest[] = [];
  const outcomes: string[] = [];
  const failures: string[] = [];
  const server = { isUp: true };
  const recorder = new KubeEventRecorder({
    connection: {
      send: async (request) => {
        requests.push(request);
        return server.isUp ? succeed({ status: 200, body: {} }) : fail(wireFailure('ECONNREFUSED'));
      },
    },
    clock,
    component: 'worker',
    identity: 'worker-0',
    onEvent: (outcome) => void outcomes.push(outcome),
    onFailure: ({ reason }) => void failures.push(reason),
  });
  return { clock, requests, outcomes, failures, server, recorder };
}

const bodyOf = ({ body = '' }: KubeRequest): unknown => JSON.parse(body);
const nameOf = ({ path }: KubeRequest) => /\/events\/([^?]*)/.exec(path)?.[1];

describe('KubeEventRecorder', () => {
  it('applies an event about the resource', async () => {
    const { recorder, requests } = scene();
    recorder.record(WEB, [refused]);
    await recorder.close();

    const [request] = requests;
    expect(request).toMatchObject({
      method: 'PATCH',
      path: expect.stringMatching(/^\/api\/v1\/namespaces\/tenant-red\/events\/web\.[0-9a-f]{16}\?fieldManager=/),
    });
    expect(request && bodyOf(request)).toEqual({
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { namespace: 'tenant-red', name: request && nameOf(request) },
      involvedObject: {
        apiVersion: 'nabe.dev/v1alpha1',
        kind: 'Application',
        namespace: 'tenant-red',
        name: 'web',
        uid: 'uid-web',
      },
      type: 'Warning',
      reason: 'Refused',
      message: 'Not allowed.',
      count: 1,
      firstTimestamp: '2026-03-04T05:06:07Z',
      lastTimestamp: '2026-03-04T05:06:07Z',
      source: { component: 'nabe-worker', host: 'worker-0' },
      reportingComponent: 'nabe-worker',
      reportingInstance: 'worker-0',
    });
  });

  it('counts what happens again in one event, and begins another when that one is old', async () => {
    const { recorder, requests, clock } = scene();
    recorder.record(WEB, [refused]);
    clock.advance(61_000);
    recorder.record(WEB, [refused, { ...refused, message: 'Something else.' }]);
    clock.advance(3_600_000);
    recorder.record(WEB, [refused]);
    await recorder.close();

    const [first, again, other, later] = requests.map(nameOf);
    expect(again).toBe(first);
    expect(new Set([first, other, later]).size).toBe(3);
    expect(requests.map(bodyOf)).toMatchObject([
      { count: 1 },
      { count: 2, firstTimestamp: '2026-03-04T05:06:07Z', lastTimestamp: '2026-03-04T05:07:08Z' },
      { count: 1, message: 'Something else.' },
      { count: 1 },
    ]);
  });

  it('writes ten of one resource at once, then one a minute, which counts those that were left out', async () => {
    const { recorder, requests, outcomes, clock } = scene();
    for (let round = 0; round < 50; round += 1) recorder.record(WEB, [refused]);
    clock.advance(60_000);
    recorder.record(WEB, [refused]);
    await recorder.close();

    expect(requests.map(bodyOf).slice(-2)).toMatchObject([{ count: 10 }, { count: 51 }]);
    expect(outcomes.filter((outcome) => outcome === 'left-out')).toHaveLength(40);
  });

  it('writes a hundred of all resources at once, and no more than five a second', async () => {
    const { recorder, requests, clock } = scene();
    const all = Array.from({ length: 1000 }, (_, index) => ({ ...WEB, uid: `uid-${index}` }));
    for (const subject of all) recorder.record(subject, [refused]);
    clock.advance(1000);
    for (const subject of all) recorder.record(subject, [refused]);
    await recorder.close();

    expect(requests).toHaveLength(105);
  });

  it('tries no event twice, and tells once that they cannot be written', async () => {
    const { recorder, requests, outcomes, failures, server } = scene();
    server.isUp = false;
    recorder.record(WEB, [refused, refused]);
    await recorder.close();

    expect({ requests: requests.length, outcomes, failures }).toEqual({
      requests: 2,
      outcomes: ['failed', 'failed'],
      failures: ['ECONNREFUSED'],
    });
  });

  it('cuts names and messages that Kubernetes would not take', async () => {
    const { recorder, requests } = scene();
    recorder.record({ ...WEB, name: `${'a'.repeat(199)}.b` }, [{ ...refused, message: 'x'.repeat(5000) }]);
    await recorder.close();

    const [request] = requests;
    expect(request && nameOf(request)).toMatch(/^a{199}\.[0-9a-f]{16}$/);
    expect(request && bodyOf(request)).toMatchObject({ message: `${'x'.repeat(1023)}…` });
  });
});
