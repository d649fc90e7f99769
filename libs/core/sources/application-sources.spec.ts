import { describe, expect, it } from 'vitest';
import { sourcesOf } from './application-sources.ts';

const place = { repoURL: 'https://git.example/a.git', targetRevision: 'main' };
const web = { ...place, path: 'web' };

describe('sourcesOf', () => {
  it.each([
    {
      name: 'the only one',
      spec: { source: web, sources: [] },
      listed: [{ source: web, isRendered: true, field: 'source' }],
    },
    {
      name: 'several in place of the one',
      spec: { source: web, sources: [{ ...place, path: 'a' }] },
      listed: [{ source: { ...place, path: 'a' }, isRendered: true, field: 'sources[0]' }],
    },
    {
      name: 'one that others only refer to',
      spec: { sources: [{ ...place, ref: 'values' }] },
      listed: [{ source: { ...place, ref: 'values', path: '.' }, isRendered: false, field: 'sources[0]' }],
    },
    {
      name: 'one that is rendered and referred to',
      spec: { sources: [{ ...web, ref: 'values' }] },
      listed: [{ source: { ...web, ref: 'values' }, isRendered: true, field: 'sources[0]' }],
    },
    {
      name: 'one without path and ref, which is the root',
      spec: { sources: [place] },
      listed: [{ source: { ...place, path: '.' }, isRendered: true, field: 'sources[0]' }],
    },
    { name: 'none', spec: {}, listed: [] },
  ])('lists $name', ({ spec, listed }) => {
    expect(sourcesOf(spec)).toEqual(listed);
  });
});
