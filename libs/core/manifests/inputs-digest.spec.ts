import { describe, expect, it } from 'vitest';
import { digestRenderInputs, digestTargetInputs } from './inputs-digest.ts';

const digest = (text: string) => text;
const inputs = { plan: 'p', tool: 't', cluster: { kubeVersion: 'v1.36.3', apiVersions: ['v1'] }, charts: ['c'] };

describe('digestRenderInputs', () => {
  it.each([
    { name: 'the plan', changed: { ...inputs, plan: 'q' } },
    { name: 'the tool', changed: { ...inputs, tool: 'u' } },
    {
      name: 'the version of the cluster',
      changed: { ...inputs, cluster: { ...inputs.cluster, kubeVersion: 'v1.37.0' } },
    },
    { name: 'what the cluster serves', changed: { ...inputs, cluster: { ...inputs.cluster, apiVersions: [] } } },
    { name: 'a chart that was fetched', changed: { ...inputs, charts: ['d'] } },
    { name: 'the keys', changed: { ...inputs, keys: ['k'] } },
    { name: 'whose Git LFS is read', changed: { ...inputs, lfs: ['red', 'https://git.example/a.git'] } },
  ])('changes with $name', ({ changed }) => {
    expect(digestRenderInputs(changed, digest)).not.toBe(digestRenderInputs(inputs, digest));
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
