import { describe, expect, it } from 'vitest';
import { digestRenderInputs, digestTargetInputs } from './inputs-digest.ts';

const digest = (text: string) => text;
const inputs = { treeId: 't', path: 'web', directory: undefined };

describe('digestRenderInputs', () => {
  it('is the same for options left out and options that ask for nothing', () => {
    expect(digestRenderInputs({ ...inputs, directory: { recurse: false, include: '' } }, digest)).toBe(
      digestRenderInputs(inputs, digest),
    );
  });

  it.each([
    { name: 'the files', changed: { ...inputs, treeId: 'u' } },
    { name: 'the path', changed: { ...inputs, path: 'shop' } },
    { name: 'the choice of files', changed: { ...inputs, directory: { recurse: true } } },
    { name: 'a glob moved from include to exclude', changed: { ...inputs, directory: { exclude: 'x' } } },
  ])('changes with $name', ({ changed }) => {
    const others = [inputs, { ...inputs, directory: { include: 'x' } }].map((other) =>
      digestRenderInputs(other, digest),
    );
    expect(others).not.toContain(digestRenderInputs(changed, digest));
  });
});

describe('digestTargetInputs', () => {
  it('tells targets of one rendering apart by cluster and namespace', () => {
    const target = { renderDigest: 'r', cluster: 'eu', namespace: 'shop' };
    const digests = [target, { ...target, cluster: 'us' }, { ...target, namespace: 'x' }].map((inputsOf) =>
      digestTargetInputs(inputsOf, digest),
    );
    expect(new Set(digests).size).toBe(3);
  });
});
