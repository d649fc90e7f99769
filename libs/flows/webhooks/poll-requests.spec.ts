import { beforeEach, describe, expect, it } from 'vitest';
import { FakeClock } from '#testing/fake-clock.ts';
import { PollRequests } from './poll-requests.ts';

let clock: FakeClock;
let polled: string[];
let errors: string[];
let fails: boolean;
let requests: PollRequests;

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

async function advance(ms: number): Promise<void> {
  await settle();
  clock.advance(ms);
  await settle();
}

beforeEach(() => {
  clock = new FakeClock({ isPatient: true });
  [polled, errors, fails] = [[], [], false];
  requests = new PollRequests({
    clock,
    poll: async (repository) => {
      polled.push(repository);
      if (fails) throw new Error('the management cluster is away');
    },
    onError: (repository) => errors.push(repository),
  });
});

describe('PollRequests', () => {
  it('polls at once', () => {
    requests.request('a');
    expect(polled).toEqual(['a']);
  });

  it('makes one poll a second of a flood, and one after the last', async () => {
    for (let count = 0; count < 500; count++) requests.request('a');
    expect(polled).toEqual(['a']);
    await advance(999);
    for (let count = 0; count < 500; count++) requests.request('a');
    expect(polled).toEqual(['a']);
    await advance(1);
    expect(polled).toEqual(['a', 'a']);
    await advance(10_000);
    expect(polled).toEqual(['a', 'a']);
  });

  it('polls at once again after a pause without pushes', async () => {
    requests.request('a');
    await advance(1000);
    requests.request('a');
    expect(polled).toEqual(['a', 'a']);
  });

  it('lets one repository wait for no other', () => {
    requests.request('a');
    requests.request('b');
    expect(polled).toEqual(['a', 'b']);
  });

  it('tells of a poll that could not be asked for, and takes the next', async () => {
    fails = true;
    requests.request('a');
    await advance(1000);
    requests.request('a');
    await settle();
    expect([polled, errors]).toEqual([
      ['a', 'a'],
      ['a', 'a'],
    ]);
  });

  it('asks for none after it was stopped', async () => {
    requests.request('a');
    requests.request('a');
    await settle();
    requests.stop();
    await advance(1000);
    expect(polled).toEqual(['a']);
  });
});
