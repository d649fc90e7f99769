import { describe, expect, it } from 'vitest';
import { Cutoff } from './cutoff.ts';

function followed(cutoff: Cutoff): { ends: number } {
  const told = { ends: 0 };
  cutoff.follow(() => void (told.ends += 1));
  return told;
}

describe('Cutoff', () => {
  it('tells once, and keeps the first cause', () => {
    const cutoff = new Cutoff();
    const told = followed(cutoff);
    cutoff.cut('deadline');
    cutoff.cut('aborted');
    expect({ ...told, cause: cutoff.cause }).toEqual({ ends: 1, cause: 'deadline' });
  });

  it('tells at once whoever follows when it is over', () => {
    const cutoff = new Cutoff();
    cutoff.cut('aborted');
    expect(followed(cutoff).ends).toBe(1);
  });

  it('tells only the last who followed', () => {
    const cutoff = new Cutoff();
    const first = followed(cutoff);
    const second = followed(cutoff);
    cutoff.cut('aborted');
    expect([first.ends, second.ends]).toEqual([0, 1]);
  });

  it('tells nobody after the last has left', () => {
    const cutoff = new Cutoff();
    const told = followed(cutoff);
    cutoff.follow(undefined);
    cutoff.cut('aborted');
    expect(told.ends).toBe(0);
  });
});
