import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { FakeClock } from '#testing/fake-clock.ts';
import { EndedSyncs } from './ended-syncs.ts';

function noteMessages() {
  const sent: string[] = [];
  const publish = async (_channel: string | Buffer, message: string | Buffer) => sent.push(String(message));
  const clock = new FakeClock({ isPatient: true });
  const pass = async (ms: number) => {
    clock.advance(ms);
    await setImmediate();
  };
  return { sent, pass, ended: new EndedSyncs({ publish }, clock) };
}

describe('EndedSyncs', () => {
  it('tells of the first at once and of those that follow together', async () => {
    const { sent, pass, ended } = noteMessages();
    ended.tell('red/web 12');
    ended.tell('red/api 13');
    ended.tell('');
    expect(sent).toEqual(['red/web 12']);
    await pass(99);
    expect(sent).toHaveLength(1);
    await pass(1);
    expect(sent).toEqual(['red/web 12', 'red/api 13\n']);
  });

  it('tells at once again after a pause', async () => {
    const { sent, pass, ended } = noteMessages();
    ended.tell('red/web 12');
    await pass(100);
    ended.tell('red/web 14');
    expect(sent).toEqual(['red/web 12', 'red/web 14']);
  });
});
