import { describe, expect, it } from 'vitest';
import { type Health, health } from './health.ts';
import { worstHealth } from './worst-health.ts';

function deployment(name: string, judged: Health) {
  return { key: { group: 'apps', kind: 'Deployment', namespace: 'shop', name }, health: judged };
}

describe('worstHealth', () => {
  it.each([
    { name: 'is Healthy for nothing', objects: [], worst: health('Healthy') },
    {
      name: 'drops the messages of healthy objects',
      objects: [deployment('a', health('Healthy', 'fine'))],
      worst: health('Healthy'),
    },
    {
      name: 'names only the worst objects, sorted',
      objects: [
        deployment('c', health('Degraded', 'late')),
        deployment('a', health('Progressing', 'soon')),
        deployment('b', health('Degraded')),
      ],
      worst: health('Degraded', 'Deployment shop/b; Deployment shop/c: late'),
    },
    {
      name: 'names three and counts the rest',
      objects: ['e', 'd', 'c', 'b', 'a'].map((name) => deployment(name, health('Missing'))),
      worst: health('Missing', 'Deployment shop/a; Deployment shop/b; Deployment shop/c; and 2 more'),
    },
  ])('$name', ({ objects, worst }) => {
    expect(worstHealth(objects)).toEqual(worst);
  });

  it('orders statuses as Argo CD does', () => {
    const order = ['Healthy', 'Suspended', 'Progressing', 'Missing', 'Degraded', 'Unknown'] as const;
    const pairs = order
      .slice(1)
      .map((status, index) =>
        worstHealth([deployment('a', health(status)), deployment('b', health(order[index] ?? status))]),
      );
    expect(pairs.map(({ status }) => status)).toEqual(order.slice(1));
  });
});
