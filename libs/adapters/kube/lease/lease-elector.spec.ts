import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { fail, type Result, succeed } from '#core/model/result.ts';
import { FakeClock } from '#testing/fake-clock.ts';
import type { KubeAnswer, KubeRequest, RequestFailure } from '../transport/kube-request.ts';
import { LeaseElector } from './lease-elector.ts';

const REFUSED: RequestFailure = { status: 500, reason: 'InternalError', message: 'etcd is busy', causes: [] };
const SILENCE: RequestFailure = { status: 0, reason: 'deadline', message: 'no answer within 2 s', causes: [] };
/** How long a holder may go on after its last renewal was sent, and when the next one is due. */
const [RIGHT_MS, DUE_MS] = [5500, 1800];

/** A Lease that is free; whoever asks is answered at once, but renewals may fail. */
class FakeLease {
  readonly clock = new FakeClock({ isPatient: true });
  readonly heard: string[] = [];
  /** When each renewal was sent, since the first one that failed. Unit: ms. */
  readonly renewedAfter: number[] = [];
  readonly elector: LeaseElector;
  private failure: RequestFailure | undefined;
  private failedAt: number | undefined;

  constructor() {
    const { clock, heard } = this;
    this.elector = new LeaseElector({
      connection: { send: (request) => this.answer(request) },
      namespace: 'nabe-system',
      name: 'hub',
      identity: 'me',
      clock,
      monotonicNow: () => clock.now(),
      onGained: () => void heard.push('gained'),
      onLost: (reason) => void heard.push(`lost: ${reason}`),
    });
  }

  failFromNowOn(failure: RequestFailure | undefined): void {
    this.failure = failure;
  }

  /** In steps, so that what a step causes has happened before the next one. */
  async pass(ms: number): Promise<void> {
    for (let passed = 0; passed < ms; passed += 50) {
      this.clock.advance(50);
      await setImmediate();
    }
  }

  private async answer({ method, deadlineMs = 0 }: KubeRequest): Promise<Result<KubeAnswer, RequestFailure>> {
    const { failure, clock } = this;
    if (method === 'GET' || failure === undefined)
      return succeed({ status: 200, body: { metadata: { resourceVersion: '1' }, spec: {} } });
    this.failedAt ??= clock.now();
    this.renewedAfter.push(clock.now() - this.failedAt);
    if (failure.status === 0) await clock.sleep(deadlineMs);
    return fail(failure);
  }
}

describe('LeaseElector whose renewals fail', () => {
  it('keeps the Lease when one of them is not answered and the next one is', async () => {
    const lease = new FakeLease();
    await lease.pass(DUE_MS / 2);
    lease.failFromNowOn(SILENCE);
    await lease.pass(DUE_MS);
    lease.failFromNowOn(undefined);
    await lease.pass(2 * RIGHT_MS);
    expect(lease.heard).toEqual(['gained']);
    expect(lease.elector.isHolder).toBe(true);
  });

  it('tries again before the next one would be due, and keeps the Lease when one is taken', async () => {
    const lease = new FakeLease();
    await lease.pass(DUE_MS / 2);
    lease.failFromNowOn(REFUSED);
    await lease.pass(RIGHT_MS - 1500);
    lease.failFromNowOn(undefined);
    await lease.pass(2 * RIGHT_MS);
    expect(lease.renewedAfter.length).toBeGreaterThan(8);
    expect(lease.heard).toEqual(['gained']);
  });

  it('loses the Lease when its right ends and says why', async () => {
    const lease = new FakeLease();
    await lease.pass(DUE_MS / 2);
    lease.failFromNowOn(REFUSED);
    await lease.pass(RIGHT_MS - DUE_MS / 2 - 100);
    expect(lease.heard).toEqual(['gained']);
    await lease.pass(150);
    expect(lease.heard).toEqual(['gained', 'lost: etcd is busy']);
    expect(lease.elector.isHolder).toBe(false);
  });

  it('takes the Lease back at once when nobody else has it', async () => {
    const lease = new FakeLease();
    await lease.pass(DUE_MS / 2);
    lease.failFromNowOn(REFUSED);
    await lease.pass(RIGHT_MS - DUE_MS / 2 + 50);
    lease.failFromNowOn(undefined);
    await lease.pass(300);
    expect(lease.heard).toEqual(['gained', 'lost: etcd is busy', 'gained']);
  });
});
