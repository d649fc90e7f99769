import { describe, expect, it } from 'vitest';
import type { Manifest } from '#core/model/objects/manifest.ts';
import { applicationLabelValue, markOwnership } from './mark-ownership.ts';

const owner = { tenant: 'red', application: 'shop-eu', digest: () => '0123456789abcdef' };

describe('markOwnership', () => {
  it('adds label and annotation beside those that are there', () => {
    const manifest: Manifest = {
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: { name: 'web', namespace: 'shop', labels: { app: 'web' }, annotations: { note: 'x' } },
      spec: { replicas: 2 },
    };
    expect(markOwnership(manifest, owner)).toEqual({
      apiVersion: 'apps/v1',
      kind: 'Deployment',
      metadata: {
        name: 'web',
        namespace: 'shop',
        labels: { app: 'web', 'nabe.dev/application': 'shop-eu' },
        annotations: { note: 'x', 'nabe.dev/tracking': 'red/shop-eu:apps/Deployment:shop/web' },
      },
      spec: { replicas: 2 },
    });
  });

  it('overwrites forged marks', () => {
    const manifest: Manifest = {
      apiVersion: 'v1',
      kind: 'Namespace',
      metadata: {
        name: 'shop',
        labels: { 'nabe.dev/application': 'other' },
        annotations: { 'nabe.dev/tracking': 'blue/other:/Namespace:/shop' },
      },
    };
    expect(markOwnership(manifest, owner).metadata).toEqual({
      name: 'shop',
      labels: { 'nabe.dev/application': 'shop-eu' },
      annotations: { 'nabe.dev/tracking': 'red/shop-eu:/Namespace:/shop' },
    });
  });
});

describe('applicationLabelValue', () => {
  it.each([
    { name: 'is the name itself up to 63 characters', application: 'a'.repeat(63), value: 'a'.repeat(63) },
    { name: 'cuts a longer one and adds a digest', application: 'a'.repeat(64), value: `${'a'.repeat(52)}-0123456789` },
  ])('$name', ({ application, value }) => {
    expect(applicationLabelValue({ ...owner, application })).toBe(value);
  });
});
