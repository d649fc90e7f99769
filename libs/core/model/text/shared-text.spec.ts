import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { sharedText } from './shared-text.ts';

const COUNT = 20_000;
setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');

/** Bytes of heap that three lists of equal texts take, each text built anew. */
function bytesOf(keep: (text: string) => string): number {
  const build = () =>
    Array.from({ length: COUNT }, (_, index) => keep(['apps/Deployment/shop', `web-${index}`].join('/')));
  collect();
  const before = process.memoryUsage().heapUsed;
  const lists = [build(), build(), build()];
  collect();
  collect();
  const used = process.memoryUsage().heapUsed - before;
  expect(lists.map((list) => list.length)).toEqual([COUNT, COUNT, COUNT]);
  return used;
}

describe('sharedText', () => {
  it.each(['', 'a', '17', '__proto__', 'constructor', 'apps/Deployment/shop/web', '…'])(
    'answers %j as it is',
    (text) => {
      expect([sharedText(text), sharedText(text)]).toEqual([text, text]);
    },
  );

  it('keeps one of equal texts', () => {
    const apart = bytesOf((text) => text);
    expect(bytesOf(sharedText)).toBeLessThan(apart * 0.6);
  });
});
