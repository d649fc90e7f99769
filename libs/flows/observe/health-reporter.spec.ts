import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { FakeControlPlane } from '#testing/control-plane/fake-control-plane.ts';
import { buildApplication } from '#testing/control-plane/resource-builders.ts';
import { HealthReporter } from './health-reporter.ts';

const WEB = { namespace: 'tenant-red', name: 'web' };
const WRITE = 'status Application tenant-red/web nabe-observe';
const progressing = { health: { status: 'Progressing' } } as const;
/** Of the event loop, after a timer: each takes a millisecond of the clock that does not go by itself. */
const TURNS = 2;
const healthy = { health: { status: 'Healthy' } } as const;

let controlPlane: FakeControlPlane;
let reporter: HealthReporter;
const errors: unknown[] = [];

const web = () => controlPlane.views.Application.get(WEB) ?? buildApplication('red', 'web');

beforeEach(() => {
  vi.useFakeTimers();
  errors.length = 0;
  controlPlane = new FakeControlPlane();
  controlPlane.views.Application.put(buildApplication('red', 'web'));
  reporter = new HealthReporter(controlPlane, (error) => void errors.push(error));
});

afterEach(() => {
  reporter.stop();
  vi.useRealTimers();
});

describe('HealthReporter', () => {
  it('writes the last state of a burst once', async () => {
    reporter.state(web(), progressing);
    reporter.state(web(), healthy);
    await vi.advanceTimersByTimeAsync(1000);

    expect(controlPlane.takeWrites()).toEqual([WRITE]);
    expect(web().status.health).toEqual({ status: 'Healthy' });
  });

  it('writes nothing for a state that passed before it was written', async () => {
    controlPlane.views.Application.put(buildApplication('red', 'web', { status: healthy }));
    reporter.state(web(), progressing);
    reporter.state(web(), healthy);
    await vi.advanceTimersByTimeAsync(1000);

    expect(controlPlane.takeWrites()).toEqual([]);
  });

  it('writes nothing for an Application that is gone by then', async () => {
    reporter.state(web(), healthy);
    controlPlane.views.Application.remove(WEB);
    await vi.advanceTimersByTimeAsync(1000);

    expect([controlPlane.takeWrites(), errors]).toEqual([[], []]);
  });

  it('waits for the end of a sync, but not for a long one', async () => {
    const running = { operation: { phase: 'Running', startedAt: '2026-01-02T03:04:05Z', inputsDigest: 'd' } } as const;
    controlPlane.views.Application.put(buildApplication('red', 'web', { status: running }));
    reporter.state(web(), progressing);
    await vi.advanceTimersByTimeAsync(1000);
    expect(controlPlane.takeWrites()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1500);
    expect(controlPlane.takeWrites()).toEqual([WRITE]);

    reporter.state(web(), healthy);
    await vi.advanceTimersByTimeAsync(500);
    controlPlane.views.Application.put(buildApplication('red', 'web', { status: progressing }));
    await vi.advanceTimersByTimeAsync(300);
    expect(controlPlane.takeWrites()).toEqual([WRITE]);
  });

  it('gives a field up that is left out', async () => {
    reporter.state(web(), { ...healthy, drift: { objects: ['/ConfigMap/shop/a'] } });
    await vi.advanceTimersByTimeAsync(1000);
    reporter.state(web(), healthy);
    await vi.advanceTimersByTimeAsync(1000);

    expect(web().status).toEqual(healthy);
  });

  it('tries a failed write again ever more seldom, and as fast as before once it went through', async () => {
    controlPlane.script.failOn(WRITE, { kind: 'unavailable', message: 'no answer' }, 4);
    reporter.state(web(), healthy);
    await vi.advanceTimersByTimeAsync(250 + 500 + 1000 + 3 * TURNS);
    expect(errors).toHaveLength(3);
    await vi.advanceTimersByTimeAsync(2000 + 4000 + 2 * TURNS);
    expect([errors.length, web().status.health]).toEqual([4, { status: 'Healthy' }]);
    reporter.state(web(), progressing);
    await vi.advanceTimersByTimeAsync(250 + TURNS);

    expect(web().status.health).toEqual({ status: 'Progressing' });
  });

  it('leaves nothing behind when stopped', () => {
    reporter.state(web(), healthy);
    reporter.stop();

    expect(vi.getTimerCount()).toBe(0);
  });
});
