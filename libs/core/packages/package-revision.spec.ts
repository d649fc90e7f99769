import { describe, expect, it } from 'vitest';
import { isChartName, meansSeveral, packageRevision, readPackageRevision } from './package-revision.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('packageRevision', () => {
  it.each([
    { chart: 'web', targetRevision: '^1.2', revision: 'web@^1.2', wanted: '^1.2' },
    { chart: 'web', targetRevision: 'HEAD', revision: 'web@*', wanted: '*' },
    { chart: 'team/web', targetRevision: '', revision: 'team/web@*', wanted: '*' },
    { chart: 'web', targetRevision: digest, revision: `web@${digest}`, wanted: digest },
    { chart: undefined, targetRevision: 'HEAD', revision: 'latest', wanted: 'latest' },
    { chart: undefined, targetRevision: 'v1', revision: 'v1', wanted: 'v1' },
  ])('is $revision for chart $chart at "$targetRevision"', ({ chart, targetRevision, revision, wanted }) => {
    expect(packageRevision({ chart, targetRevision })).toBe(revision);
    expect(readPackageRevision(revision)).toEqual({ chart, wanted });
  });
});

describe('meansSeveral', () => {
  it.each([
    { chart: 'web', wanted: '1.2.3', several: false },
    { chart: 'web', wanted: '1.2.3-rc.1+build', several: false },
    { chart: 'web', wanted: digest, several: false },
    { chart: 'web', wanted: 'v1.2.3', several: true },
    { chart: 'web', wanted: '1.2', several: true },
    { chart: 'web', wanted: '^1', several: true },
    { chart: undefined, wanted: '1.2', several: false },
    { chart: undefined, wanted: 'latest', several: false },
    { chart: undefined, wanted: '1.x', several: true },
  ])('is $several for chart $chart at $wanted', ({ chart, wanted, several }) => {
    expect(meansSeveral({ chart, wanted })).toBe(several);
  });
});

describe('isChartName', () => {
  it.each([
    { name: 'web', is: true },
    { name: 'team/web-2.x_y', is: true },
    { name: '../web', is: false },
    { name: 'a//b', is: false },
    { name: '-web', is: false },
    { name: 'web@1', is: false },
    { name: 'web?x', is: false },
  ])('is $is for $name', ({ name, is }) => {
    expect(isChartName(name)).toBe(is);
  });
});
