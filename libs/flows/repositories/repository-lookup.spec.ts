import { describe, expect, it } from 'vitest';
import { buildRepository } from '#testing/control-plane/resource-builders.ts';
import { findGitRepository, findRepository, whyUnresolved } from './repository-lookup.ts';

const url = 'https://git.example/shared/base.git';
const shared = buildRepository('red', 'base', { metadata: { namespace: 'nabe-system' }, spec: { url } });
const own = buildRepository('red', 'base', { spec: { url } });
const foreign = buildRepository('blue', 'base', { spec: { url } });

describe('findRepository', () => {
  it.each([
    { name: "prefers the tenant's own", repositories: [shared, own], found: own },
    { name: 'takes one that the platform team shares', repositories: [foreign, shared], found: shared },
    {
      name: 'knows the address in another spelling',
      repositories: [own],
      asked: 'https://GIT.example/shared/base/',
      found: own,
    },
  ])('$name', ({ repositories, asked = url, found }) => {
    expect(findRepository(repositories, 'red', asked)).toEqual({ ok: true, value: found });
  });

  it("never finds another tenant's, and says what to do", () => {
    expect(findRepository([foreign], 'red', url)).toEqual({
      ok: false,
      failure: `Repository ${url} is not registered for tenant red: create a Repository object with this url in namespace tenant-red.`,
    });
  });
});

describe('whyUnresolved', () => {
  it('tells what the Repository says about itself', () => {
    const conditions = [
      { type: 'Ready', status: 'False', reason: 'Unreachable', message: 'No answer.', lastTransitionTime: 't' },
    ];
    const failing = buildRepository('red', 'base', { spec: { url }, status: { conditions } });

    expect(whyUnresolved(failing, 'main')).toBe(`Revision main of ${url} is not resolved. No answer.`);
    expect(whyUnresolved(own, 'main')).toBe(`Revision main of ${url} is being resolved.`);
  });
});

describe('findGitRepository', () => {
  it('refuses one that holds charts', () => {
    const charts = buildRepository('red', 'charts', { spec: { url: 'oci://charts.example', type: 'oci' } });

    expect(findGitRepository([charts], 'red', 'oci://charts.example')).toEqual({
      ok: false,
      failure:
        'Repository oci://charts.example holds no git repository, but charts or artifacts: name a git repository.',
    });
    expect(findGitRepository([own], 'red', url)).toEqual({ ok: true, value: own });
  });
});
