import { beforeEach, describe, expect, it } from 'vitest';
import { type Remembered, StateMemory } from './state-memory.ts';

const uid = '0b4b2b6e-6c8f-4f6d-9d57-5f0a3c1f2a10';
const entryHash = '00112233445566778899aabbccddeeff';
const seen: Remembered = { uid, entryHash, health: { status: 'Healthy', message: '' }, isJudged: true };

describe('StateMemory', () => {
  let memory: StateMemory;
  beforeEach(() => {
    memory = new StateMemory();
  });

  it.each<{ name: string; state: Remembered }>([
    { name: 'a healthy object', state: seen },
    { name: 'one without an entry of ours', state: { ...seen, entryHash: undefined } },
    { name: 'one whose existence is enough', state: { ...seen, health: undefined } },
    { name: 'one that was not judged yet', state: { ...seen, health: undefined, isJudged: false } },
    { name: 'one that is judged anew', state: { ...seen, health: { status: 'Degraded', message: 'no leader' } } },
    { name: 'one of another server, with short ids', state: { ...seen, uid: 'u1', entryHash: 'h1' } },
  ])('gives back $name', ({ state }) => {
    memory.set('a', state);
    expect(memory.get('a')).toEqual(state);
  });

  it.each<{ name: string; change: Partial<Remembered> }>([
    { name: 'another object of the name', change: { uid: uid.replace('0b', '0c') } },
    { name: 'another entry', change: { entryHash: entryHash.replace('00', '01') } },
    { name: 'another status', change: { health: { status: 'Degraded', message: '' } } },
    { name: 'another message', change: { health: { status: 'Healthy', message: 'at last' } } },
    { name: 'a judgement', change: { isJudged: false } },
  ])('takes $name for news, once', ({ change }) => {
    const answers = [seen, seen, { ...seen, ...change }, { ...seen, ...change }, seen].map((one) =>
      memory.set('a', one),
    );
    expect(answers).toEqual([true, false, true, false, true]);
  });

  it('knows nothing of what was deleted, messages neither', () => {
    memory.set('a', { ...seen, health: { status: 'Degraded', message: 'no leader' } });
    memory.set('b', seen);
    memory.delete('a');
    expect([
      ...memory.keys(),
      memory.get('a'),
      memory.set('a', { ...seen, health: { status: 'Degraded', message: '' } }),
    ]).toEqual(['b', undefined, true]);
    expect(memory.get('a')?.health).toEqual({ status: 'Degraded', message: '' });
  });
});
