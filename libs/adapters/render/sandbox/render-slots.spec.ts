import { describe, expect, it } from 'vitest';
import { RenderSlots } from './render-slots.ts';

describe('RenderSlots', () => {
  it('lets so many work at once, the others in their order, also after a failure', async () => {
    const slots = new RenderSlots(2);
    const started: string[] = [];
    const ends = new Map<string, (fails: boolean) => void>();
    const work = (name: string) =>
      slots.use(() => {
        started.push(name);
        return new Promise<string>((resolve, reject) => {
          ends.set(name, (fails) => (fails ? reject(new Error(name)) : resolve(name)));
        });
      });
    const all = ['a', 'b', 'c', 'd'].map(work);
    expect(started).toEqual(['a', 'b']);
    ends.get('b')?.(true);
    await expect(all[1]).rejects.toThrow('b');
    expect(started).toEqual(['a', 'b', 'c']);
    ends.get('a')?.(false);
    await all[0];
    expect(started).toEqual(['a', 'b', 'c', 'd']);
    for (const name of ['c', 'd']) ends.get(name)?.(false);
    expect(await Promise.all([all[2], all[3]])).toEqual(['c', 'd']);
  });
});
