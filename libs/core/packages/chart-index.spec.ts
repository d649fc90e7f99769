import { describe, expect, it } from 'vitest';
import { chooseChartVersion } from './choose-chart-version.ts';
import { readChartIndex } from './chart-index.ts';
import { readChallenge } from './registry-challenge.ts';

const digest = 'a'.repeat(64);

describe('readChartIndex', () => {
  it('reads the versions of the wanted charts in order, and passes over those that nobody could fetch', () => {
    const text = `apiVersion: v1
entries:
  web:
    - {version: 1.2.0, urls: [web-1.2.0.tgz], digest: ${digest}, created: 2026-01-01T00:00:00Z}
    - {version: 1.1.0, urls: []}
    - {urls: [web.tgz]}
    - {version: 1.0.0, urls: ['https://cdn.example/web-1.0.0.tgz'], digest: 'sha256:${digest.toUpperCase()}'}
  empty: null
  other:
    - {version: 1.0.0, urls: [other-1.0.0.tgz]}
`;
    expect(readChartIndex(text, new Set(['web', 'empty', 'toString']))).toEqual({
      ok: true,
      value: new Map([
        [
          'web',
          [
            { version: '1.2.0', urls: ['web-1.2.0.tgz'], digest },
            { version: '1.0.0', urls: ['https://cdn.example/web-1.0.0.tgz'], digest },
          ],
        ],
      ]),
    });
  });

  it.each(['<html>', '', '{"entries": 1}', '{"entries"', 'entries: [\n', '[]'])('refuses %j', (text) => {
    expect(readChartIndex(text, new Set(['web']))).toEqual({
      ok: false,
      failure: 'its index.yaml is no index of charts: it has no entries',
    });
  });
});

describe('chooseChartVersion', () => {
  const versions = ['2.0.0-rc.1', '1.10.0', '1.9.0', '1.9.0+build', 'v0.5.0'];
  it.each([
    { wanted: '', chosen: '1.10.0' },
    { wanted: '*', chosen: '1.10.0' },
    { wanted: '~1.9', chosen: '1.9.0' },
    { wanted: '1.9.0+build', chosen: '1.9.0+build' },
    { wanted: '0.5.0', chosen: 'v0.5.0' },
    { wanted: '2.0.0-rc.1', chosen: '2.0.0-rc.1' },
    { wanted: '>1.0.0-0', chosen: '2.0.0-rc.1' },
    { wanted: '^2', chosen: undefined },
    { wanted: 'latest', chosen: undefined },
  ])('takes $chosen for "$wanted"', ({ wanted, chosen }) => {
    expect(chooseChartVersion(wanted, versions)).toBe(chosen);
  });
});

describe('readChallenge', () => {
  it.each([
    { header: 'Basic realm="x"', challenge: { kind: 'basic' } },
    {
      header: 'Bearer realm="https://auth.example/token",service="registry",scope="repository:web:pull"',
      challenge: {
        kind: 'bearer',
        realm: 'https://auth.example/token',
        service: 'registry',
        scope: 'repository:web:pull',
      },
    },
    { header: 'Bearer service="registry"', challenge: undefined },
    { header: 'Negotiate', challenge: undefined },
    { header: '', challenge: undefined },
  ])('reads $header', ({ header, challenge }) => {
    expect(readChallenge(header)).toEqual(challenge);
  });
});
