import { expect, it } from 'vitest';
import { WorkerCount } from './worker-count.ts';

const alone = ['a'];
const two = ['a', 'b'];
const three = ['a', 'b', 'c'];

it.each([
  { name: 'alone, it waits for one more look', looks: [alone, alone], counts: [undefined, 1] },
  {
    name: 'one that comes to others waits until they have seen it',
    looks: [two, two, two, two],
    counts: [undefined, undefined, undefined, 2],
  },
  { name: 'others that come count at once', looks: [alone, alone, three], counts: [undefined, 1, 3] },
  {
    name: 'one that goes counts for some looks more',
    looks: [alone, alone, three, two, two, two, two],
    counts: [undefined, 1, 3, 3, 3, 3, 2],
  },
  {
    name: 'one that replaces another begins the wait anew',
    looks: [alone, alone, three, two, two, ['a', 'c'], ['a', 'c'], ['a', 'c'], ['a', 'c']],
    counts: [undefined, 1, 3, 3, 3, 3, 3, 3, 2],
  },
  {
    name: 'one that is not alive itself knows nothing',
    looks: [alone, alone, ['b'], two],
    counts: [undefined, 1, undefined, undefined],
  },
])('$name', ({ looks, counts }) => {
  const count = new WorkerCount('a');
  expect(looks.map((workers) => count.look(workers))).toEqual(counts);
});
