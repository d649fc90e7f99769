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

  const entry = (version: string) => `- {version: ${version}, urls: [web-${version}.tgz]}`;
  const other = `  other:\n  - version: 9.0.0\n    description: "a\n      web:"\n    urls: [x]\n`;

  it.each([
    {
      name: 'as Helm writes it',
      text: `entries:\n${other}  web:\n  ${entry('1.0.0')}\n${other.replace('other', 'z')}generated: x\n`,
    },
    { name: 'with deeper items', text: `---\nentries:\n\n    # all\n    web: # ours\n      ${entry('1.0.0')}\n` },
    { name: 'with Windows line ends', text: `entries:\r\n  web:\r\n  ${entry('1.0.0')}\r\ngenerated: x\r\n` },
    { name: 'with names in quotes', text: `entries:\n${other}  "web":\n  ${entry('1.0.0')}\n` },
    { name: 'in flow style', text: `entries: {web: [{version: 1.0.0, urls: [web-1.0.0.tgz]}]}\n` },
    { name: 'with a chart in flow style', text: `entries:\n  none: []\n  web:\n  ${entry('1.0.0')}\n` },
    {
      name: 'with an alias of another chart',
      text: `entries:\n  other:\n  - &first {version: 1.0.0, urls: [web-1.0.0.tgz]}\n  web:\n  - *first\n`,
    },
    { name: 'with a list that is an alias', text: `entries:\n  other: &all\n  ${entry('1.0.0')}\n  web: *all\n` },
    {
      name: 'with entries further up',
      text: `entries:\n  web:\n  ${entry('1.0.0')}\napiVersion: v1\nother:\n  web:\n  ${entry('2.0.0')}\n`,
    },
    { name: 'as JSON', text: '{"entries": {"web": [{"version": "1.0.0", "urls": ["web-1.0.0.tgz"]}]}}' },
  ])('reads an index $name', ({ text }) => {
    const web = [{ version: '1.0.0', urls: ['web-1.0.0.tgz'], digest: undefined }];
    expect(readChartIndex(text, new Set(['web']))).toEqual({ ok: true, value: new Map([['web', web]]) });
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
