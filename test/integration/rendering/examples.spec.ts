import { afterAll, describe, expect, it } from 'vitest';
import { MemoryGit } from '#testing/sources/memory-git.ts';
import { memorySource, RenderingRoom, requestFor } from '../rendering-room.ts';
import { renderBare } from './bare-binaries.ts';
import type { Example } from './examples/example.ts';
import { helmCharts } from './examples/helm-charts.ts';
import { kustomizeOptions } from './examples/kustomize-options.ts';
import { kustomizeTrees } from './examples/kustomize-trees.ts';

const commit = '0123456789abcdef0123456789abcdef01234567';
const room = new RenderingRoom();
/** What the renderers assume where nobody says anything about the cluster. */
const capabilities = { kubeVersion: undefined, apiVersions: [] };

afterAll(() => room.close());

async function renderBoth(program: string, { files, source, bare, byHand }: Example) {
  const git = new MemoryGit();
  git.commit(commit, files);
  const rendered = await room.renderer(git).render(requestFor([memorySource(commit, source)], capabilities));
  const folder = source.path ?? '.';
  const commands = bare.map((args) => ({ program, args, folder }));
  const expected = await renderBare({ ...files, ...byHand }, commands);
  return { rendered: rendered.ok ? rendered.value.manifests.map(({ manifest }) => manifest) : rendered, expected };
}

describe('a kustomization is rendered as the bare program builds it', () => {
  it.each([...kustomizeTrees, ...kustomizeOptions])('renders $name', async (example) => {
    const { rendered, expected } = await renderBoth(room.programs.kustomize, example);
    expect(rendered).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });
});

describe('a chart is rendered as the bare program renders it', () => {
  it.each(helmCharts)('renders $name', async (example) => {
    const { rendered, expected } = await renderBoth(room.programs.helm, example);
    expect(rendered).toEqual(expected);
    expect(expected.length).toBeGreaterThan(0);
  });
});
