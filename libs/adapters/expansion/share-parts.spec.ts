import { describe, expect, it } from 'vitest';
import type { WantedApplication } from '#core/targeting/judge-application.ts';
import { shareParts } from './share-parts.ts';

const wanted = (name: string, cluster: string, isAutomated: boolean): WantedApplication => ({
  name,
  labels: { team: 'shop' },
  annotations: {},
  finalizers: ['nabe.dev/resources'],
  spec: {
    project: 'shop',
    destination: { name: cluster, namespace: 'shop' },
    source: { repoURL: 'https://git.example/apps.git', path: `apps/${name}`, targetRevision: 'main' },
    ...(isAutomated && { syncPolicy: { automated: { prune: true } } }),
  },
});

describe('shareParts', () => {
  const all = [wanted('cart', 'east', true), wanted('search', 'east', true), wanted('cart-west', 'west', false)];
  const shared = shareParts(all);

  it('changes nothing', () => {
    expect(shared).toEqual(all);
    expect(shared.map(({ spec }) => Object.keys(spec))).toEqual(all.map(({ spec }) => Object.keys(spec)));
  });

  it('keeps one of equal parts', () => {
    const [cart, search, west] = shared;
    expect(search?.labels).toBe(cart?.labels);
    expect(search?.finalizers).toBe(cart?.finalizers);
    expect(search?.spec.destination).toBe(cart?.spec.destination);
    expect(search?.spec.syncPolicy).toBe(cart?.spec.syncPolicy);
    expect(west?.spec.destination).not.toBe(cart?.spec.destination);
  });
});
